/** A roster on the screen: rows of texts below known columns, with undo. No React, no network. */
import type { Schemas } from '../../../api/client'

export type RosterColumn = Schemas['RosterColumnOut']
export type RosterError = Schemas['RosterErrorOut']

export interface SheetRows {
  fields: string[]
  rows: string[][]
}

interface CellChange {
  row: number
  column: number
  old: string
}

/** What undoes a step: cells as they were, or the whole sheet. */
type Step = { cells: CellChange[]; length: number } | { whole: SheetRows }

const MOST_STEPS = 200

export class Sheet {
  fields: string[]
  rows: string[][]
  /** Grows with every change; answers about an older one are not applied. */
  revision = 0
  private steps: Step[] = []

  constructor({ fields, rows }: SheetRows) {
    this.fields = [...fields]
    this.rows = rows.map((row) => fit(row, fields.length))
  }

  get isEmpty(): boolean {
    return this.rows.length === 0
  }

  get canUndo(): boolean {
    return this.steps.length > 0
  }

  cell(row: number, column: number): string {
    return this.rows[row]?.[column] ?? ''
  }

  /** Write cells; gives the rows that changed. One step of undo. */
  write(changes: readonly { row: number; column: number; text: string }[]): number[] {
    const real = changes.filter(({ row, column, text }) => this.cell(row, column) !== text || row >= this.rows.length)
    if (real.length === 0) return []
    this.remember({
      cells: real.map(({ row, column }) => ({ row, column, old: this.cell(row, column) })),
      length: this.rows.length,
    })
    for (const { row, column, text } of real) {
      while (this.rows.length <= row) this.rows.push(this.fields.map(() => ''))
      const cells = [...(this.rows[row] as string[])]
      cells[column] = text
      this.rows[row] = cells
    }
    this.revision++
    return [...new Set(real.map((each) => each.row))]
  }

  /** Put other rows in place of all. */
  replace(next: SheetRows) {
    this.remember({ whole: { fields: this.fields, rows: this.rows } })
    this.fields = [...next.fields]
    this.rows = next.rows.map((row) => fit(row, next.fields.length))
    this.revision++
  }

  addRow(): number {
    this.remember({ whole: { fields: this.fields, rows: this.rows } })
    this.rows = [...this.rows, this.fields.map(() => '')]
    this.revision++
    return this.rows.length - 1
  }

  removeRow(row: number) {
    this.remember({ whole: { fields: this.fields, rows: this.rows } })
    this.rows = this.rows.filter((_, at) => at !== row)
    this.revision++
  }

  addColumn(field: string) {
    this.remember({ whole: { fields: this.fields, rows: this.rows } })
    this.fields = [...this.fields, field]
    this.rows = this.rows.map((row) => [...row, ''])
    this.revision++
  }

  /** Take the last step back; gives the rows that changed, null for all. */
  undo(): number[] | null {
    const step = this.steps.pop()
    if (!step) return []
    this.revision++
    if ('whole' in step) {
      this.fields = step.whole.fields
      this.rows = step.whole.rows
      return null
    }
    for (const { row, column, old } of step.cells) {
      const cells = [...(this.rows[row] as string[])]
      cells[column] = old
      this.rows[row] = cells
    }
    this.rows.length = step.length
    return [...new Set(step.cells.map((each) => each.row))]
  }

  private remember(step: Step) {
    this.steps.push(step)
    if (this.steps.length > MOST_STEPS) this.steps.shift()
  }
}

function fit(row: readonly string[], length: number): string[] {
  return Array.from({ length }, (_, at) => row[at] ?? '')
}

/** Cells of the clipboard: rows by line, cells by tab; quoted cells may hold both. */
export function cellsOf(text: string): string[][] {
  const rows: string[][] = [[]]
  let cell = ''
  let isQuoted = false
  const clean = text.replace(/\r\n?/g, '\n').replace(/\n$/, '')
  for (let at = 0; at < clean.length; at++) {
    const character = clean[at]
    if (isQuoted) {
      if (character === '"' && clean[at + 1] === '"') {
        cell += '"'
        at++
      } else if (character === '"') isQuoted = false
      else cell += character
    } else if (character === '"' && cell === '') isQuoted = true
    else if (character === '\t' || character === '\n') {
      rows.at(-1)?.push(cell.trim())
      cell = ''
      if (character === '\n') rows.push([])
    } else cell += character
  }
  rows.at(-1)?.push(cell.trim())
  return rows.filter((row) => row.some((each) => each !== ''))
}

/** Rows pasted with a line of headings; null when the first line is none. */
export function withHeadings(
  cells: readonly string[][],
  columns: readonly RosterColumn[],
): (SheetRows & { unknown: string[] }) | null {
  const [first = [], ...rest] = cells
  const known = new Map(
    columns.flatMap((each) => [each.field, each.zh, each.en].map((name) => [name, each.field] as const)),
  )
  const found = first.map((heading) => known.get(heading))
  if (found.filter(Boolean).length < Math.max(1, first.length / 2)) return null
  const places = found.flatMap((field, at) => (field && found.indexOf(field) === at ? [{ field, at }] : []))
  return {
    fields: places.map((each) => each.field),
    rows: rest.map((row) => places.map((each) => row[each.at] ?? '')),
    unknown: first.filter((heading, at) => heading !== '' && !found[at]),
  }
}
