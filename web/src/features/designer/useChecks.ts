/** The engine's checks of what is saved, asked again a moment after every save; never in the way. */
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useEffect, useState, useSyncExternalStore } from 'react'

import { api, read } from '../../api/client'
import type { Drafts } from './drafts'

const PAUSE_MS = 350

function useSettled(drafts: Drafts): number {
  useSyncExternalStore(drafts.subscribe, drafts.present)
  const [settled, setSettled] = useState(0)
  const saves = drafts.saves
  useEffect(() => {
    const timer = setTimeout(() => setSettled(saves), PAUSE_MS)
    return () => clearTimeout(timer)
  }, [saves])
  return settled
}

export function useChecks(drafts: Drafts) {
  const saves = useSettled(drafts)
  return useQuery({
    queryKey: ['workspace-problems', drafts.id, saves],
    queryFn: ({ signal }) =>
      read(
        api.GET('/workspaces/{workspace}/problems', {
          params: { path: { workspace: drafts.id } },
          signal,
        }),
      ),
    placeholderData: keepPreviousData,
    staleTime: Infinity,
    gcTime: 10_000,
  })
}

export function useOutline(drafts: Drafts) {
  const saves = useSettled(drafts)
  return useQuery({
    queryKey: ['workspace-outline', drafts.id, saves],
    queryFn: ({ signal }) =>
      read(
        api.GET('/workspaces/{workspace}/outline', {
          params: { path: { workspace: drafts.id } },
          signal,
        }),
      ),
    placeholderData: keepPreviousData,
    staleTime: Infinity,
    gcTime: 10_000,
  })
}

export type Checks = ReturnType<typeof useChecks>
export type OutlineQuery = ReturnType<typeof useOutline>
