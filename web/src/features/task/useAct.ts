/**
 * One act of a person, sent until there is an answer: a lost connection is tried again with the same
 * key, so that the act is done once, however often it is sent.
 */
import { useCallback, useEffect, useRef, useState } from 'react'

import { newKey } from '../../api/client'
import { Unreachable } from '../../api/problem'

const RETRY_MS = 3000

export interface Act<Answer> {
  isSending: boolean
  /** The connection is lost; the act is tried again by itself. */
  isLost: boolean
  problem: unknown
  run: (send: (key: string) => Promise<Answer>) => Promise<Answer | null>
  retry: () => void
  clear: () => void
}

export function useAct<Answer>(): Act<Answer> {
  const [isSending, setSending] = useState(false)
  const [isLost, setLost] = useState(false)
  const [problem, setProblem] = useState<unknown>(null)
  const wake = useRef<(() => void) | null>(null)
  const isGone = useRef(false)

  useEffect(() => {
    isGone.current = false
    const online = () => wake.current?.()
    window.addEventListener('online', online)
    return () => {
      isGone.current = true
      window.removeEventListener('online', online)
      wake.current?.()
    }
  }, [])

  const run = useCallback(async (send: (key: string) => Promise<Answer>) => {
    const key = newKey()
    setSending(true)
    setProblem(null)
    for (;;)
      try {
        const answer = await send(key)
        setSending(false)
        setLost(false)
        return answer
      } catch (wrong) {
        if (!(wrong instanceof Unreachable) || isGone.current) {
          setSending(false)
          setLost(false)
          setProblem(wrong)
          return null
        }
        setLost(true)
        await new Promise<void>((resume) => {
          const timer = setTimeout(resume, RETRY_MS)
          wake.current = () => {
            clearTimeout(timer)
            resume()
          }
        })
        wake.current = null
      }
  }, [])

  return {
    isSending,
    isLost,
    problem,
    run,
    retry: useCallback(() => wake.current?.(), []),
    clear: useCallback(() => setProblem(null), []),
  }
}
