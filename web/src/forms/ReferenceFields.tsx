/** Fields that name an area, an organisation or an entry of the directory. */
import { useQuery } from '@tanstack/react-query'
import { createContext, useContext, useMemo } from 'react'

import { api, read } from '../api/client'
import { pathOf, useAreaChains, useAreas, useName, useOrganisations } from '../design/places'
import { useLanguage } from '../i18n'
import { ByName, type Choice } from './ByName'
import type { WidgetProps } from './widget'
import { useT } from './messages'
import { referenceOf } from './references'

/** Area of the case: which directory is in force. */
export const AreaOfForm = createContext<string | null>(null)

const KEPT_MS = 5 * 60_000

export function AreaField(props: WidgetProps) {
  const t = useT()
  const language = useLanguage()
  const { data, error } = useAreas()
  const chainOf = useAreaChains()
  const choices = useMemo(
    () =>
      data
        ?.map((each) => {
          const chain = chainOf(each.code)
          return {
            value: each.code,
            label: pathOf(language, chain),
            more: each.code,
            words: [each.code, ...chain.flatMap((one) => [one.name_zh, one.name_en]), pathOf('zh', chain)]
              .join(' ')
              .toLowerCase(),
            order: chain.map((one) => one.code).reverse().join(' '),
          }
        })
        .sort((a, b) => (a.order < b.order ? -1 : 1)),
    [chainOf, data, language],
  )
  return <ByName {...props} choices={choices} error={error} none={t('noSuchArea')} />
}

export function OrganisationField(props: WidgetProps) {
  const t = useT()
  const language = useLanguage()
  const name = useName()
  const organisations = useOrganisations()
  const chainOf = useAreaChains()
  const kinds = referenceOf(props.schema)?.kinds.join(',') ?? ''
  const choices = useMemo(
    () =>
      organisations.data
        ?.filter((each) => kinds === '' || kinds.split(',').includes(each.kind))
        .map((each): Choice => ({
          value: each.id,
          label: name(each),
          more: pathOf(language, chainOf(each.area)),
          words: `${each.name_zh} ${each.name_en} ${each.id} ${each.credit_code ?? ''}`.toLowerCase(),
        })),
    [chainOf, kinds, language, name, organisations.data],
  )
  return <ByName {...props} choices={choices} error={organisations.error} none={t('noSuchOrganisation')} />
}

/** From the directory in force; other codes may be typed, and whoever reviews is told of them. */
export function ProjectField(props: WidgetProps) {
  const t = useT()
  const { data, error } = useProjects()
  const choices = useMemo(() => data?.map(asChoice), [data])
  return <ByName {...props} choices={choices} error={error} none={t('noProjects')} placeholder={t('chooseProject')} isOpen />
}

/** Where no case says who is meant, in a preview or a try-out; the task page lists them. */
export function PersonField(props: WidgetProps) {
  const t = useT()
  return <ByName {...props} choices={NOBODY} error={null} none={t('peopleAtWork')} isOpen />
}

const NOBODY: readonly Choice[] = []

function asChoice({ code, name }: { code: string; name: string }): Choice {
  return { value: code, label: name, more: code, words: `${name} ${code}`.toLowerCase() }
}

export function useProjects() {
  const area = useContext(AreaOfForm)
  return useQuery({
    queryKey: ['projects', area],
    queryFn: () => (area ? read(api.GET('/public/projects', { params: { query: { area } } })) : []),
    staleTime: KEPT_MS,
  })
}
