/** What goes wrong between here and the server. */
import { language, pick } from '../i18n'
import type { components } from './schema'

export type Problem = components['schemas']['Problem']

/** The server declined: its problem document (RFC 9457) in both languages. */
export class ApiProblem extends Error {
  readonly problem: Problem
  readonly status: number
  /** What the log of the server calls this request. */
  readonly reference: string

  constructor(problem: Problem, reference = '') {
    super(pick(language(), problem.details))
    this.name = 'ApiProblem'
    this.problem = problem
    this.status = problem.status
    this.reference = reference
  }

  /** e.g. "task-already-claimed" */
  get kind(): string {
    return this.problem.type.replace('urn:huiqian:problem:', '')
  }

  get title(): string {
    return pick(language(), this.problem.titles)
  }

  get detail(): string {
    return pick(language(), this.problem.details)
  }
}

/** The server did not answer: nothing is known of what was asked for. */
export class Unreachable extends Error {
  constructor(cause: unknown) {
    super('unreachable', { cause })
    this.name = 'Unreachable'
  }
}
