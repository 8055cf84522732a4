/** Areas and organisations, read once and named everywhere. */
import { queryOptions, useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'

import { api, read, type Schemas } from '../api/client'
import { roleName } from './roleNames'
import { type Language, pick, useLanguage } from '../i18n'

export type Area = Schemas['AreaOut']
export type Organisation = Schemas['OrganisationOut']
interface Named {
  name_zh: string
  name_en: string
}

const LONG = 5 * 60_000

export const areasOptions = queryOptions({
  queryKey: ['areas'],
  queryFn: () => read(api.GET('/areas')),
  staleTime: LONG,
})

export const organisationsOptions = queryOptions({
  queryKey: ['organisations'],
  queryFn: () => read(api.GET('/organisations')),
  staleTime: LONG,
})

export function useAreas() {
  return useQuery(areasOptions)
}

export function useOrganisations() {
  return useQuery(organisationsOptions)
}

export function useName(): (named: Named) => string {
  const language = useLanguage()
  return (named) => pick(language, { zh: named.name_zh, en: named.name_en })
}

/** Names by id, for whatever is shown; an id that is not known stands for itself. */
export function usePlaceNames() {
  const language = useLanguage()
  const { data: areas } = useAreas()
  const { data: organisations } = useOrganisations()
  return useMemo(() => {
    const byArea = new Map(areas?.map((each) => [each.code, each]))
    const byId = new Map(organisations?.map((each) => [each.id, each]))
    const name = (named: Named | undefined, id: string) =>
      named ? pick(language, { zh: named.name_zh, en: named.name_en }) : id
    return {
      area: (code: string) => name(byArea.get(code), code),
      organisation: (id: string) => name(byId.get(id), id),
      /** Where somebody belongs: the area of their organisation, else their own. */
      areaOf: (who: { organisation: string | null; area: string | null }) => {
        const code = (who.organisation && byId.get(who.organisation)?.area) || who.area
        return code ? name(byArea.get(code), code) : '—'
      },
      /** "<organisation>.<role>" as "某市人社局 · 初审人员". */
      group: (group: string) => {
        const at = group.lastIndexOf('.')
        const organisation = group.slice(0, at)
        return `${name(byId.get(organisation), organisation)} · ${roleName(language, group.slice(at + 1))}`
      },
    }
  }, [areas, organisations, language])
}

/** Code → the area with those around it, innermost first; the whole country goes without saying. */
export function useAreaChains(): (code: string) => Area[] {
  const { data: areas } = useAreas()
  return useMemo(() => {
    const byCode = new Map(areas?.map((each) => [each.code, each]))
    return (code) => {
      const found: Area[] = []
      for (let at = byCode.get(code); at && !found.includes(at); at = byCode.get(at.parent ?? '')) found.push(at)
      return found.length > 1 && found.at(-1)?.parent === null ? found.slice(0, -1) : found
    }
  }, [areas])
}

/** "江苏省宿迁市宿城区", "Sucheng District, Suqian, Jiangsu"; empty where the chain is. */
export function pathOf(language: Language, chain: readonly Area[]): string {
  const names = chain.map((each) => pick(language, { zh: each.name_zh, en: each.name_en }))
  return language === 'zh' ? names.reverse().join('') : names.join(', ')
}

export interface AreaNode {
  value: string
  title: string
  children: AreaNode[]
}

/** The areas as a tree for selects, roots first. */
export function useAreaTree(): AreaNode[] {
  const language = useLanguage()
  const { data: areas } = useAreas()
  return useMemo(() => {
    const nodes = new Map(
      areas?.map((each): [string, AreaNode] => [
        each.code,
        { value: each.code, title: pick(language, { zh: each.name_zh, en: each.name_en }), children: [] },
      ]),
    )
    const roots: AreaNode[] = []
    for (const each of areas ?? []) {
      const node = nodes.get(each.code)!
      const parent = each.parent ? nodes.get(each.parent) : undefined
      ;(parent?.children ?? roots).push(node)
    }
    return roots
  }, [areas, language])
}

/** The area itself and everything inside it. */
export function within(areas: readonly Area[], code: string): ReadonlySet<string> {
  const found = new Set([code])
  let before = -1
  while (found.size !== before) {
    before = found.size
    for (const each of areas) if (each.parent && found.has(each.parent)) found.add(each.code)
  }
  return found
}
