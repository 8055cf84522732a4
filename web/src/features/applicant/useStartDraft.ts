/**
 * An application being filled in: kept on the server within two seconds, and on this device at once.
 *
 * Saves go one after the other. A draft that was changed in another window is never overwritten:
 * the person chooses.
 */
import { useCallback, useEffect, useRef, useState } from 'react'

import { api, read, type Schemas } from '../../api/client'
import { ApiProblem } from '../../api/problem'
import { keep, readKept } from '../../design/kept'
import type { Fields } from '../../forms'
import type { KeptSheet } from './roster/RosterField'

const AFTER_MS = 1000

export interface DraftContent {
  area: string
  fields: Fields
  sheets: Record<string, KeptSheet>
}

interface Kept extends DraftContent {
  revision: number
  isDirty: boolean
}

export type Saving = 'nothing' | 'saving' | 'saved' | 'failed' | 'conflict'

export interface StartDraft {
  content: DraftContent
  saving: Saving
  savedAt: Date | null
  change: (next: Partial<Pick<DraftContent, 'area' | 'fields'>>) => void
  changeSheet: (field: string, sheet: KeptSheet) => void
  /** Wait until everything is on the server; gives what it holds. Throws when it cannot. */
  flush: () => Promise<Schemas['StartDraftOut']>
  useMine: () => void
  /** The page loads the other one anew. */
  useTheirs: () => void
  discard: () => Promise<void>
  forget: () => void
}

export function placeOf(person: string, process: string): string {
  return `huiqian.application.${person}.${process}`
}

/** What to begin with: the server's, or what this device holds and the server never got. */
export function begin(place: string, server: Schemas['StartDraftOut'] | null, area: string) {
  const mine = readKept<Kept>(place)
  const revision = server?.revision ?? 0
  const theirs: Kept = {
    area: server?.area || area,
    fields: server?.fields ?? {},
    sheets: server?.sheets ?? {},
    revision,
    isDirty: false,
  }
  if (!mine?.isDirty) return { kept: theirs, isConflict: false }
  // Rows of rosters are too many for this device; they are the server's.
  return { kept: { ...mine, sheets: theirs.sheets }, isConflict: mine.revision !== revision }
}

export function useStartDraft(person: string, process: string, begun: ReturnType<typeof begin>): StartDraft {
  const place = placeOf(person, process)
  const kept = useRef<Kept>(begun.kept)
  const dirtySheets = useRef(new Set<string>())
  const [content, setContent] = useState<DraftContent>(begun.kept)
  const [saving, setSaving] = useState<Saving>(begun.isConflict ? 'conflict' : begun.kept.isDirty ? 'saving' : 'nothing')
  const [savedAt, setSavedAt] = useState<Date | null>(null)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const chain = useRef<Promise<void>>(Promise.resolve())
  const isStopped = useRef(begun.isConflict)

  const keepLocally = useCallback(() => {
    keep(place, { ...kept.current, sheets: {} })
  }, [place])

  const save = useCallback(async () => {
    if (isStopped.current) return
    const path = { process }
    if (kept.current.isDirty) {
      const { area, fields, revision } = kept.current
      setSaving('saving')
      const saved = await read(
        api.PUT('/start-drafts/{process}', {
          params: { path },
          body: { area: area || null, fields: fields as Record<string, never>, revision },
        }),
      )
      kept.current = { ...kept.current, revision: saved.revision, isDirty: kept.current.fields !== fields || kept.current.area !== area }
    }
    for (const field of [...dirtySheets.current]) {
      const sheet = kept.current.sheets[field]
      if (!sheet) continue
      setSaving('saving')
      const { revision } = kept.current
      const saved = await read(
        api.PUT('/start-drafts/{process}/sheets/{field}', {
          params: { path: { process, field } },
          body: { name: sheet.name, fields: sheet.fields, rows: sheet.rows, revision },
        }),
      )
      kept.current = { ...kept.current, revision: saved.revision }
      if (kept.current.sheets[field] === sheet) dirtySheets.current.delete(field)
    }
    keepLocally()
    setSavedAt(new Date())
    setSaving('saved')
  }, [keepLocally, process])

  /** One after the other; the last failure is told. */
  const inTurn = useCallback(
    (again: boolean): Promise<void> => {
      const done = chain.current.then(save).catch((wrong: unknown) => {
        if (wrong instanceof ApiProblem && wrong.kind === 'draft-changed-elsewhere') {
          isStopped.current = true
          setSaving('conflict')
        } else {
          setSaving('failed')
          clearTimeout(timer.current)
          timer.current = setTimeout(() => void inTurn(false).catch(() => undefined), 5 * AFTER_MS)
        }
        if (again) throw wrong
      })
      chain.current = done.catch(() => undefined)
      return done
    },
    [save],
  )

  const soon = useCallback(() => {
    keepLocally()
    if (isStopped.current) return
    setSaving('saving')
    clearTimeout(timer.current)
    timer.current = setTimeout(() => void inTurn(false), AFTER_MS)
  }, [inTurn, keepLocally])

  useEffect(() => {
    if (kept.current.isDirty) soon()
    const now = () => void inTurn(false)
    window.addEventListener('online', now)
    return () => {
      window.removeEventListener('online', now)
      clearTimeout(timer.current)
      if (kept.current.isDirty || dirtySheets.current.size > 0) void inTurn(false)
    }
  }, [inTurn, soon])

  const forget = useCallback(() => {
    isStopped.current = true
    clearTimeout(timer.current)
    kept.current = { ...kept.current, isDirty: false }
    dirtySheets.current.clear()
    keep(place, null)
  }, [place])

  return {
    content,
    saving,
    savedAt,
    change: useCallback(
      (next) => {
        kept.current = { ...kept.current, ...next, isDirty: true }
        setContent(kept.current)
        soon()
      },
      [soon],
    ),
    changeSheet: useCallback(
      (field, sheet) => {
        kept.current = { ...kept.current, sheets: { ...kept.current.sheets, [field]: sheet } }
        dirtySheets.current.add(field)
        setContent(kept.current)
        soon()
      },
      [soon],
    ),
    flush: useCallback(async () => {
      clearTimeout(timer.current)
      if (kept.current.revision === 0) kept.current = { ...kept.current, isDirty: true }
      await inTurn(true)
      return read(api.GET('/start-drafts/{process}', { params: { path: { process } } }))
    }, [inTurn, process]),
    useMine: useCallback(() => {
      void read(api.GET('/start-drafts/{process}', { params: { path: { process } } }))
        .catch(() => null)
        .then((server) => {
          isStopped.current = false
          kept.current = { ...kept.current, revision: server?.revision ?? 0, isDirty: true }
          for (const field of Object.keys(kept.current.sheets)) dirtySheets.current.add(field)
          return inTurn(false)
        })
    }, [inTurn, process]),
    useTheirs: forget,
    discard: useCallback(async () => {
      clearTimeout(timer.current)
      await chain.current
      forget()
      await api.DELETE('/start-drafts/{process}', { params: { path: { process } } })
    }, [forget, process]),
    forget,
  }
}
