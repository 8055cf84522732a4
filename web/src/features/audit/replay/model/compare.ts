/** Two cases side by side: their steps aligned, and where they part for the first time. */
import { factsOf, type Reason } from './facts.ts'
import type { Replay } from './replay.ts'

export interface Step {
  entry: number
  process: string
  node: string
  home: number
  /** Of a completed task; empty when the step was entered. */
  outcome: string
  kind: 'entered' | 'outcome'
}

export interface Row {
  left: Step | null
  right: Step | null
}

export function stepsOf(replay: Replay): Step[] {
  const found: Step[] = []
  for (const { entry, document } of replay.entries)
    for (const event of document.events) {
      const life = replay.lives.get(event.n)
      if (!life || life.n === life.home) continue
      const place = { entry, process: life.process, node: life.node, home: life.home }
      if (event.type === 'ElementEntered') found.push({ ...place, outcome: '', kind: 'entered' })
      else if (event.type === 'TaskCompleted')
        found.push({ ...place, outcome: event.outcome ?? '', kind: 'outcome' })
    }
  return found
}

export function align(left: readonly Step[], right: readonly Step[]): Row[] {
  const numbers = new Map<string, number>()
  const numbered = (steps: readonly Step[]) =>
    Int32Array.from(steps, (step) => {
      const key = `${step.process}\n${step.node}\n${step.kind}\n${step.outcome}`
      if (!numbers.has(key)) numbers.set(key, numbers.size)
      return numbers.get(key)!
    })
  const a = numbered(left)
  const b = numbered(right)
  const rows: Row[] = []
  let i = 0
  let j = 0
  for (const [x, y] of common(a, b)) {
    while (i < x) rows.push({ left: left[i++]!, right: null })
    while (j < y) rows.push({ left: null, right: right[j++]! })
    rows.push({ left: left[i++]!, right: right[j++]! })
  }
  while (i < left.length) rows.push({ left: left[i++]!, right: null })
  while (j < right.length) rows.push({ left: null, right: right[j++]! })
  return rows
}

export function isSame(row: Row): boolean {
  return row.left !== null && row.right !== null
}

/** Index of the first row that is not the same on both sides; -1: they went the same way. */
export function firstDivergence(rows: readonly Row[]): number {
  return rows.findIndex((row) => !isSame(row))
}

/** Where a run of differing rows begins. */
export function divergences(rows: readonly Row[]): number[] {
  const found: number[] = []
  rows.forEach((row, i) => {
    if (!isSame(row) && (i === 0 || isSame(rows[i - 1]!))) found.push(i)
  })
  return found
}

export interface LedThere {
  /** The entry in which the side took its own way; 0: nothing is known. */
  entry: number
  reasons: Reason[]
  /** The steps that only this side went here. */
  own: Step[]
  /** Where a side without own steps went straight on to; null: it had ended. */
  onward: Step | null
}

/**
 * What a side did at the divergence that begins with row `at`, and what led it there: the reasons
 * given in the entry of its first step there or, where it has none, of the step it went on to.
 */
export function ledThere(replay: Replay, rows: readonly Row[], at: number, side: 'left' | 'right'): LedThere {
  const own: Step[] = []
  let i = at
  for (; i < rows.length && !isSame(rows[i]!); i++) if (rows[i]![side]) own.push(rows[i]![side]!)
  const onward = own.length === 0 ? rows[i]?.[side] ?? null : null
  const entry = own[0]?.entry ?? onward?.entry ?? rows[at - 1]?.[side]?.entry ?? 0
  return { entry, own, onward, reasons: entry > 0 ? factsOf(replay, entry).reasons : [] }
}

/** Index pairs of a longest common subsequence (Hirschberg: exact, memory of one row). */
function common(a: Int32Array, b: Int32Array): [number, number][] {
  let from = 0
  let ends = 0
  while (from < a.length && from < b.length && a[from] === b[from]) from += 1
  while (
    ends < a.length - from &&
    ends < b.length - from &&
    a[a.length - 1 - ends] === b[b.length - 1 - ends]
  )
    ends += 1
  const found: [number, number][] = []
  for (let i = 0; i < from; i++) found.push([i, i])
  hirschberg(a.subarray(from, a.length - ends), b.subarray(from, b.length - ends), from, from, found)
  for (let i = ends; i > 0; i--) found.push([a.length - i, b.length - i])
  return found
}

function hirschberg(a: Int32Array, b: Int32Array, ai: number, bi: number, into: [number, number][]) {
  if (a.length === 0 || b.length === 0) return
  if (a.length === 1) {
    const at = b.indexOf(a[0]!)
    if (at >= 0) into.push([ai, bi + at])
    return
  }
  const middle = a.length >> 1
  const top = lengths(a.subarray(0, middle), b, false)
  const bottom = lengths(a.subarray(middle), b, true)
  let best = -1
  let cut = 0
  for (let j = 0; j <= b.length; j++) {
    const both = top[j]! + bottom[b.length - j]!
    if (both > best) {
      best = both
      cut = j
    }
  }
  hirschberg(a.subarray(0, middle), b.subarray(0, cut), ai, bi, into)
  hirschberg(a.subarray(middle), b.subarray(cut), ai + middle, bi + cut, into)
}

/** LCS lengths of `a` with every beginning of `b` (with every end, when backwards). */
function lengths(a: Int32Array, b: Int32Array, isBackwards: boolean): Int32Array {
  const n = a.length
  const m = b.length
  let row = new Int32Array(m + 1)
  let above = new Int32Array(m + 1)
  for (let i = 0; i < n; i++) {
    ;[row, above] = [above, row]
    const x = isBackwards ? a[n - 1 - i] : a[i]
    for (let j = 0; j < m; j++) {
      const y = isBackwards ? b[m - 1 - j] : b[j]
      row[j + 1] = x === y ? above[j]! + 1 : Math.max(above[j + 1]!, row[j]!)
    }
  }
  return row
}
