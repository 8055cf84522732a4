/** One line per entry, for tables: cheap for a whole journal, no data is looked at. */
import type { Place } from './facts.ts'
import type { Replay } from './replay.ts'

export interface Line {
  entry: number
  at: string
  command: string
  actor: string
  isSystem: boolean
  behalf: string
  step: Place | null
  outcome: string
  opinion: string
  /** Fields that a return named for correction. */
  named: string[]
  caseState: string
}

export function linesOf(replay: Replay): Line[] {
  let caseState = 'draft'
  return replay.entries.map(({ entry, document: { actor, at, command, events } }) => {
    const acted = replay.lives.get(Number(command.task ?? command.job ?? 0))
    let step: Place | null = acted ? { process: acted.process, node: acted.node, home: acted.home } : null
    let outcome = ''
    let opinion = ''
    const named = new Set<string>()
    for (const event of events) {
      if (event.type === 'CaseStateChanged') caseState = event.state
      else if (event.type === 'ElementEntered' && step === null && event.node !== event.process) {
        const home = replay.lives.get(event.n)?.home ?? event.n
        step = { process: event.process, node: event.node, home }
      } else if (event.type === 'TaskCompleted') {
        outcome = event.outcome ?? ''
        opinion = event.opinion ?? ''
      } else if (event.type === 'CorrectionsNamed') for (const field of Object.keys(event.fields)) named.add(field)
      else if (event.type === 'TaskTransferred') opinion = event.reason
      else if (event.type === 'CaseFrozen' || event.type === 'CaseUnfrozen') opinion = event.reason
    }
    return {
      entry,
      at,
      command: command.type,
      actor: actor.user,
      isSystem: actor.system,
      behalf: actor.for,
      step,
      outcome,
      opinion,
      named: [...named],
      caseState,
    }
  })
}
