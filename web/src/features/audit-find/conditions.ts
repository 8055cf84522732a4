/** The conditions of a search in words, each with the fields that make it. */
import { useMemo } from 'react'

import { money } from '../../design/formats'
import { useNames } from '../../design/names'
import type { Field, Filter } from './filter'
import { useT } from './messages'
import { useChoices } from './queries'

export interface Said {
  /** As the server counts them: several of one name are counted together. */
  condition: string
  text: string
  fields: Field[]
}

const STEP_FIELDS: Field[] = ['step', 'step_process']

export function useConditions(filter: Filter, stepTitles: Readonly<Record<string, string>> = {}): Said[] {
  const t = useT()
  const names = useNames()
  const choices = useChoices()
  return useMemo(() => {
    const found: Said[] = []
    const say = (condition: string, text: string, ...fields: Field[]) =>
      found.push({ condition, text, fields })
    const step = (id: string) => stepTitles[id] ?? id
    const days = (from?: string | null, until?: string | null) =>
      from && from === until ? from : `${from ?? ''}–${until ?? ''}`
    if (filter.number) say('number', t('saidNumber', { value: filter.number }), 'number')
    if (filter.process?.length)
      say('process', filter.process.map((each) => choices.process(each)).join(t('comma')), 'process')
    if (filter.area?.length) say('area', filter.area.map(names.area).join(t('comma')), 'area')
    if (filter.started_from || filter.started_until)
      say('started', t('saidStarted', { days: days(filter.started_from, filter.started_until) }), 'started_from', 'started_until')
    if (filter.ended_from || filter.ended_until)
      say('ended', t('saidEnded', { days: days(filter.ended_from, filter.ended_until) }), 'ended_from', 'ended_until')
    if (filter.state) say('state', names.state(filter.state), 'state')
    if (filter.running === true) say('running', t('isRunning'), 'running')
    if (filter.running === false) say('running', t('isEnded'), 'running')
    if (filter.person) say('person', t('saidPerson', { value: filter.person }), 'person')
    if (filter.bureau) say('work', names.organisation(filter.bureau), 'bureau')
    if (filter.step)
      say(
        'work',
        t(filter.waiting ? 'saidWaiting' : 'saidWith', { step: step(filter.step) }),
        ...STEP_FIELDS,
        ...(filter.waiting ? (['waiting'] as const) : []),
      )
    else if (filter.waiting) say('work', t('waiting'), 'waiting')
    if (filter.overdue) say('work', t('overdue'), 'overdue')
    if (filter.late) say('work', t('late'), 'late')
    if (filter.outcome) say('work', t('saidOutcome', { value: choices.outcome(filter.outcome) }), 'outcome')
    if (filter.done_from || filter.done_until)
      say('work', t('saidDone', { days: days(filter.done_from, filter.done_until) }), 'done_from', 'done_until')
    if (filter.arrived_from || filter.arrived_until)
      say('work', t('saidArrived', { days: days(filter.arrived_from, filter.arrived_until) }), 'arrived_from', 'arrived_until')
    if (filter.without_step) say('without', t('saidWithout', { step: step(filter.without_step) }), 'without_step')
    if (filter.first_step) say('first', t('saidFirst', { step: step(filter.first_step) }), 'first_step')
    if (filter.last_step) say('last', t('saidLast', { step: step(filter.last_step) }), 'last_step')
    if (filter.variant) say('variant', t('saidVariant'), 'variant')
    if (filter.amount_from || filter.amount_until)
      say('amount', saidAmount(filter), 'amount_from', 'amount_until')
    if (filter.payee) say('payee', t('saidPayee', { value: filter.payee }), 'payee')
    if (filter.rule) say('rule', t('saidRule', { value: filter.rule }), 'rule')
    if (filter.decision)
      say(
        'decision',
        filter.decision_row
          ? t('saidDecisionRow', { value: filter.decision, row: String(filter.decision_row) })
          : t('saidDecision', { value: filter.decision }),
        'decision',
        'decision_row',
      )
    return found
  }, [filter, names, choices, t, stepTitles])
}

function saidAmount(filter: Filter): string {
  const from = filter.amount_from ? money(filter.amount_from as string) : ''
  const until = filter.amount_until ? money(filter.amount_until as string) : ''
  return from && until ? `${from}–${until}` : from ? `≥ ${from}` : `≤ ${until}`
}
