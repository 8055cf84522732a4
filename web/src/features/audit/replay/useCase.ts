/** One load of a case: what goes with its journal, and the journal as raw bytes. */
import { type QueryClient, queryOptions, useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'

import { api, fetchWithSession, read, type Schemas } from '../../../api/client'
import { type Journal, readJournal } from './model/journal'
import { Replay } from './model/replay'
import { WorkTime } from './model/worktime'

/** Reading is recorded, so a case is not read again just because a window came to the front. */
const READ_ONCE = { staleTime: 10 * 60_000, refetchOnWindowFocus: false, refetchOnReconnect: false } as const

export async function journalBytes(caseId: string, signal?: AbortSignal): Promise<Uint8Array> {
  const answer = await fetchWithSession(`/cases/${encodeURIComponent(caseId)}/journal.jsonl`, { signal })
  return new Uint8Array(await answer.arrayBuffer())
}

export interface LoadedCase {
  told: Schemas['ReplayOut']
  journal: Journal
  replay: Replay
  time: WorkTime
}

const toldOptions = (caseId: string | undefined) =>
  queryOptions({
    queryKey: ['replay', caseId],
    enabled: Boolean(caseId),
    queryFn: () => read(api.GET('/cases/{case_id}/replay', { params: { path: { case_id: caseId! } } })),
    ...READ_ONCE,
  })

const journalOptions = (caseId: string | undefined) =>
  queryOptions({
    queryKey: ['journal.jsonl', caseId],
    enabled: Boolean(caseId),
    queryFn: async ({ signal }) => readJournal(await journalBytes(caseId!, signal)),
    structuralSharing: false,
    ...READ_ONCE,
  })

/** Ask for the case before the page that shows it is drawn. */
export function prefetchCase(queries: QueryClient, caseId: string | null | undefined) {
  if (!caseId) return
  void queries.prefetchQuery(journalOptions(caseId))
  void queries.prefetchQuery(toldOptions(caseId))
}

export function useCase(caseId: string | undefined) {
  const told = useQuery(toldOptions(caseId))
  const journal = useQuery(journalOptions(caseId))
  const loaded = useMemo((): LoadedCase | null => {
    if (!told.data || !journal.data) return null
    return {
      told: told.data,
      journal: journal.data,
      // What stands behind a line that cannot be read would stand on sand.
      replay: new Replay(upToBreak(journal.data)),
      time: new WorkTime(told.data.days_off, told.data.time_zone),
    }
  }, [told.data, journal.data])
  return {
    loaded,
    problem: told.error ?? journal.error,
    retry: () => {
      if (told.error) void told.refetch()
      if (journal.error) void journal.refetch()
    },
  }
}

function upToBreak(journal: Journal) {
  const end = journal.entries.findIndex((each, i) => each.entry !== i + 1)
  return end < 0 ? journal.entries : journal.entries.slice(0, end)
}
