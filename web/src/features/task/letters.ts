/** Which outcome a letter stands for: A the first one, R a return, D a refusal. */
import type { Verb } from './queries'

const RETURNS = new Set(['correct', 'return', 'back', 'revise', 'resubmit', 'again', 'supplement', 'repeated', 'failed'])
const REFUSALS = new Set([
  'refuse',
  'reject',
  'rejected',
  'not_accept',
  'propose_refusal',
  'disagree',
  'do_not_proceed',
  'unfounded',
  'contest',
])

export type Letter = 'A' | 'R' | 'D' | 'T' | 'C'

export function isReturn(verb: Verb | undefined): boolean {
  return verb !== undefined && verb.verb === 'complete' && RETURNS.has(verb.outcome) && verb.opinion === 'required'
}

export function isRefusal(verb: Verb | undefined): boolean {
  return verb !== undefined && verb.verb === 'complete' && REFUSALS.has(verb.outcome)
}

/** Letter → verb, each verb once. */
export function letters(verbs: readonly Verb[]): Map<Letter, Verb> {
  const found = new Map<Letter, Verb>()
  const outcomes = verbs.filter((each) => each.verb === 'complete')
  const returns = outcomes.find(isReturn)
  const refusal = outcomes.find(isRefusal)
  const agrees = outcomes.find((each) => each !== returns && each !== refusal) ?? outcomes[0]
  if (agrees) found.set('A', agrees)
  if (returns && returns !== agrees) found.set('R', returns)
  if (refusal && refusal !== agrees) found.set('D', refusal)
  const transfer = verbs.find((each) => each.verb === 'transfer')
  const claim = verbs.find((each) => each.verb === 'claim')
  if (transfer) found.set('T', transfer)
  if (claim) found.set('C', claim)
  return found
}

export function keyOf(verb: Verb): string {
  return verb.outcome ? `complete:${verb.outcome}` : verb.verb
}
