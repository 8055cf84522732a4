/** A roster being corrected: the sheet, its errors, and the checks on the server. */
import { useQuery } from '@tanstack/react-query'
import { useCallback, useEffect, useMemo, useReducer, useRef, useState } from 'react'

import { api, fetchWithSession, read, type Schemas } from '../../../api/client'
import { announce } from '../../../design/announce'
import { messageOf } from '../../../design/Failure'
import { RosterErrors } from './errors'
import { useT } from './messages'
import { type RosterColumn, Sheet, type SheetRows } from './sheet'

/** All rows are checked again so long after the last change: two rows may repeat each other. */
const ALL_AFTER_MS = 1200
export const MOST_ROWS = 5000

export interface RosterSheet {
  sheet: Sheet
  errors: RosterErrors
  columns: readonly RosterColumn[]
  /** Changes with everything that is shown. */
  moment: number
  isBusy: boolean
  problem: string
  unknown: readonly string[]
  write: (changes: readonly { row: number; column: number; text: string }[]) => void
  /** The person has left the row: it is checked. */
  leave: (row: number) => void
  replace: (next: SheetRows, unknown?: readonly string[]) => void
  take: (file: File) => Promise<void>
  addRow: () => number
  removeRow: (row: number) => void
  addColumn: (field: string) => void
  undo: () => void
  /** Keep it on the server; null: it has errors, and they are shown. */
  store: () => Promise<string | null>
}

export function useColumns() {
  return useQuery({
    queryKey: ['roster-columns'],
    queryFn: () => read(api.GET('/rosters/columns')),
    staleTime: Infinity,
  })
}

export function useSheet(
  columns: readonly RosterColumn[],
  begun: (SheetRows & { name?: string | null }) | null,
  onChange: (sheet: SheetRows & { name: string | null }) => void,
): RosterSheet {
  const t = useT()
  const usual = useMemo(() => columns.filter((each) => each.usual).map((each) => each.field), [columns])
  const sheet = useRef<Sheet>(undefined as unknown as Sheet)
  sheet.current ??= new Sheet(begun ?? { fields: usual, rows: [] })
  const name = useRef(begun?.name ?? null)
  const errors = useRef(new RosterErrors())
  const [moment, show] = useReducer((count: number) => count + 1, 0)
  const [busy, setBusy] = useState(0)
  const [problem, setProblem] = useState('')
  const [unknown, setUnknown] = useState<readonly string[]>([])
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const latest = useRef(onChange)
  latest.current = onChange

  const working = useCallback(async <T,>(work: () => Promise<T>): Promise<T | undefined> => {
    setBusy((count) => count + 1)
    try {
      const done = await work()
      setProblem('')
      return done
    } catch (wrong) {
      setProblem(messageOf(wrong))
      return undefined
    } finally {
      setBusy((count) => count - 1)
    }
  }, [])

  const checkAll = useCallback(async () => {
    clearTimeout(timer.current)
    const { fields, rows, revision } = sheet.current
    if (rows.length === 0) {
      errors.current.setAll([], true)
      show()
      return
    }
    await working(async () => {
      const found = await read(api.POST('/rosters/check', { body: { fields, rows } }))
      if (sheet.current.revision !== revision) return
      errors.current.setAll(found.errors, found.complete)
      show()
    })
  }, [working])

  const changed = useCallback(() => {
    show()
    latest.current({ fields: sheet.current.fields, rows: sheet.current.rows, name: name.current })
    clearTimeout(timer.current)
    timer.current = setTimeout(() => void checkAll(), ALL_AFTER_MS)
  }, [checkAll])

  useEffect(() => {
    if (!sheet.current.isEmpty) void checkAll()
    return () => clearTimeout(timer.current)
  }, [checkAll])

  const leave = useCallback(
    (row: number) => {
      const { fields, rows } = sheet.current
      const cells = rows[row]
      if (!cells) return
      const before = errors.current.count
      void working(async () => {
        const found = await read(api.POST('/rosters/check', { body: { fields, rows: [cells] } }))
        if (sheet.current.rows[row] !== cells) return
        errors.current.setRow(row, cells.every((each) => each === '') ? [] : found.errors)
        show()
        const now = errors.current.count
        if (now < before) announce(now === 0 ? t('allFixed') : t('fixed', { row: row + 1, count: now }))
      })
    },
    [t, working],
  )

  const replace = useCallback(
    (next: SheetRows, left: readonly string[] = []) => {
      sheet.current.replace(next)
      setUnknown(left)
      changed()
      void checkAll().then(() =>
        announce(t('imported', { rows: sheet.current.rows.length, errors: errors.current.count })),
      )
    },
    [changed, checkAll, t],
  )

  const take = useCallback(
    async (file: File) => {
      await working(async () => {
        const address = `/rosters/read?${new URLSearchParams({ name: file.name })}`
        const answer = await fetchWithSession(new URL(address, window.location.origin).href, {
          method: 'POST',
          headers: { 'Content-Type': 'application/octet-stream' },
          body: file,
        })
        const found = (await answer.json()) as Schemas['RosterFileOut']
        name.current = file.name
        sheet.current.replace({ fields: found.fields.length > 0 ? found.fields : usual, rows: found.rows })
        errors.current.setAll(found.errors, found.complete)
        setUnknown(found.unknown)
        show()
        latest.current({ fields: sheet.current.fields, rows: sheet.current.rows, name: name.current })
        announce(t('imported', { rows: found.rows.length, errors: found.errors.length }))
      })
    },
    [t, usual, working],
  )

  const store = useCallback(async () => {
    const { fields, rows } = sheet.current
    clearTimeout(timer.current)
    const kept = await working(async () => {
      const found = await read(api.POST('/rosters/check', { body: { fields, rows } }))
      errors.current.setAll(found.errors, found.complete)
      show()
      if (found.errors.length > 0) return null
      return read(api.POST('/rosters/rows', { body: { name: name.current ?? t('roster'), fields, rows } }))
    })
    return kept?.id ?? null
  }, [t, working])

  return {
    sheet: sheet.current,
    errors: errors.current,
    columns,
    moment,
    isBusy: busy > 0,
    problem,
    unknown,
    leave,
    replace,
    take,
    store,
    write: (changes) => {
      if (sheet.current.write(changes).length > 0) changed()
    },
    addRow: () => {
      const row = sheet.current.addRow()
      changed()
      return row
    },
    removeRow: (row) => {
      sheet.current.removeRow(row)
      changed()
      void checkAll()
    },
    addColumn: (field) => {
      sheet.current.addColumn(field)
      changed()
    },
    undo: () => {
      sheet.current.undo()
      changed()
      void checkAll()
    },
  }
}
