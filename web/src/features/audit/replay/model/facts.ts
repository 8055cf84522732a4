/** What one entry did, put together for people to read: from its own events and the case before. */
import { apply, copyOf } from './apply.ts'
import type { JournalEvent, Tagged } from './journal.ts'
import type { Replay } from './replay.ts'

export interface Place {
  process: string
  node: string
  home: number
}

export interface Move extends Place {
  n: number
  what: 'entered' | 'completed' | 'terminated'
}

export interface Change {
  scope: number
  /** Of the whole process, not of one step only. */
  isWide: boolean
  place: Place | null
  name: string
  old: Tagged
  /** Whether there was a value before: unknown is not null. */
  wasKnown: boolean
  now: Tagged
}

export interface Reason extends Place {
  what: string
  subject: string
  text: string
  read: Record<string, Tagged>
  result: Tagged
  rules: Rules | null
}

/** The explanation of a decision table (engine/dmn/reasons.py); only what is shown is typed. */
export interface Rules {
  decision_id?: string
  table?: {
    hit_policy?: string
    inputs?: { expression: string; label: string; value: Tagged }[]
    rules?: {
      number: number
      conditions: string[]
      output: Tagged
      annotations?: { name: string; text: string }[]
    }[]
  }
}

export interface Facts {
  entry: number
  at: string
  command: string
  actor: string
  isSystem: boolean
  behalf: string
  organisation: string
  groups: string[]
  moves: Move[]
  /** The step this entry is about: the task or job acted on, else the first that was entered. */
  step: Place | null
  task: number
  outcome: string
  opinion: string
  caseState: string
  changes: Change[]
  reasons: Reason[]
  opened: { n: number; place: Place; groups: string[]; users: string[]; assignee: string; due: string }[]
  evidence: string[]
  incidents: { place: Place; zh: string; en: string; rule: string }[]
  /** Fields that a return named for correction → why, by the step that opens them. */
  corrections: { place: Place; fields: Record<string, string> }[]
  transfer: { from: string; to: string; reason: string } | null
  messages: string[]
}

const REFERENCE = /sha256:([0-9a-f]{64})/g

export function factsOf(replay: Replay, n: number): Facts {
  const { document } = replay.entry(n)
  const { actor, command } = document
  const facts: Facts = {
    entry: n,
    at: document.at,
    command: command.type,
    actor: actor.user,
    isSystem: actor.system,
    behalf: actor.for,
    organisation: actor.organisation ?? '',
    groups: actor.groups,
    moves: [],
    step: null,
    task: 0,
    outcome: '',
    opinion: '',
    caseState: '',
    changes: [],
    reasons: [],
    opened: [],
    evidence: [],
    incidents: [],
    corrections: [],
    transfer: null,
    messages: [],
  }
  const place = (instance: number): Place | null => {
    const life = replay.lives.get(instance)
    return life ? { process: life.process, node: life.node, home: life.home } : null
  }
  const changes = new Map<string, Change>()
  const evidence = new Set<string>()
  const stand = copyOf(replay.at(n - 1))
  for (const event of document.events) {
    if (event.type === 'VariablesSet') {
      const before = stand.variables.get(event.scope)
      for (const [name, value] of Object.entries(event.values as Record<string, Tagged>)) {
        for (const [, hash] of JSON.stringify(value ?? null).matchAll(REFERENCE)) evidence.add(hash!)
        const key = `${event.scope} ${name}`
        const there = changes.get(key)
        if (there) there.now = value
        else {
          const life = replay.lives.get(event.scope)
          changes.set(key, {
            scope: event.scope,
            isWide: life?.home === event.scope,
            place: place(event.scope),
            name,
            old: before?.[name],
            wasKnown: before !== undefined && name in before,
            now: value,
          })
        }
      }
    } else tell(facts, event, place)
    apply(stand, event)
  }
  facts.changes = [...changes.values()].filter(
    (each) => !each.wasKnown || JSON.stringify(each.old) !== JSON.stringify(each.now),
  )
  facts.evidence = [...evidence]
  const acted = Number(command.task ?? command.job ?? 0)
  facts.task = acted
  facts.step =
    (acted ? place(acted) : null) ??
    facts.moves.find((each) => each.what === 'entered' && each.node !== each.process) ??
    facts.moves[0] ??
    null
  return facts
}

function tell(facts: Facts, event: JournalEvent, place: (n: number) => Place | null) {
  const at = place(event.n ?? 0)
  switch (event.type) {
    case 'ElementEntered':
    case 'ElementCompleted':
    case 'ElementTerminated':
      if (at) {
        const what = event.type.slice(7).toLowerCase() as Move['what']
        facts.moves.push({ ...at, n: event.n, what })
      }
      return
    case 'Reasoned':
      if (at)
        facts.reasons.push({
          ...at,
          what: event.what,
          subject: event.subject,
          text: event.text ?? '',
          read: event.read ?? {},
          result: event.result ?? null,
          rules: event.rules ?? null,
        })
      return
    case 'TaskCompleted':
      facts.outcome = event.outcome ?? ''
      facts.opinion = event.opinion ?? ''
      return
    case 'TaskOpened':
      if (at)
        facts.opened.push({
          n: event.n,
          place: at,
          groups: event.groups ?? [],
          users: event.users ?? [],
          assignee: event.assignee ?? '',
          due: event.due ?? '',
        })
      return
    case 'CorrectionsNamed':
      if (at) facts.corrections.push({ place: at, fields: event.fields })
      return
    case 'TaskTransferred':
      facts.transfer = { from: event.from_user, to: event.to_user, reason: event.reason }
      return
    case 'CaseStateChanged':
      facts.caseState = event.state
      return
    case 'CaseFrozen':
    case 'CaseUnfrozen':
    case 'IncidentResolved':
      facts.opinion = event.reason ?? ''
      return
    case 'IncidentRaised':
      if (at) facts.incidents.push({ place: at, zh: event.zh, en: event.en, rule: event.rule })
      return
    case 'MessagePublished':
      facts.messages.push(event.name)
      return
  }
}

/** Variables that say how much a case is about, the surest first. */
const AMOUNTS = ['paid_yuan', 'payable_yuan', 'total_yuan', 'approved_yuan', 'claimed_yuan', 'requested_yuan']

export interface Totals {
  signatures: number
  amount: { name: string; value: Tagged } | null
}

/** Running totals after entry n. */
export function totalsOf(replay: Replay, n: number): Totals {
  let signatures = 0
  for (const task of replay.tasks.values()) if (task.by && task.closed <= n) signatures += 1
  const { variables } = replay.at(n)
  const newest = new Map<string, Tagged>()
  for (const scope of [...variables.keys()].sort((a, b) => a - b))
    for (const [name, value] of Object.entries(variables.get(scope)!))
      if (name.endsWith('_yuan') && value !== null) newest.set(name, value)
  const name = AMOUNTS.find((each) => newest.has(each)) ?? [...newest.keys()].sort()[0]
  return { signatures, amount: name === undefined ? null : { name, value: newest.get(name) } }
}
