/** Errors of a roster by row; what one row's check says takes the place of what was known of it. */
import type { RosterError } from './sheet'

/** Rules that only a look at all rows can find. */
const OF_ALL_ROWS = new Set(['duplicate'])

export class RosterErrors {
  private byRow = new Map<number, readonly RosterError[]>()
  /** Of the roster as a whole, e.g. a column that is missing. */
  whole: readonly RosterError[] = []
  isComplete = true

  get count(): number {
    let sum = this.whole.length
    for (const each of this.byRow.values()) sum += each.length
    return sum
  }

  /** Rows from 0. */
  of(row: number): readonly RosterError[] {
    return this.byRow.get(row) ?? NONE
  }

  rows(): number[] {
    return [...this.byRow.keys()].sort((a, b) => a - b)
  }

  kinds(): Map<string, number> {
    const found = new Map<string, number>()
    for (const errors of this.byRow.values())
      for (const each of errors) found.set(kindOf(each), (found.get(kindOf(each)) ?? 0) + 1)
    return found
  }

  setAll(errors: readonly RosterError[], isComplete: boolean) {
    this.byRow = new Map()
    this.whole = errors.filter((each) => each.row === 0)
    this.isComplete = isComplete
    for (const each of errors)
      if (each.row > 0) this.byRow.set(each.row - 1, [...(this.byRow.get(each.row - 1) ?? []), each])
  }

  setRow(row: number, errors: readonly RosterError[]) {
    const kept = this.of(row).filter((each) => OF_ALL_ROWS.has(each.rule))
    const own = errors.filter((each) => each.row > 0)
    // A row that is wrong in itself is not compared with others.
    const now = own.length > 0 ? own : kept
    if (now.length > 0) this.byRow.set(row, now)
    else this.byRow.delete(row)
  }

  /** The next wrong cell after a place, in the order of reading; the first one after the last. */
  next(
    row: number,
    column: number,
    fields: readonly string[],
    wanted: (error: RosterError) => boolean = () => true,
  ): { row: number; column: number } | null {
    const places = this.rows().flatMap((at) => {
      const columns = this.of(at)
        .filter(wanted)
        .map((each) => Math.max(0, fields.indexOf(each.field ?? '')))
      return [...new Set(columns)].sort((a, b) => a - b).map((each) => ({ row: at, column: each }))
    })
    return places.find((each) => each.row > row || (each.row === row && each.column > column)) ?? places[0] ?? null
  }
}

const NONE: readonly RosterError[] = []

/** What errors are grouped by: the column, or the rule where none is named. */
export function kindOf(error: RosterError): string {
  return error.field ?? error.rule
}
