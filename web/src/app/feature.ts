/** What a feature brings: pages, entries of the menu, things in the head of every page. */
import type { ComponentType, LazyExoticComponent, ReactNode } from 'react'

import type { LoadedPage } from './page'

export type Group = 'work' | 'apply' | 'design' | 'audit' | 'registers' | 'admin'

export interface NavEntry {
  group: Group
  /** A hook-free text of the moment: `() => useT.now('title')`. */
  label: () => string
  icon: ReactNode
  /** Smaller stands first; the smallest that a person may see is their start page. */
  order: number
  /** Beside the label: how much waits there. */
  Count?: LazyExoticComponent<ComponentType>
}

export interface FeatureRoute {
  /** Below /app/, without a slash in front: "inbox", "cases/:caseId". */
  path: string
  page: LoadedPage
  nav?: NavEntry
  /** Roles that may see it, or a question of them; left out: everybody who is signed in. */
  roles?: readonly string[] | ((roles: ReadonlySet<string>) => boolean)
  /** The page takes the whole height and scrolls inside (workbench, modeler, player). */
  fills?: boolean
}

export interface Feature {
  id: string
  routes: readonly FeatureRoute[]
  /** Small things in the head of every page, e.g. the bell. */
  header?: LazyExoticComponent<ComponentType>
  /** Things that live beside every page, e.g. the command palette or the event stream. */
  beside?: LazyExoticComponent<ComponentType>
}

export function may(route: Pick<FeatureRoute, 'roles'>, roles: ReadonlySet<string>): boolean {
  if (route.roles === undefined) return true
  if (typeof route.roles === 'function') return route.roles(roles)
  return route.roles.some((role) => roles.has(role))
}
