/**
 * Acts of a person, each sent until there is an answer: a lost connection is tried again with the
 * same key, so that the act is done once, however often it is sent. Acts belong to their task and
 * not to a page: the list takes the row away at once and opens the next task, and what the server
 * declines comes back in its place with the reason.
 */
import { useCallback, useSyncExternalStore } from 'react'

import { newKey } from '../../api/client'
import { Unreachable } from '../../api/problem'

const RETRY_MS = 3000

export interface Act {
  state: 'sending' | 'lost' | 'done' | 'declined'
  /** The task is out of one's hands when the act is done. */
  leaves: boolean
  problem: unknown
}

type Acts = ReadonlyMap<string, Act>

let acts: Acts = new Map()
const listeners = new Set<() => void>()
const waiting = new Map<string, () => void>()

export const keyOfTask = (caseId: string, task: number) => `${caseId}.${task}`

function change(key: string, act: Act | null) {
  const next = new Map(acts)
  if (act) next.set(key, act)
  else next.delete(key)
  acts = next
  for (const tell of listeners) tell()
}

function subscribe(tell: () => void) {
  listeners.add(tell)
  return () => listeners.delete(tell)
}

/** Answers with null when the server declines; the reason stays with the task. */
export async function run<Answer>(
  task: string,
  leaves: boolean,
  send: (key: string) => Promise<Answer>,
): Promise<Answer | null> {
  const key = newKey()
  change(task, { state: 'sending', leaves, problem: null })
  for (;;)
    try {
      const answer = await send(key)
      change(task, leaves ? { state: 'done', leaves, problem: null } : null)
      return answer
    } catch (wrong) {
      if (!(wrong instanceof Unreachable)) {
        change(task, { state: 'declined', leaves, problem: wrong })
        return null
      }
      change(task, { state: 'lost', leaves, problem: wrong })
      await new Promise<void>((resume) => {
        const timer = setTimeout(resume, RETRY_MS)
        waiting.set(task, () => {
          clearTimeout(timer)
          resume()
        })
      })
      waiting.delete(task)
    }
}

/** Why the server declined the last act on the task. */
export function problemOf(task: string): unknown {
  return acts.get(task)?.problem ?? null
}

export function retry(task: string) {
  waiting.get(task)?.()
}

export function forget(task: string) {
  if (acts.has(task)) change(task, null)
}

/** Reasons have been read, or the list is another one. */
export function forgetDeclined() {
  for (const [task, act] of acts) if (act.state === 'declined') forget(task)
}

window.addEventListener('online', () => {
  for (const again of [...waiting.values()]) again()
})

// Leaving while something is on its way: the browser asks first.
window.addEventListener('beforeunload', (event) => {
  if ([...acts.values()].some((each) => each.state === 'sending' || each.state === 'lost')) event.preventDefault()
})

export function useActs(): Acts {
  return useSyncExternalStore(subscribe, () => acts)
}

export function useAct(task: string) {
  const act = useSyncExternalStore(subscribe, () => acts.get(task))
  return {
    isSending: act?.state === 'sending' || act?.state === 'lost',
    /** The connection is lost; the act is tried again by itself. */
    isLost: act?.state === 'lost',
    problem: act?.state === 'declined' ? act.problem : null,
    retry: useCallback(() => retry(task), [task]),
    clear: useCallback(() => forget(task), [task]),
  }
}
