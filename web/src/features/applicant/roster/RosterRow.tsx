/** A row of a roster; drawn anew only when something of its own has changed. */
import { WarningFilled } from '@ant-design/icons'
import { memo } from 'react'

import { pick, useLanguage } from '../../../i18n'
import { useT } from './messages'
import type { RosterColumn, RosterError } from './sheet'

export const ROW_HEIGHT = 30

/** What can be done in a row; the same object for as long as the grid is there. */
export interface RowActs {
  press: (row: number, column: number, extend: boolean) => void
  edit: (text: string) => void
  /** Begin to edit what stands there. */
  open: (text: string) => void
}

interface Props {
  row: number
  /** Place among the rows that are shown. */
  index: number
  top: number
  width: number
  cells: readonly string[]
  columns: readonly RosterColumn[]
  widths: readonly number[]
  fields: readonly string[]
  wrong: readonly RosterError[]
  /** The column that has the focus; −1: in another row. */
  at: number
  /** The column marked for filling down; −1: none here. */
  marked: number
  /** What is being typed into the cell with the focus. */
  editing: string | null
  /** Names cells and lists of choices. */
  list: string
  acts: RowActs
}

export const cellId = (list: string, row: number, column: number) => `${list}-${row}-${column}`

export const RosterRow = memo(function RosterRow({
  row,
  index,
  top,
  width,
  cells,
  columns,
  widths,
  fields,
  wrong,
  at,
  marked,
  editing,
  list,
  acts,
}: Props) {
  const t = useT()
  const language = useLanguage()
  return (
    <div
      role="row"
      aria-rowindex={index + 2}
      className={wrong.length > 0 ? 'roster-row is-wrong' : 'roster-row'}
      style={{ transform: `translateY(${top}px)`, height: ROW_HEIGHT, width }}
    >
      <div role="rowheader" className="roster-number">
        {wrong.length > 0 && <WarningFilled aria-hidden />} {row + 1}
      </div>
      {columns.map((column, here) => {
        const isHere = here === at
        const isMarked = here === marked
        const own = wrong.filter((each) => Math.max(0, fields.indexOf(each.field ?? '')) === here)
        const said = own.map((each) => pick(language, each)).join(' ') || undefined
        const text = cells[here] ?? ''
        return (
          <div
            key={column.field}
            id={cellId(list, row, here)}
            role="gridcell"
            aria-colindex={here + 2}
            aria-selected={isHere || isMarked}
            aria-invalid={own.length > 0}
            title={said}
            className={[
              'roster-cell',
              isHere && 'is-here',
              isMarked && 'is-range',
              own.length > 0 && 'is-wrong',
              ['amount', 'count'].includes(column.kind) && 'is-figure',
            ]
              .filter(Boolean)
              .join(' ')}
            style={{ width: widths[here] }}
            onMouseDown={(event) => {
              if (isHere) {
                // Coming back to the chosen cell, typing replaces what stands in it.
                const input = event.currentTarget.querySelector('input')
                if (input === null || input === document.activeElement) return
                event.preventDefault()
                input.focus({ preventScroll: true })
                input.select()
                return
              }
              event.preventDefault()
              acts.press(row, here, event.shiftKey)
            }}
            onDoubleClick={() => acts.open(text)}
          >
            {isHere ? (
              <input
                aria-label={t('cell', { column: pick(language, column), row: row + 1 })}
                aria-invalid={own.length > 0}
                aria-description={said}
                autoComplete="off"
                value={editing ?? text}
                list={column.choices.length > 0 ? `${list}-${column.field}` : undefined}
                onChange={(event) => acts.edit(event.target.value)}
              />
            ) : (
              text
            )}
          </div>
        )
      })}
    </div>
  )
})
