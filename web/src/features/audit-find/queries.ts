/** What the pages of finding cases ask the server. */
import {
  infiniteQueryOptions,
  keepPreviousData,
  type QueryClient,
  queryOptions,
  useInfiniteQuery,
  useQuery,
} from '@tanstack/react-query'
import { useMemo } from 'react'

import { api, read } from '../../api/client'
import { pick, useLanguage } from '../../i18n'
import type { Filter } from './filter'

export type Order = 'newest' | 'oldest' | 'amount' | 'duration'

/** A search that is too broad does not become narrower by asking again. */
const asking = { placeholderData: keepPreviousData, retry: false } as const

const choicesOptions = queryOptions({
  queryKey: ['audit', 'choices'],
  queryFn: () => read(api.GET('/audit/choices')),
  staleTime: 5 * 60_000,
})

const summaryOptions = (filter: Filter) =>
  queryOptions({
    queryKey: ['audit', 'summary', filter],
    queryFn: () => read(api.GET('/audit/cases/summary', { params: { query: filter } })),
    retry: false,
  })

const casesOptions = (filter: Filter, order: Order) =>
  infiniteQueryOptions({
    queryKey: ['audit', 'cases', filter, order],
    queryFn: ({ pageParam }) =>
      read(api.GET('/audit/cases', { params: { query: { ...filter, order, after: pageParam } } })),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
    retry: false,
  })

/** What the page shows first. */
export function prefetchCases(queries: QueryClient, filter: Filter) {
  void queries.prefetchQuery(summaryOptions(filter))
  void queries.prefetchInfiniteQuery(casesOptions(filter, 'newest'))
}

export function useChoices() {
  const language = useLanguage()
  const found = useQuery(choicesOptions).data
  return useMemo(() => {
    const titles = new Map(
      (found?.processes ?? []).map((each) => [
        each.process,
        pick(language, { zh: each.title_zh, en: each.title_en }),
      ]),
    )
    const outcomes = (found?.outcomes ?? []).map((each) => ({
      value: each.outcome,
      label: pick(language, each),
    }))
    return {
      outcomes,
      outcome: (id: string) => outcomes.find((each) => each.value === id)?.label ?? id,
      process: (id: string) => titles.get(id) ?? id,
      processes: [...titles].map(([value, label]) => ({ value, label })),
      states: found?.states ?? [],
    }
  }, [found, language])
}

export function useSummary(filter: Filter) {
  return useQuery({ ...summaryOptions(filter), placeholderData: keepPreviousData })
}

export function useCases(filter: Filter, order: Order) {
  return useInfiniteQuery({ ...casesOptions(filter, order), placeholderData: keepPreviousData })
}

export function useMap(filter: Filter) {
  return useQuery({
    queryKey: ['audit', 'map', filter],
    queryFn: () => read(api.GET('/audit/cases/map', { params: { query: filter } })),
    ...asking,
  })
}

export function useVariants(filter: Filter) {
  return useQuery({
    queryKey: ['audit', 'variants', filter],
    queryFn: () => read(api.GET('/audit/cases/variants', { params: { query: filter } })),
    ...asking,
  })
}

export function useSearches() {
  return useQuery({
    queryKey: ['audit', 'searches'],
    queryFn: () => read(api.GET('/audit/searches')),
  })
}

export function useProcessDiagram(process: string | undefined) {
  return useQuery({
    queryKey: ['audit', 'diagram', process],
    queryFn: () =>
      read(api.GET('/overview/diagrams/{process}', { params: { path: { process: process! } } })),
    enabled: process !== undefined,
    staleTime: 5 * 60_000,
    retry: false,
  })
}
