/** Names of areas, organisations and business states; whatever is unknown is shown as it came. */
import { type QueryClient, useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'

import { defineMessages, type InBoth, pick, useLanguage } from '../i18n'
import { areasOptions, organisationsOptions } from './places'

const zh = {
  draft: '未提交',
  submitted: '已提交',
  accepted: '已受理',
  not_accepted: '不予受理',
  in_review: '审核中',
  correcting: '补正中',
  countersigning: '会签中',
  publicity: '公示中',
  approved: '已通过',
  partly_approved: '部分通过',
  refused: '不予通过',
  awaiting_payment: '待拨付',
  paid: '已拨付',
  recovering: '追回中',
  withdrawn: '已撤回',
  closed: '已办结',
}
const en: Record<keyof typeof zh, string> = {
  draft: 'not submitted',
  submitted: 'submitted',
  accepted: 'accepted',
  not_accepted: 'not accepted',
  in_review: 'in review',
  correcting: 'being corrected',
  countersigning: 'countersigning',
  publicity: 'publicity',
  approved: 'approved',
  partly_approved: 'partly approved',
  refused: 'refused',
  awaiting_payment: 'awaiting payment',
  paid: 'paid',
  recovering: 'recovering',
  withdrawn: 'withdrawn',
  closed: 'closed',
}
const useStates = defineMessages('states', { zh, en })

export interface Option {
  value: string
  label: string
}

export function prefetchNames(queries: QueryClient) {
  void queries.prefetchQuery(areasOptions)
  void queries.prefetchQuery(organisationsOptions)
}

export function useNames() {
  const language = useLanguage()
  const states = useStates()
  const areas = useQuery(areasOptions).data
  const organisations = useQuery(organisationsOptions).data
  return useMemo(() => {
    const named = (each: { name_zh: string; name_en: string }) =>
      pick(language, { zh: each.name_zh, en: each.name_en })
    const ofAreas = new Map((areas ?? []).map((each) => [each.code, named(each)]))
    const ofOrganisations = new Map((organisations ?? []).map((each) => [each.id, named(each)]))
    const options = (names: Map<string, string>): Option[] =>
      [...names].map(([value, label]) => ({ value, label }))
    return {
      area: (code: string) => ofAreas.get(code) ?? code,
      organisation: (id: string) => ofOrganisations.get(id) ?? id,
      state: (id: string) => (id in zh ? states(id as keyof typeof zh) : id),
      text: (text: InBoth | null | undefined) => pick(language, text),
      areaOptions: options(ofAreas),
      organisationOptions: options(ofOrganisations),
    }
  }, [language, areas, organisations, states])
}
