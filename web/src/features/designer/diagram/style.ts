/** Style rules of bpmnlint that say something the engine's checks do not. */
import Linter from 'bpmnlint/lib/linter'
import fakeJoin from 'bpmnlint/rules/fake-join'
import noBpmndi from 'bpmnlint/rules/no-bpmndi'
import noDuplicates from 'bpmnlint/rules/no-duplicate-sequence-flows'
import noJoinFork from 'bpmnlint/rules/no-gateway-join-fork'
import noImplicitSplit from 'bpmnlint/rules/no-implicit-split'
import noOverlap from 'bpmnlint/rules/no-overlapping-elements'
import superfluousGateway from 'bpmnlint/rules/superfluous-gateway'
import superfluousTermination from 'bpmnlint/rules/superfluous-termination'

import { namespaces } from '../../../i18n'
import type { Style } from '../style'

const RULES: Record<string, unknown> = {
  'fake-join': fakeJoin,
  'superfluous-gateway': superfluousGateway,
  'no-gateway-join-fork': noJoinFork,
  'no-overlapping-elements': noOverlap,
  'no-implicit-split': noImplicitSplit,
  'no-duplicate-sequence-flows': noDuplicates,
  'no-bpmndi': noBpmndi,
  'superfluous-termination': superfluousTermination,
}

const linter = new Linter({
  config: { rules: Object.fromEntries(Object.keys(RULES).map((name) => [name, 'warn'])) },
  resolver: {
    resolveRule: (_package: string, name: string) => RULES[name],
    resolveConfig: () => {
      throw new Error('no configurations')
    },
  },
})

interface Report {
  id: string
  message: string
}

export async function styleOf(definitions: unknown): Promise<Style[]> {
  const found: Record<string, Report[]> = await linter.lint(definitions)
  return Object.entries(found).flatMap(([rule, reports]) =>
    reports.map((each) => ({ element: each.id, rule, message: wordsOf(rule, each.message) })),
  )
}

function wordsOf(rule: string, message: string) {
  const texts = namespaces.diagram
  const key = `style.${rule}`
  return { zh: texts?.zh[key] ?? message, en: texts?.en[key] ?? message }
}
