/** What steps that stand in the filter are called; asked for only when there are any. */
import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'

import { api, read } from '../../api/client'
import { pick, useLanguage } from '../../i18n'
import type { Filter } from './filter'

export function useStepTitles(filter: Filter): Record<string, string> {
  const language = useLanguage()
  const steps = [filter.step, filter.without_step, filter.first_step, filter.last_step].filter(
    (each): each is string => Boolean(each),
  )
  const found = useQuery({
    queryKey: ['audit', 'steps', steps],
    queryFn: () => read(api.GET('/audit/steps', { params: { query: { step: steps } } })),
    enabled: steps.length > 0,
    staleTime: 10 * 60_000,
  }).data
  return useMemo(
    () => Object.fromEntries(Object.entries(found ?? {}).map(([id, title]) => [id, pick(language, title)])),
    [found, language],
  )
}
