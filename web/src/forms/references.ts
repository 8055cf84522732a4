/**
 * What the value of a field names (`x-refers-to`): "area", "project", "organisation",
 * "organisation:<kind>,<kind>", "person:<kind of bureau>", "person:<kind of bureau>.<role>".
 */
import type { FieldSchema } from './types'

export interface Reference {
  named: 'area' | 'organisation' | 'person' | 'project'
  /** Kinds of organisation; none: every kind. */
  kinds: readonly string[]
  /** Of a person; empty: any role there. */
  role: string
}

const PATTERN = /^(?:(area|organisation|project)|organisation:([a-z]\w*(?:,[a-z]\w*)*)|person:([a-z]\w*)(?:\.([a-z]\w*))?)$/

/** Null where the schema says nothing, or nothing known. */
export function referenceOf(schema: FieldSchema): Reference | null {
  const [, plain, kinds, bureau, role] = PATTERN.exec(schema['x-refers-to'] ?? '') ?? []
  if (plain) return { named: plain as Reference['named'], kinds: [], role: '' }
  if (kinds) return { named: 'organisation', kinds: kinds.split(','), role: '' }
  return bureau ? { named: 'person', kinds: [bureau], role: role ?? '' } : null
}

export function referenceText({ named, kinds, role }: Reference): string {
  if (named === 'person') return `person:${kinds[0] ?? ''}${role ? `.${role}` : ''}`
  return named === 'organisation' && kinds.length > 0 ? `organisation:${kinds.join(',')}` : named
}
