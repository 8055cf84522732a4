/** A page in a chunk of its own; the one of the address is fetched while the frame is drawn. */
import type { QueryClient } from '@tanstack/react-query'
import { type ComponentType, lazy, useState } from 'react'

type Params = Readonly<Record<string, string | undefined>>

interface PageModule {
  default: ComponentType
  /** Ask the server for what the page shows first, before it is drawn. */
  ahead?: (queries: QueryClient, address: URLSearchParams, params: Params) => void
}

export type LoadedPage = ComponentType & { load: () => Promise<PageModule>; isLoaded: () => boolean }

/**
 * `page: page(() => import('./CasesPage'))`
 *
 * What has been loaded is drawn at once: a lazy component would show its fallback first, and React
 * keeps a fallback for 300 ms.
 */
export function page(load: () => Promise<PageModule>): LoadedPage {
  let loaded: ComponentType | undefined
  async function keep() {
    const found = await load()
    loaded = found.default
    return found
  }
  const Late = lazy(keep)
  function Page() {
    const [Content] = useState(() => loaded ?? Late)
    return <Content />
  }
  return Object.assign(Page, { load: keep, isLoaded: () => loaded !== undefined })
}

/** Settles when the page can be drawn; what went wrong is said when it is. */
export async function fetchPage({ load }: LoadedPage, queries: QueryClient, search: string, params: Params = {}) {
  try {
    const found = await load()
    found.ahead?.(queries, new URLSearchParams(search), params)
  } catch {
    // Drawing it tries again.
  }
}
