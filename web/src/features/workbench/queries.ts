/** What the workbench asks the server. */
import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query'

import { api, read } from '../../api/client'
import { type Listing, queryOf } from './address'

export const PAGE_ROWS = 50

export function useTaskPages(listing: Listing) {
  const query = queryOf(listing)
  return useInfiniteQuery({
    queryKey: ['tasks', query],
    initialPageParam: '',
    queryFn: ({ pageParam, signal }) =>
      read(
        api.GET('/tasks', {
          params: { query: { ...query, limit: PAGE_ROWS, ...(pageParam && { after: pageParam }) } },
          signal,
        }),
      ),
    getNextPageParam: (page) => page.next ?? undefined,
    placeholderData: keepPreviousData,
  })
}

export function useCounts() {
  return useQuery({
    queryKey: ['counts'],
    queryFn: ({ signal }) => read(api.GET('/tasks/counts', { signal })),
    placeholderData: keepPreviousData,
  })
}

export function useColumns() {
  return useQuery({
    queryKey: ['columns'],
    queryFn: ({ signal }) => read(api.GET('/tasks/columns', { signal })),
    staleTime: 5 * 60_000,
  })
}

export function useViews() {
  return useQuery({
    queryKey: ['views'],
    queryFn: ({ signal }) => read(api.GET('/views', { signal })),
    staleTime: 60_000,
  })
}

export function useNotices() {
  return useInfiniteQuery({
    queryKey: ['notices'],
    initialPageParam: '',
    queryFn: ({ pageParam, signal }) =>
      read(
        api.GET('/me/notices', {
          params: { query: { limit: 20, ...(pageParam && { after: pageParam }) } },
          signal,
        }),
      ),
    getNextPageParam: (page) => page.next ?? undefined,
  })
}
