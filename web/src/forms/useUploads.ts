/**
 * Files of one field on their way to the server, one after the other. What the connection lost is
 * sent again when it is back; what the server would refuse is said before a byte is sent.
 */
import { useEffect, useRef, useState } from 'react'

import { Unreachable } from '../api/problem'
import { announce } from '../design/announce'
import { messageOf } from '../design/Failure'
import { sizeText } from '../design/formats'
import { useT } from './messages'
import { type Limits, refusalOf, uploadAttachment } from './upload'

export interface Upload {
  key: number
  file: File
  /** `lost`: no connection, can be sent again; `refused`: said, and that is all. */
  state: 'waiting' | 'sending' | 'lost' | 'refused'
  sent: number
  problem: string
}

interface Wanted {
  limits: Limits | null
  /** How many more the field takes. */
  room: number
  most: number
  /** A file is there: its reference and name. */
  onSent: (reference: string, name: string) => void
}

let keys = 0

export function useUploads({ limits, room, most, onSent }: Wanted) {
  const t = useT()
  const list = useRef<Upload[]>([])
  const [uploads, setUploads] = useState<readonly Upload[]>([])
  const running = useRef<{ key: number; ended: AbortController } | null>(null)
  const sent = useRef(onSent)
  sent.current = onSent

  function show(next: Upload[]) {
    list.current = next
    setUploads(next)
  }
  function change(key: number, changed: Partial<Upload>) {
    show(list.current.map((each) => (each.key === key ? { ...each, ...changed } : each)))
  }
  function drop(key: number) {
    if (running.current?.key === key) running.current.ended.abort()
    show(list.current.filter((each) => each.key !== key))
  }

  function problemOf(file: File, isOver: boolean): string {
    const name = file.name
    if (isOver) return t('refusedMany', { name, count: most })
    switch (refusalOf(file, limits)) {
      case 'empty':
        return t('refusedEmpty', { name })
      case 'kind':
        return t('refusedKind', { name })
      case 'large':
        return t('refusedLarge', { name, size: sizeText(file.size), limit: sizeText(limits?.largest_bytes ?? 0) })
      default:
        return ''
    }
  }

  function add(files: readonly File[]) {
    const under = list.current.filter((each) => each.state !== 'refused').length
    let free = room - under
    const added = files.map((file): Upload => {
      const problem = problemOf(file, free <= 0)
      if (problem) announce(problem)
      else free -= 1
      return { key: ++keys, file, state: problem ? 'refused' : 'waiting', sent: 0, problem }
    })
    // What was refused before has been read by now.
    show([...list.current.filter((each) => each.state !== 'refused'), ...added])
    void work()
  }

  function retry(key?: number) {
    for (const each of list.current)
      if (each.state === 'lost' && (key === undefined || each.key === key)) change(each.key, { state: 'waiting', sent: 0 })
    void work()
  }

  async function work() {
    if (running.current) return
    const next = list.current.find((each) => each.state === 'waiting')
    if (!next) return
    const ended = new AbortController()
    running.current = { key: next.key, ended }
    change(next.key, { state: 'sending' })
    const { name } = next.file
    try {
      const kept = await uploadAttachment(next.file, {
        signal: ended.signal,
        onProgress: (bytes) => change(next.key, { sent: bytes }),
      })
      drop(next.key)
      sent.current(kept.reference, kept.name)
      announce(t('uploaded', { name: kept.name }))
    } catch (problem) {
      if (!ended.signal.aborted) {
        const isLost = problem instanceof Unreachable
        const text = isLost ? t('lost', { name }) : t('uploadFailed', { name, problem: messageOf(problem) })
        change(next.key, { state: isLost ? 'lost' : 'refused', problem: text })
        announce(text)
      }
    } finally {
      running.current = null
    }
    void work()
  }

  const again = useRef(retry)
  again.current = retry
  useEffect(() => {
    const online = () => again.current()
    window.addEventListener('online', online)
    return () => {
      window.removeEventListener('online', online)
      list.current = []
      running.current?.ended.abort()
    }
  }, [])

  return { uploads, add, drop, retry }
}
