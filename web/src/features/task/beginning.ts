/** With what a task is opened: the draft of whoever works on it. */
import { type Fields, untagged } from '../../forms'
import type { NamedField } from './Naming'
import type { TaskView } from './queries'
import { type Draft, keptDraft } from './useDraft'

export interface Begun {
  fields: Fields
  opinion: string
  outcome: string
  named: NamedField[]
  isRestored: boolean
}

/** What was typed before: on this device when the server has not got it, else the server's copy. */
export function beginning(view: TaskView, key: string): Begun {
  const local = keptDraft(key)
  const server = view.draft as Partial<Draft> | null
  const found = local?.isPending ? local : (server ?? local)
  const given: Fields = {}
  for (const [name, value] of Object.entries(found?.fields ?? {})) given[name] = untagged(value)
  return {
    fields: given,
    opinion: found?.opinion ?? '',
    outcome: found?.outcome ?? '',
    named: found?.corrections ?? [],
    isRestored: Boolean(found && (found.opinion || Object.keys(given).length > 0 || (found.corrections?.length ?? 0) > 0)),
  }
}
