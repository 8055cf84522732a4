/** What the engine did in this step, in words, with the reason of each decision. */
import { Switch, Table, Typography } from 'antd'
import { useState } from 'react'

import type { Schemas } from '../../../api/client'
import { momentText } from '../../../design/formats'
import { Readable } from '../../../forms'
import { pick, useLanguage } from '../../../i18n'
import { useT } from '../messages'
import { nameOfElement, type Process, type View } from '../TryOutPage'

type Event = Schemas['HappenedOut']
/** Said only when everything is asked for. */
const SMALL = new Set(['FlowTaken', 'ElementCompleted', 'TokenWaited', 'JoinFired', 'WaitClosed', 'VariablesSet', 'LoopStarted', 'LoopAdvanced', 'TokensDropped', 'ElementEntered'])
const REASONS = {
  condition: 'wCondition',
  assignment: 'wAssignment',
  timer: 'wTimer',
  correlation: 'wCorrelation',
  decision: 'wDecision',
  loop: 'wLoop',
  completion: 'wCompletion',
  mapping: 'wMapping',
  script: 'wScript',
} as const

export function Happened({ view, processes }: { view: View; processes: readonly Process[] }) {
  const t = useT()
  const [isAll, setAll] = useState(false)
  const shown = view.happened.filter((each) => isAll || !SMALL.has(each.type))
  return (
    <>
      <label>
        <Switch size="small" checked={isAll} onChange={setAll} aria-label={t('everything')} /> {t('everything')}
      </label>
      {view.happened.length === 0 && <Typography.Paragraph type="secondary">{t('nothingHappened')}</Typography.Paragraph>}
      <ol style={{ paddingInlineStart: 20, marginTop: 8 }}>
        {shown.map((each, place) => (
          <li key={place} style={{ marginBottom: 6, overflowWrap: 'anywhere' }}>
            <Told of={each} processes={processes} />
          </li>
        ))}
      </ol>
    </>
  )
}

function Told({ of, processes }: { of: Event; processes: readonly Process[] }) {
  const t = useT()
  const language = useLanguage()
  const event = of.event as Record<string, unknown>
  const text = (key: string) => String(event[key] ?? '')
  const name = of.element ? nameOfElement(processes, of.process, of.element, language) : ''
  switch (of.type) {
    case 'ElementEntered':
      return t('eEntered', { name })
    case 'ElementCompleted':
      return t('eCompleted', { name })
    case 'ElementTerminated':
      return t('eTerminated', { name })
    case 'TaskOpened':
      return t('eTaskOpened', { name })
    case 'TaskClaimed':
      return t('eTaskClaimed', { name })
    case 'TaskReleased':
      return t('eTaskReleased', { name })
    case 'TaskCompleted':
      return t('eTaskCompleted', { name })
    case 'TaskCancelled':
      return t('eTaskCancelled', { name })
    case 'JobRequested':
      return t('eJobRequested', { handler: text('handler') })
    case 'JobCompleted':
      return t('eJobCompleted')
    case 'JobCancelled':
      return t('eJobCancelled')
    case 'MessagePublished':
      return t('eMessage', { name: text('name') })
    case 'SignalBroadcast':
      return t('eSignal', { name: text('name') })
    case 'WaitOpened':
      return text('due') ? t('eWaitDue', { name, at: momentText(text('due')) }) : t('eWait', { name })
    case 'WaitTriggered':
      return t('eTriggered', { name })
    case 'CaseStateChanged':
      return t('eState', { state: text('state') })
    case 'IncidentRaised':
      return <Typography.Text type="danger">{t('eIncident', { name, text: pick(language, { zh: text('zh'), en: text('en') }) })}</Typography.Text>
    case 'IncidentResolved':
      return t('eResolved', { name })
    case 'ErrorThrown':
      return t('eError', { code: text('code') })
    case 'CaseEnded':
      return <strong>{t('eEnded')}</strong>
    case 'Reasoned':
      return <Reason event={event} name={name} />
    default:
      return (
        <>
          {of.type} {name}
        </>
      )
  }
}

interface Rule {
  number: number
  annotations: { name: string; text: string }[]
  conditions: string[]
  output: unknown
}

function Reason({ event, name }: { event: Record<string, unknown>; name: string }) {
  const t = useT()
  const what = String(event['what'])
  const label = what in REASONS ? t(REASONS[what as keyof typeof REASONS]) : what
  const read = (event['read'] ?? {}) as Record<string, unknown>
  const rules = event['rules'] as { decision_name?: string; table?: { rules: Rule[]; inputs: { label?: string; expression: string }[] } } | null | undefined
  return (
    <div>
      <div>
        {label} · {rules?.decision_name || name} {t('gave', { result: '' })}
        <Readable value={event['result']} isShort />
      </div>
      {Boolean(event['text']) && <code style={{ whiteSpace: 'pre-wrap' }}>{String(event['text'])}</code>}
      {Object.keys(read).length > 0 && (
        <div className="quiet">
          {Object.entries(read).map(([key, value]) => (
            <span key={key} style={{ marginInlineEnd: 10 }}>
              {key} = <Readable value={value} name={key} isShort />
            </span>
          ))}
        </div>
      )}
      {rules?.table &&
        (rules.table.rules.length === 0 ? (
          <div>{t('noRow')}</div>
        ) : (
          rules.table.rules.map((rule) => <Row key={rule.number} rule={rule} inputs={rules.table!.inputs} />)
        ))}
    </div>
  )
}

function Row({ rule, inputs }: { rule: Rule; inputs: { label?: string; expression: string }[] }) {
  const t = useT()
  const cells = rule.conditions.flatMap((text, i) =>
    text === '-' ? [] : [{ key: String(i), label: inputs[i]?.label || inputs[i]?.expression || '', text }],
  )
  return (
    <div style={{ marginTop: 4 }}>
      <strong>{t('rowOf', { n: rule.number })}</strong>
      {cells.length > 0 && (
        <Table
          size="small"
          pagination={false}
          showHeader={false}
          dataSource={cells}
          columns={[{ dataIndex: 'label' }, { dataIndex: 'text', render: (text: string) => <code>{text}</code> }]}
        />
      )}
    </div>
  )
}
