/**
 * Apply the events of a journal to a case: the same as engine/runtime/apply.py, event by event. It
 * decides nothing. A test compares it with the server's state after every entry of played cases.
 */
import type { JournalEvent, Tagged } from './journal.ts'

export interface LoopState {
  total: number
  started: number
  completed: number
  terminated: number
}

export interface Instance {
  node: string
  process: string
  parent: number
  children: number
  index: number
  arrivals: Record<string, number>
  loop: LoopState | null
  incident: string
}

export interface Task {
  groups: string[]
  users: string[]
  assignee: string
  /** Of a correction step: the only fields that are open → why. */
  corrections: Record<string, string>
}

export interface Wait {
  node: string
  instance: number
  trigger: string
  name: string
  key: string
  due: string
  repeats: number
  every: string
}

export interface State {
  last: number
  instances: Map<number, Instance>
  tasks: Map<number, Task>
  waits: Map<number, Wait>
  jobs: Map<number, string>
  caseState: string
  frozen: string
  ended: boolean
}

/** Scope number → name → value. */
export type Variables = Map<number, Record<string, Tagged>>

export interface Stand {
  state: State
  variables: Variables
}

export const ROOT = 1

export function emptyStand(): Stand {
  return {
    state: {
      last: 0,
      instances: new Map(),
      tasks: new Map(),
      waits: new Map(),
      jobs: new Map(),
      caseState: 'draft',
      frozen: '',
      ended: false,
    },
    variables: new Map(),
  }
}

/** A copy that can be changed without touching the first; values themselves are never changed. */
export function copyOf({ state, variables }: Stand): Stand {
  return {
    state: {
      ...state,
      instances: copied(state.instances, (each) => ({
        ...each,
        arrivals: { ...each.arrivals },
        loop: each.loop && { ...each.loop },
      })),
      tasks: copied(state.tasks, (each) => ({ ...each })),
      waits: copied(state.waits, (each) => ({ ...each })),
      jobs: new Map(state.jobs),
    },
    variables: copied(variables, (each) => ({ ...each })),
  }
}

function copied<T>(map: ReadonlyMap<number, T>, copy: (each: T) => T): Map<number, T> {
  const found = new Map<number, T>()
  for (const [key, each] of map) found.set(key, copy(each))
  return found
}

/** Events that only tell: nothing of state or data follows from them. */
const TELLING = new Set([
  'FlowTaken',
  'Reasoned',
  'MessagePublished',
  'SignalBroadcast',
  'ErrorThrown',
  'EscalationThrown',
])

/**
 * Raises an error for an event that does not fit what is there: the journal is broken. Gives false
 * for an event of a newer release, which changes nothing; the page says that it met one.
 */
export function apply({ state, variables }: Stand, event: JournalEvent): boolean {
  switch (event.type) {
    case 'ElementEntered':
      state.instances.set(event.n, {
        node: event.node,
        process: event.process,
        parent: event.parent ?? 0,
        children: 0,
        index: event.index ?? 0,
        arrivals: {},
        loop: null,
        incident: '',
      })
      state.last = event.n
      if (event.parent) instance(state, event.parent).children += 1
      break
    case 'ElementCompleted':
    case 'ElementTerminated': {
      const gone = instance(state, event.n)
      state.instances.delete(event.n)
      if (gone.parent) instance(state, gone.parent).children -= 1
      if (event.n !== ROOT) variables.delete(event.n)
      break
    }
    case 'TokenWaited': {
      const { arrivals } = instance(state, event.scope)
      arrivals[event.flow] = (arrivals[event.flow] ?? 0) + 1
      break
    }
    case 'JoinFired': {
      const { arrivals } = instance(state, event.scope)
      for (const flow of event.flows as string[]) {
        arrivals[flow] = (arrivals[flow] ?? 0) - 1
        if (!arrivals[flow]) delete arrivals[flow]
      }
      break
    }
    case 'TokensDropped':
      instance(state, event.scope).arrivals = {}
      break
    case 'LoopStarted':
      instance(state, event.n).loop = { total: event.total, started: 0, completed: 0, terminated: 0 }
      break
    case 'LoopAdvanced': {
      const { loop } = instance(state, event.n)
      if (!loop) throw new Error(`no loop at ${event.n}`)
      loop.started = event.started
      loop.completed = event.completed
      loop.terminated = event.terminated
      break
    }
    case 'VariablesSet':
      variables.set(event.scope, { ...variables.get(event.scope), ...event.values })
      break
    case 'CaseStateChanged':
      state.caseState = event.state
      break
    case 'TaskOpened':
      state.tasks.set(event.n, {
        groups: event.groups ?? [],
        users: event.users ?? [],
        assignee: event.assignee ?? '',
        corrections: {},
      })
      break
    case 'TaskClaimed':
      known(state.tasks, event.n).assignee = event.user
      break
    case 'TaskReleased':
      known(state.tasks, event.n).assignee = ''
      break
    case 'TaskTransferred':
      known(state.tasks, event.n).assignee = event.to_user
      break
    case 'CorrectionsNamed':
      known(state.tasks, event.n).corrections = { ...(event.fields as Record<string, string>) }
      break
    case 'TaskCompleted':
    case 'TaskCancelled':
      state.tasks.delete(event.n)
      break
    case 'WaitOpened':
      state.waits.set(event.n, {
        node: event.node,
        instance: event.instance,
        trigger: event.trigger,
        name: event.name ?? '',
        key: event.key ?? '',
        due: event.due ?? '',
        repeats: event.repeats ?? 0,
        every: event.every ?? '',
      })
      state.last = event.n
      break
    case 'WaitTriggered':
      if (event.due) {
        const wait = known(state.waits, event.n)
        wait.due = event.due
        wait.repeats = event.repeats ?? 0
      } else if (!event.stays) state.waits.delete(event.n)
      break
    case 'WaitClosed':
      state.waits.delete(event.n)
      break
    case 'JobRequested':
      state.jobs.set(event.n, event.handler)
      break
    case 'JobCompleted':
    case 'JobCancelled':
      state.jobs.delete(event.n)
      break
    case 'IncidentRaised':
      instance(state, event.n).incident = event.stage
      break
    case 'IncidentResolved':
      instance(state, event.n).incident = ''
      break
    case 'CaseFrozen':
      state.frozen = event.reason
      break
    case 'CaseUnfrozen':
      state.frozen = ''
      break
    case 'CaseEnded':
      state.ended = true
      break
    default:
      return TELLING.has(event.type)
  }
  return true
}

function instance(state: State, n: number): Instance {
  return known(state.instances, n)
}

function known<T>(map: ReadonlyMap<number, T>, n: number): T {
  const found = map.get(n)
  if (found === undefined) throw new Error(`nothing has the number ${n}`)
  return found
}

/** The state as the server writes it: what is as it was at the beginning is left out. */
export function dumpState(state: State): Record<string, unknown> {
  return dropped(
    {
      last: state.last,
      instances: rows(state.instances, (each) =>
        dropped({ ...each, loop: each.loop && dropped({ ...each.loop }) }),
      ),
      tasks: rows(state.tasks, (each) => dropped({ ...each })),
      waits: rows(state.waits, (each) => ({
        node: each.node,
        instance: each.instance,
        trigger: each.trigger,
        ...dropped({ name: each.name, key: each.key, due: each.due, repeats: each.repeats, every: each.every }),
      })),
      jobs: rows(state.jobs, (each) => each),
      case_state: state.caseState === 'draft' ? '' : state.caseState,
      frozen: state.frozen,
      ended: state.ended,
    },
  )
}

export function dumpVariables(variables: Variables): Record<string, Record<string, Tagged>> {
  const found: Record<string, Record<string, Tagged>> = {}
  for (const [scope, values] of variables) if (Object.keys(values).length > 0) found[scope] = { ...values }
  return found
}

function rows<T>(map: ReadonlyMap<number, T>, dump: (each: T) => unknown): Record<string, unknown> {
  const found: Record<string, unknown> = {}
  for (const [key, each] of map) found[key] = dump(each)
  return found
}

function dropped(values: Record<string, unknown>): Record<string, unknown> {
  const found: Record<string, unknown> = {}
  for (const [name, value] of Object.entries(values)) if (!isBlank(value, name)) found[name] = value
  return found
}

function isBlank(value: unknown, name: string): boolean {
  if (value === null || value === '' || value === 0 || value === false) return true
  if (Array.isArray(value)) return value.length === 0
  return typeof value === 'object' && name !== 'loop' && Object.keys(value as object).length === 0
}
