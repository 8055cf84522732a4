/**
 * Thousands of rows that are corrected in place. Only what is in view is drawn; one cell has the
 * focus and is an input with its text marked, so that typing, also with an input method, replaces
 * it. Enter confirms and goes to the next error, arrows move.
 */
import { useVirtualizer } from '@tanstack/react-virtual'
import { forwardRef, useEffect, useId, useImperativeHandle, useMemo, useRef, useState } from 'react'

import { announce } from '../../../design/announce'
import { pick, useLanguage } from '../../../i18n'
import { kindOf } from './errors'
import { useT } from './messages'
import './roster.css'
import { cellId, ROW_HEIGHT, RosterRow, type RowActs } from './RosterRow'
import { cellsOf, type RosterColumn, type RosterError, withHeadings } from './sheet'
import { MOST_ROWS, type RosterSheet } from './useSheet'

interface Place {
  row: number
  column: number
}

export interface RosterGridHandle {
  nextError: () => void
  fillDown: () => void
  focus: () => void
  present: () => Place
}

interface Props {
  roster: RosterSheet
  onlyErrors: boolean
  /** Only errors of this kind; empty: of every kind. */
  kind: string
  describedBy?: string
}

const EMPTY: readonly string[] = []
/** As in roster.css. */
const NUMBER_WIDTH = 76
const WIDTHS: Record<RosterColumn['kind'], number> = {
  id_number: 190,
  text: 130,
  date: 120,
  amount: 110,
  count: 90,
  yes_no: 90,
  choice: 160,
  choices: 180,
}

export const RosterGrid = forwardRef<RosterGridHandle, Props>(function RosterGrid(
  { roster, onlyErrors, kind, describedBy },
  ref,
) {
  const t = useT()
  const language = useLanguage()
  const list = useId()
  const { sheet, errors, moment } = roster
  const scroller = useRef<HTMLDivElement>(null)
  const [place, setPlace] = useState<Place>({ row: 0, column: 0 })
  const [until, setUntil] = useState<number | null>(null)
  const [editing, setEditing] = useState<string | null>(null)
  const isDirty = useRef(false)
  /** The cell that is to get the focus as soon as it is drawn. */
  const wanted = useRef<Place | null>(null)
  const shownBefore = useRef<Set<number>>(new Set())

  const { fields } = sheet
  const columns = useMemo(() => {
    const known = new Map(roster.columns.map((each) => [each.field, each]))
    return fields.flatMap((field) => known.get(field) ?? [])
  }, [roster.columns, fields])
  const isWanted = (error: RosterError) => kind === '' || kindOf(error) === kind

  // Rows that have been corrected stay where they are until the view is chosen anew.
  useEffect(() => void (shownBefore.current = new Set()), [onlyErrors, kind])
  const rows = useMemo(() => {
    if (!onlyErrors) return sheet.rows.map((_, row) => row)
    for (const row of errors.rows()) if (errors.of(row).some(isWanted)) shownBefore.current.add(row)
    return [...shownBefore.current].filter((row) => row < sheet.rows.length).sort((a, b) => a - b)
  }, [onlyErrors, kind, sheet, errors, moment])

  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: 12,
  })

  function go(next: Place, options: { extend?: boolean } = {}) {
    const left = place.row
    const column = Math.max(0, Math.min(next.column, columns.length - 1))
    if (next.row !== left && isDirty.current) {
      isDirty.current = false
      roster.leave(left)
    }
    setUntil(options.extend ? next.row : null)
    const chosen = options.extend ? place : { row: next.row, column }
    setPlace(chosen)
    setEditing(null)
    const index = rows.indexOf(next.row)
    if (index >= 0) virtual.scrollToIndex(index, { align: 'auto' })
    wanted.current = chosen
  }

  /** The focus is to be where it belongs; a cell that is already waited for stays waited for. */
  function keepFocus() {
    wanted.current ??= place
  }

  // The cell may only be drawn after scrolling: the focus waits for it, and for no other one. This
  // also runs for what was drawn before the last key, when the grid has gone on meanwhile.
  useEffect(() => {
    if (!wanted.current) return
    const { row, column } = wanted.current
    const input = document.getElementById(cellId(list, row, column))?.querySelector('input')
    if (!input) return
    wanted.current = null
    input.focus({ preventScroll: true })
    input.select()
    input.scrollIntoView({ block: 'nearest', inline: 'nearest' })
  })

  function nextError(from: Place = place) {
    const found = errors.next(from.row, from.column, sheet.fields, isWanted)
    if (!found) return announce(t('noErrors'))
    go(found)
    const [error] = errors.of(found.row).filter((each) => Math.max(0, sheet.fields.indexOf(each.field ?? '')) === found.column)
    if (error) announce(placeText(found.row, error))
  }

  function placeText(row: number, error: RosterError): string {
    const column = roster.columns.find((each) => each.field === error.field)
    return column
      ? t('place', { row: row + 1, column: pick(language, column), error: pick(language, error) })
      : t('placeOfRow', { row: row + 1, error: pick(language, error) })
  }

  function confirm(): boolean {
    if (editing === null) return false
    if (editing !== sheet.cell(place.row, place.column)) {
      roster.write([{ ...place, text: editing }])
      isDirty.current = true
    }
    setEditing(null)
    return true
  }

  function move(rowsDown: number, columnsRight: number, extend = false) {
    const at = rows.indexOf(extend && until !== null ? until : place.row)
    const index = Math.max(0, Math.min(at + rowsDown, rows.length - 1))
    go({ row: rows[index] ?? place.row, column: place.column + columnsRight }, { extend })
  }

  function fillDown() {
    const text = sheet.cell(place.row, place.column)
    const last = until ?? emptyBelow(place)
    const targets = rows.filter((row) => row > place.row && row <= last)
    if (targets.length === 0) return
    roster.write(targets.map((row) => ({ row, column: place.column, text })))
    for (const row of targets.slice(0, 50)) roster.leave(row)
    setUntil(null)
    keepFocus()
  }

  /** The last of the empty cells right below. */
  function emptyBelow({ row, column }: Place): number {
    let last = row
    while (last + 1 < sheet.rows.length && sheet.cell(last + 1, column) === '') last++
    return last
  }

  function paste(text: string) {
    const cells = cellsOf(text)
    if (cells.length === 0) return
    const table = withHeadings(cells, roster.columns)
    const count = table ? table.rows.length : place.row + cells.length
    if (count > MOST_ROWS) return announce(t('tooManyRows', { count }))
    if (table) return roster.replace(table, table.unknown)
    const changes = cells.flatMap((row, down) =>
      row.flatMap((cell, right) => {
        const column = place.column + right
        return column < columns.length ? [{ row: place.row + down, column, text: cell }] : []
      }),
    )
    roster.write(changes)
    for (let down = 0; down < Math.min(cells.length, 50); down++) roster.leave(place.row + down)
  }

  useImperativeHandle(ref, () => ({
    nextError: () => nextError(),
    fillDown,
    focus: () => go(place),
    present: () => place,
  }))

  function onKeyDown(event: React.KeyboardEvent) {
    if (event.nativeEvent.isComposing || event.keyCode === 229) return
    if (!(event.target instanceof HTMLInputElement)) return
    if (onKey(event)) {
      event.preventDefault()
      event.stopPropagation()
    }
  }

  /** Whether the key was for the grid; all others are for the input. */
  function onKey(event: React.KeyboardEvent): boolean {
    const control = event.ctrlKey || event.metaKey
    const isEditing = editing !== null
    const page = Math.max(1, Math.floor((scroller.current?.clientHeight ?? 300) / ROW_HEIGHT) - 2)
    if (control) {
      if (event.code === 'KeyD') fillDown()
      else if (event.code === 'KeyZ' && !isEditing) roster.undo()
      else if (event.key === 'Home' && !isEditing) go({ row: rows[0] ?? 0, column: 0 })
      else if (event.key === 'End' && !isEditing) go({ row: rows.at(-1) ?? 0, column: columns.length - 1 })
      else return false
      keepFocus()
      return true
    }
    const moves: Record<string, () => void> = {
      Enter: afterEnter,
      ArrowDown: () => move(1, 0, event.shiftKey),
      ArrowUp: () => move(-1, 0, event.shiftKey),
      PageDown: () => move(page, 0),
      PageUp: () => move(-page, 0),
    }
    const sideways: Record<string, () => void> = {
      ArrowLeft: () => move(0, -1),
      ArrowRight: () => move(0, 1),
      Home: () => go({ row: place.row, column: 0 }),
      End: () => go({ row: place.row, column: columns.length - 1 }),
    }
    if (event.key === 'Escape' && isEditing) {
      setEditing(null)
      keepFocus()
    } else if (event.key === 'F2' && !isEditing) {
      setEditing(sheet.cell(place.row, place.column))
      const input = event.target as HTMLInputElement
      input.setSelectionRange(input.value.length, input.value.length)
    } else if (event.key === 'Tab' && isEditing) {
      confirm()
      move(0, event.shiftKey ? -1 : 1)
    } else if (event.key in moves) {
      confirm()
      moves[event.key]?.()
    } else if (event.key in sideways && !isEditing) sideways[event.key]?.()
    else return false
    return true
  }

  function afterEnter() {
    const found = errors.next(place.row, place.column, sheet.fields, isWanted)
    const isElsewhere = found && (found.row !== place.row || found.column !== place.column)
    if (isElsewhere) nextError()
    else if (!found) move(1, 0)
    if (isDirty.current) {
      isDirty.current = false
      roster.leave(place.row)
    }
    keepFocus()
  }

  // Rows keep the same acts, whatever these do at the moment.
  const now = useRef<RowActs>(undefined as unknown as RowActs)
  now.current = {
    press: (row, column, extend) => {
      confirm()
      go({ row, column }, { extend: extend && place.column === column })
    },
    edit: setEditing,
    open: (text) => setEditing(editing ?? text),
  }
  const acts = useMemo<RowActs>(
    () => ({
      press: (row, column, extend) => now.current.press(row, column, extend),
      edit: (text) => now.current.edit(text),
      open: (text) => now.current.open(text),
    }),
    [],
  )

  const widths = useMemo(() => columns.map((each) => WIDTHS[each.kind] ?? 130), [columns])
  const width = widths.reduce((sum, each) => sum + each, NUMBER_WIDTH)
  return (
    <div
      ref={scroller}
      className="roster-grid"
      role="grid"
      aria-label={t('roster')}
      aria-describedby={describedBy}
      aria-rowcount={rows.length + 1}
      aria-colcount={columns.length + 1}
      onKeyDown={onKeyDown}
      onPaste={(event) => {
        if (editing !== null && !/[\t\n]/.test(event.clipboardData.getData('text').trim())) return
        event.preventDefault()
        setEditing(null)
        paste(event.clipboardData.getData('text'))
      }}
      onBlur={(event) => {
        if (event.currentTarget.contains(event.relatedTarget)) return
        confirm()
        if (isDirty.current) {
          isDirty.current = false
          roster.leave(place.row)
        }
      }}
    >
      <div role="row" aria-rowindex={1} className="roster-head" style={{ width }}>
        <div role="columnheader" className="roster-number">
          {t('rowNumber')}
        </div>
        {columns.map((each, at) => (
          <div key={each.field} role="columnheader" style={{ width: widths[at] }}>
            {pick(language, each)}
            {each.required && <span aria-hidden> *</span>}
          </div>
        ))}
      </div>
      <div role="presentation" style={{ height: virtual.getTotalSize(), width, position: 'relative' }}>
        {virtual.getVirtualItems().map((item) => {
          const row = rows[item.index] as number
          const isHere = place.row === row
          const isMarked = until !== null && row >= Math.min(place.row, until) && row <= Math.max(place.row, until)
          return (
            <RosterRow
              key={row}
              row={row}
              index={item.index}
              top={item.start}
              width={width}
              cells={sheet.rows[row] ?? EMPTY}
              columns={columns}
              widths={widths}
              fields={fields}
              wrong={errors.of(row)}
              at={isHere ? place.column : -1}
              marked={isMarked ? place.column : -1}
              editing={isHere ? editing : null}
              list={list}
              acts={acts}
            />
          )
        })}
      </div>
      {columns
        .filter((each) => each.choices.length > 0)
        .map((each) => (
          <datalist key={each.field} id={`${list}-${each.field}`}>
            {each.choices.map((choice) => (
              <option key={choice.value} value={pick(language, choice)} />
            ))}
          </datalist>
        ))}
    </div>
  )
})
