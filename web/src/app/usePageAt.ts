/** Which page is drawn: the one before stays until the next one is there, and does not flicker. */
import { type QueryClient, useQueryClient } from '@tanstack/react-query'
import { useEffect, useReducer, useRef } from 'react'
import { type Location, matchPath, useLocation } from 'react-router'

import type { FeatureRoute } from './feature'
import { fetchPage } from './page'

type Routes = readonly FeatureRoute[]

export interface PageAt {
  /** The address whose page is drawn. */
  drawn: Location
  /** Another page is on its way. */
  isComing: boolean
}

export function routeAt(routes: Routes, pathname: string): FeatureRoute | undefined {
  return routes.find((each) => matchPath(`/${each.path}`, pathname))
}

/** Fetch the page of an address, and what it shows first. */
export function fetchPageAt(route: FeatureRoute, location: Location, queries: QueryClient): Promise<void> {
  return fetchPage(route.page, queries, location.search, matchPath(`/${route.path}`, location.pathname)?.params)
}

export function usePageAt(routes: Routes): PageAt {
  const location = useLocation()
  const queries = useQueryClient()
  const before = useRef(location)
  const [, draw] = useReducer((count: number) => count + 1, 0)
  const route = routeAt(routes, location.pathname)
  const isThere = !route || route.page.isLoaded() || route === routeAt(routes, before.current.pathname)
  useEffect(() => {
    if (isThere) return void (before.current = location)
    let isWanted = true
    void fetchPageAt(route, location, queries).then(() => {
      if (!isWanted) return
      before.current = location
      draw()
    })
    return () => void (isWanted = false)
  }, [isThere, location, queries, route])
  usePointedAt(routes)
  return { drawn: isThere ? location : before.current, isComing: !isThere }
}

/** Whoever points at a link will follow it: its page is fetched meanwhile. */
function usePointedAt(routes: Routes) {
  useEffect(() => {
    function onPoint({ target }: Event) {
      const link = target instanceof Element ? target.closest('a[href^="/app/"]') : null
      // (links of drawings know no `pathname`)
      const address = link?.getAttribute('href')?.slice('/app'.length).replace(/[?#].*/, '')
      const page = address && routeAt(routes, address)?.page
      if (page && !page.isLoaded()) void page.load().catch(() => undefined)
    }
    const kinds = ['pointerover', 'focusin'] as const
    for (const kind of kinds) document.addEventListener(kind, onPoint, { passive: true })
    return () => kinds.forEach((kind) => document.removeEventListener(kind, onPoint))
  }, [routes])
}
