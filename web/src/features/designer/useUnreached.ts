/** What no scenario of the workspace reaches, once they were played over the files as they are. */
import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'

import { api, read, type Schemas } from '../../api/client'
import type { Drafts } from './drafts'

export interface Unreached {
  /** Null: not asked for, or these files were not played. */
  isKnown: boolean | null
  elements: ReadonlySet<string>
  rows: ReadonlyMap<string, ReadonlySet<number>>
}

export function useUnreached(drafts: Drafts, isOn: boolean): Unreached {
  const found = useQuery({
    queryKey: ['scenario-coverage', undefined, drafts.id, drafts.saves],
    queryFn: async (): Promise<Schemas['CoverageOut'] | null> =>
      (await read(api.GET('/scenario-coverage', { params: { query: { workspace: drafts.id } } }))) ?? null,
    enabled: isOn,
    retry: false,
  })
  const data = isOn ? found.data : null
  return useMemo(() => {
    const missed = (parts: readonly { id: string; count: number }[]) =>
      parts.filter((each) => each.count === 0).map((each) => each.id)
    return {
      isKnown: !isOn || found.isPending ? null : Boolean(data),
      elements: new Set(data?.processes.flatMap((each) => missed([...each.elements, ...each.flows]))),
      rows: new Map(data?.tables.map((each) => [each.decision, new Set(missed(each.rows).map(Number))])),
    }
  }, [data, isOn, found.isPending])
}
