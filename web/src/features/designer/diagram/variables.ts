/** Names for completion in FEEL fields: what the model knows, with who writes each. */
import { pick } from '../../../i18n'
import type { Lists } from './panel'

export function variablesModule(lists: { current: Lists }) {
  return {
    variableResolver: [
      'value',
      {
        getVariablesForElement: async () => completions(lists.current),
      },
    ],
  }
}

export function completions({ outline, language }: Pick<Lists, 'outline' | 'language'>) {
  return (outline?.variables ?? []).map((each) => ({
    name: each.name,
    detail: [each.type, pick(language, each.label)].filter(Boolean).join(' '),
    info: [...new Set(each.writers.map((use) => use.element))].slice(0, 6).join(', ') || undefined,
  }))
}
