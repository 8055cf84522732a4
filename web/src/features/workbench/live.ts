/**
 * One event stream per browser, shared by its tabs: the tab that holds the lock listens and passes
 * on what it hears; when it is closed, the next one takes over. Without locks or channels (old
 * browsers, private windows) each tab listens for itself.
 */
import { type QueryClient, useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'

export interface Change {
  case_id: string
  tasks: { task: number; what: 'opened' | 'taken' | 'freed' | 'closed' | 'changed' }[]
  own_case: boolean
  by_me: boolean
}

/** What a designer did: a request to publish changed its state, or a file was saved. */
export type News =
  | { what: 'open' | 'published' | 'refused' | 'withdrawn'; id: string; key: string; by_me: boolean }
  | { what: 'saved'; workspace: string; path: string; by_me: boolean }

type Heard = { kind: 'changed'; change: Change } | { kind: 'designed'; news: News } | { kind: 'resync' }
type Listener = (heard: Heard) => void

const NAME = 'huiqian.events'
const AGAIN_MS = 5_000
/** Several changes at once are one reading. */
const TOGETHER_MS = 250
/** What a stream might have missed is read anew this often. */
const SAFETY_MS = 60_000

const listeners = new Set<Listener>()

export function listen(listener: Listener): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

function tell(heard: Heard) {
  for (const each of listeners) each(heard)
}

/** Keep the stream open while the page is there; gives the way to close it. */
export function openStream(): () => void {
  const ended = new AbortController()
  const channel = 'BroadcastChannel' in window ? new BroadcastChannel(NAME) : null
  if (channel) channel.onmessage = ({ data }: MessageEvent<Heard>) => tell(data)
  const pass = (heard: Heard) => {
    tell(heard)
    channel?.postMessage(heard)
  }
  if (channel && 'locks' in navigator)
    void share(pass, ended.signal).catch(() => undefined)
  else void follow(tell, ended.signal)
  return () => {
    ended.abort()
    channel?.close()
  }
}

/** Listen when it is one's turn; until then another tab passes on what it hears. */
async function share(pass: Listener, signal: AbortSignal): Promise<void> {
  const isFirst = await navigator.locks.request(NAME, { ifAvailable: true }, async (lock) => {
    if (lock) await follow(pass, signal)
    return lock !== null
  })
  if (isFirst) return
  // What was passed on while this page was still being made is read anew.
  tell({ kind: 'resync' })
  await navigator.locks.request(NAME, { signal }, () => follow(pass, signal))
}

/** Listen until told to end; the browser itself reconnects, but not after an answer like 401. */
function follow(pass: Listener, ended: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    let source: EventSource | null = null
    let timer: ReturnType<typeof setTimeout> | undefined
    const open = () => {
      source = new EventSource('/events')
      // What happened before the server listened for this browser is read anew: at the beginning,
      // when another tab was closed, and after a connection that was lost.
      source.addEventListener('hello', () => pass({ kind: 'resync' }))
      source.addEventListener('resync', () => pass({ kind: 'resync' }))
      source.addEventListener('changed', (event) =>
        pass({ kind: 'changed', change: JSON.parse((event as MessageEvent<string>).data) as Change }),
      )
      source.addEventListener('designed', (event) =>
        pass({ kind: 'designed', news: JSON.parse((event as MessageEvent<string>).data) as News }),
      )
      source.onerror = () => {
        if (source?.readyState !== EventSource.CLOSED) return
        timer = setTimeout(open, AGAIN_MS)
      }
    }
    ended.addEventListener('abort', () => {
      source?.close()
      clearTimeout(timer)
      resolve()
    })
    if (!ended.aborted) open()
  })
}

/** Lists, counts, notices and one's own applications follow the stream. */
export function keepFresh(queries: QueryClient): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined
  const refresh = () => {
    clearTimeout(timer)
    timer = undefined
    void queries.invalidateQueries({ queryKey: ['tasks'] })
    void queries.invalidateQueries({ queryKey: ['counts'] })
    void queries.invalidateQueries({ queryKey: ['notices'] })
    void queries.invalidateQueries({ queryKey: ['my-cases'] })
  }
  const stop = listen((heard) => {
    if (heard.kind === 'designed') return
    timer ??= setTimeout(refresh, TOGETHER_MS)
    // What is open of the case is read anew at once: somebody may be about to decide on it.
    const of = heard.kind === 'changed' ? [heard.change.case_id] : []
    void queries.invalidateQueries({ queryKey: ['task', ...of] })
    void queries.invalidateQueries({ queryKey: ['case', ...of] })
    void queries.invalidateQueries({ queryKey: ['progress', ...of] })
  })
  const safety = setInterval(() => {
    if (!document.hidden) refresh()
  }, SAFETY_MS)
  return () => {
    stop()
    clearTimeout(timer)
    clearInterval(safety)
  }
}

export function useLive() {
  const queries = useQueryClient()
  useEffect(() => {
    const close = openStream()
    const stop = keepFresh(queries)
    return () => {
      close()
      stop()
    }
  }, [queries])
}
