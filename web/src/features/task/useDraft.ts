/**
 * What is typed is kept within two seconds, right or wrong: on this device at once, on the server
 * soon after. The pill says which. What the server did not take is offered again next time.
 */
import { useCallback, useEffect, useRef, useState } from 'react'

import { api, commandHeaders } from '../../api/client'
import { ApiProblem } from '../../api/problem'
import { keep, readKept } from '../../design/kept'
import type { Fields } from '../../forms'

export interface Draft {
  outcome: string | null
  opinion: string
  fields: Fields
  /** Fields that a return names, with their reasons. */
  corrections: { field: string; note: string }[]
}

export type DraftState = 'none' | 'saving' | 'saved' | 'unsaved' | 'local'

interface Kept extends Draft {
  /** The server has not got it. */
  isPending: boolean
}

const PAUSE_MS = 700
const RETRY_MS = 5000

export function keptKey(person: string, caseId: string, task: number): string {
  return `huiqian.draft.${person}.${caseId}.${task}`
}

export function keptDraft(key: string): Kept | null {
  return readKept<Kept>(key)
}

export function useDraft(caseId: string, task: number, person: string, mayOnServer: boolean) {
  const key = keptKey(person, caseId, task)
  const [state, setState] = useState<DraftState>('none')
  const waiting = useRef<Draft | null>(null)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const isSending = useRef(false)
  const isOver = useRef(false)
  const may = useRef(mayOnServer)
  may.current = mayOnServer

  const send = useCallback(async () => {
    const draft = waiting.current
    if (draft === null || isSending.current || isOver.current) return
    if (!may.current) {
      setState('local')
      return
    }
    isSending.current = true
    waiting.current = null
    setState('saving')
    try {
      await api.PUT('/cases/{case_id}/tasks/{task}/draft', {
        params: { path: { case_id: caseId, task }, header: commandHeaders() },
        body: draft as never,
      })
      if (waiting.current === null && !isOver.current) {
        keep(key, { ...draft, isPending: false })
        setState('saved')
      }
    } catch (problem) {
      waiting.current ??= draft
      setState('unsaved')
      // Declined is declined; a lost connection comes back.
      if (!(problem instanceof ApiProblem)) timer.current = setTimeout(() => void send(), RETRY_MS)
      else waiting.current = null
    } finally {
      isSending.current = false
      if (waiting.current !== null && waiting.current !== draft) void send()
    }
  }, [caseId, task, key])

  const save = useCallback(
    (draft: Draft) => {
      if (isOver.current) return
      keep(key, { ...draft, isPending: true })
      waiting.current = draft
      clearTimeout(timer.current)
      setState('saving')
      timer.current = setTimeout(() => void send(), PAUSE_MS)
    },
    [key, send],
  )

  /** The act is on its way: what was typed stays on this device, the server's copy rests. */
  const hold = useCallback(() => {
    isOver.current = true
    waiting.current = null
    clearTimeout(timer.current)
    const kept = keptDraft(key)
    if (kept) keep(key, { ...kept, isPending: true })
  }, [key])

  /** The act was declined: writing goes on. */
  const resume = useCallback(() => {
    isOver.current = false
  }, [])

  /** The act is done: there is nothing left to keep. */
  const drop = useCallback(() => {
    isOver.current = true
    waiting.current = null
    clearTimeout(timer.current)
    keep(key, null)
    setState('none')
  }, [key])

  useEffect(() => {
    isOver.current = false
    const again = () => void send()
    window.addEventListener('online', again)
    return () => {
      window.removeEventListener('online', again)
      clearTimeout(timer.current)
      // Leaving the task: what waits goes now; it is kept on this device in any case.
      void send()
    }
  }, [send])

  return { state, save, hold, resume, drop }
}
