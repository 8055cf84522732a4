/** Roles by what their holders do (ids as in the reference of organisations). */

/** Those who design, look after or look into the work of others are no part of the queues. */
const BYSTANDERS = new Set([
  'process_designer',
  'system_admin',
  'case_operator',
  'auditor',
  'third_party_auditor',
])

export const DESIGNERS = ['process_designer'] as const
export const AUDITORS = ['auditor', 'third_party_auditor'] as const
export const ADMINISTRATORS = ['system_admin'] as const
export const OPERATORS = ['case_operator'] as const
export const HEADS = ['bureau_head', 'section_chief'] as const
/** Bureau roles that work with the registers. */
export const REGISTER_READERS = [
  'window_clerk',
  'reviewer',
  'section_chief',
  'bureau_head',
  'register_keeper',
  'finance_officer',
  'finance_approver',
  'filing_officer',
  'auditor',
] as const

/** Works off tasks: holds any role besides looking on. */
export function works(roles: ReadonlySet<string>): boolean {
  return [...roles].some((role) => !BYSTANDERS.has(role))
}
