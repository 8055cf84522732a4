/**
 * A whole case to move about in. The journal is walked once: every element instance gets its life
 * (entered at entry a, left at entry b), so that tokens and trails of any moment are a question of
 * comparing numbers; state and data come from the nearest kept copy and the events behind it.
 */
import { apply, copyOf, emptyStand, type Stand } from './apply.ts'
import type { JournalEntry } from './journal.ts'

/** The life of one element instance, from journal events only. */
export interface Life {
  n: number
  node: string
  process: string
  parent: number
  /** The process instance it lives in: 1, or that of a called process. */
  home: number
  index: number
  entered: number
  /** Entry at which it was gone; Infinity while it is there. */
  left: number
  wasTerminated: boolean
}

export interface TaskLife {
  n: number
  /** Entry numbers. */
  opened: number
  closed: number
  due: string
  limitId: string
  limitWorkingDays: number
  groups: string[]
  users: string[]
  /** Who held it from which entry on. */
  holders: { entry: number; user: string }[]
  outcome: string
  by: string
}

export interface FlowTaken {
  entry: number
  home: number
  flow: string
}

/** A copy of the case is kept every so many entries. */
const KEEP_EVERY = 50

export class Replay {
  readonly entries: readonly JournalEntry[]
  readonly lives = new Map<number, Life>()
  readonly tasks = new Map<number, TaskLife>()
  readonly flows: FlowTaken[] = []
  /** Process instances in the order in which they began; the case itself first. */
  readonly homes: Life[] = []
  /** Types of events that this page does not know: made by a newer release. */
  readonly unknown = new Set<string>()
  /** Entries in which a token moved. */
  readonly moving: number[] = []
  private readonly kept = new Map<number, Stand>([[0, emptyStand()]])
  private latest: { entry: number; stand: Stand } = { entry: 0, stand: emptyStand() }

  /** The first entry whose events do not fit what stood before it; 0: all do. */
  readonly brokenAt: number

  constructor(entries: readonly JournalEntry[]) {
    this.entries = entries
    const fitting = this.fitting(entries)
    this.brokenAt = fitting < entries.length ? fitting + 1 : 0
    this.entries = entries.slice(0, fitting)
    for (const each of this.entries) this.walk(each)
  }

  /** How many entries can be applied one after the other. */
  private fitting(entries: readonly JournalEntry[]): number {
    for (let n = KEEP_EVERY; n - KEEP_EVERY < entries.length; n += KEEP_EVERY)
      try {
        this.at(Math.min(n, entries.length))
      } catch {
        let last = n - KEEP_EVERY
        for (; this.fits(last + 1); last++);
        return last
      }
    return entries.length
  }

  private fits(n: number): boolean {
    try {
      this.at(n)
      return true
    } catch {
      return false
    }
  }

  get length(): number {
    return this.entries.length
  }

  entry(n: number): JournalEntry {
    const found = this.entries[n - 1]
    if (!found) throw new Error(`there is no entry ${n}`)
    return found
  }

  /** The case after entry n (0: before the first). Not to be changed by the caller. */
  at(n: number): Stand {
    if (this.latest.entry === n) return this.latest.stand
    let from = Math.min(n, this.entries.length)
    from -= from % KEEP_EVERY
    while (!this.kept.has(from)) from -= KEEP_EVERY
    const near = this.latest.entry < n && this.latest.entry > from ? this.latest : null
    const stand = near ? copyOf(near.stand) : copyOf(this.kept.get(from)!)
    for (let entry = (near ? near.entry : from) + 1; entry <= n; entry++) {
      for (const event of this.entry(entry).document.events)
        if (!apply(stand, event)) this.unknown.add(event.type)
      if (entry % KEEP_EVERY === 0) this.kept.set(entry, copyOf(stand))
    }
    this.latest = { entry: n, stand }
    return stand
  }

  /** Elements of a process instance that had been entered by entry n. */
  visited(home: number, n: number): Set<string> {
    const found = new Set<string>()
    for (const life of this.lives.values())
      if (life.home === home && life.n !== home && life.entered <= n) found.add(life.node)
    return found
  }

  /** Sequence flows of a process instance that had been taken by entry n. */
  taken(home: number, n: number): Set<string> {
    const found = new Set<string>()
    for (const each of this.flows) if (each.home === home && each.entry <= n) found.add(each.flow)
    return found
  }

  /** Flows taken in exactly this entry. */
  takenIn(home: number, n: number): string[] {
    return this.flows.filter((each) => each.home === home && each.entry === n).map((each) => each.flow)
  }

  /**
   * Where the tokens of a process instance stand after entry n: element → how many. A container
   * holds none of its own while something inside it does. `targets` says where a flow leads, for
   * tokens that wait at a join.
   */
  tokens(home: number, n: number, targets: ReadonlyMap<string, string> = new Map()): Map<string, number> {
    const live = [...this.lives.values()].filter(
      (life) => life.home === home && life.n !== home && life.entered <= n && life.left > n,
    )
    const around = new Set(live.map((life) => life.parent))
    const found = new Map<string, number>()
    const add = (node: string, count: number) => found.set(node, (found.get(node) ?? 0) + count)
    for (const life of live) if (!around.has(life.n)) add(life.node, 1)
    const { state } = this.at(n)
    for (const [number, each] of state.instances) {
      if (number !== home && this.lives.get(number)?.home !== home) continue
      for (const [flow, count] of Object.entries(each.arrivals)) {
        const target = targets.get(flow)
        if (target) add(target, count)
      }
    }
    return found
  }

  /** Elements of a process instance with an open incident after entry n. */
  incidents(home: number, n: number): Set<string> {
    const found = new Set<string>()
    for (const [number, each] of this.at(n).state.instances)
      if (each.incident && this.lives.get(number)?.home === home) found.add(each.node)
    return found
  }

  /** The next entry, in the direction given, in which a token moved; the end when there is none. */
  step(n: number, by: 1 | -1): number {
    if (by > 0) return this.moving.find((each) => each > n) ?? this.length
    for (let i = this.moving.length - 1; i >= 0; i--) if (this.moving[i]! < n) return this.moving[i]!
    return 1
  }

  /** Process instances that had begun by entry n. */
  homesBy(n: number): Life[] {
    return this.homes.filter((each) => each.entered <= n)
  }

  private walk({ entry, document }: JournalEntry) {
    let moved = false
    for (const event of document.events) {
      switch (event.type) {
        case 'ElementEntered': {
          const parent = event.parent ?? 0
          // Ids are unique in a file, so only the process itself is named like its process.
          const isHome = event.node === event.process
          const life: Life = {
            n: event.n,
            node: event.node,
            process: event.process,
            parent,
            home: isHome ? event.n : this.lives.get(parent)?.home ?? event.n,
            index: event.index ?? 0,
            entered: entry,
            left: Number.POSITIVE_INFINITY,
            wasTerminated: false,
          }
          this.lives.set(event.n, life)
          if (isHome) this.homes.push(life)
          moved = true
          break
        }
        case 'ElementCompleted':
        case 'ElementTerminated': {
          const life = this.lives.get(event.n)
          if (life) {
            life.left = entry
            life.wasTerminated = event.type === 'ElementTerminated'
          }
          moved = true
          break
        }
        case 'FlowTaken':
          this.flows.push({ entry, home: this.lives.get(event.scope)?.home ?? event.scope, flow: event.flow })
          break
        case 'TaskOpened':
          this.tasks.set(event.n, {
            n: event.n,
            opened: entry,
            closed: Number.POSITIVE_INFINITY,
            due: event.due ?? '',
            limitId: event.limit_id ?? '',
            limitWorkingDays: event.limit_working_days ?? 0,
            groups: event.groups ?? [],
            users: event.users ?? [],
            holders: event.assignee ? [{ entry, user: event.assignee }] : [],
            outcome: '',
            by: '',
          })
          break
        case 'TaskClaimed':
        case 'TaskReleased':
          this.tasks.get(event.n)?.holders.push({ entry, user: event.type === 'TaskClaimed' ? event.user : '' })
          break
        case 'TaskTransferred':
          this.tasks.get(event.n)?.holders.push({ entry, user: event.to_user })
          break
        case 'TaskCompleted':
        case 'TaskCancelled': {
          const task = this.tasks.get(event.n)
          if (!task) break
          task.closed = entry
          task.outcome = event.outcome ?? ''
          task.by = event.user ?? ''
          break
        }
      }
    }
    if (moved) this.moving.push(entry)
  }
}
