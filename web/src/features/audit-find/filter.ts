/** The conditions of a case search as they stand in the address, so that a link holds all of it. */
import type { paths } from '../../api/schema'

export type Filter = NonNullable<paths['/audit/cases/summary']['get']['parameters']['query']>
export type Field = keyof Filter

const LISTS = ['process', 'area'] as const
const FLAGS = ['waiting', 'overdue', 'late'] as const
const TEXTS = [
  'number',
  'bureau',
  'state',
  'started_from',
  'started_until',
  'ended_from',
  'ended_until',
  'done_from',
  'done_until',
  'arrived_from',
  'arrived_until',
  'person',
  'step',
  'step_process',
  'outcome',
  'without_step',
  'first_step',
  'last_step',
  'variant',
  'amount_from',
  'amount_until',
  'payee',
  'rule',
  'decision',
  'decision_row',
] as const

export function filterOf(address: URLSearchParams): Filter {
  const found: Record<string, unknown> = {}
  for (const name of TEXTS) {
    const value = address.get(name)?.trim()
    if (value) found[name] = value
  }
  for (const name of LISTS) {
    const values = address.getAll(name).filter(Boolean)
    if (values.length > 0) found[name] = values
  }
  for (const name of FLAGS) if (address.get(name) === 'true') found[name] = true
  const running = address.get('running')
  if (running === 'true' || running === 'false') found.running = running === 'true'
  return found as Filter
}

export function addressOf(filter: Filter, more: Record<string, string> = {}): string {
  const address = new URLSearchParams()
  for (const [name, value] of Object.entries(filter)) {
    if (value === undefined || value === null || value === '' || value === false) {
      if (name === 'running' && value === false) address.set(name, 'false')
      continue
    }
    for (const each of Array.isArray(value) ? value : [value]) address.append(name, String(each))
  }
  for (const [name, value] of Object.entries(more)) address.set(name, value)
  const text = address.toString()
  return text ? `?${text}` : ''
}

/** Where the cases behind a number are listed. */
export function casesAddress(filter: Filter): string {
  return `/audit/cases${addressOf(filter)}`
}

/** The filter without some of its conditions. */
export function without(filter: Filter, fields: readonly Field[]): Filter {
  const left = { ...filter }
  for (const field of fields) delete left[field]
  return left
}
