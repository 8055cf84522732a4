/** The steps of a case: who, when, with which outcome and opinion, in how many working days. */
import { Tag, Timeline } from 'antd'

import { Failure } from '../../design/Failure'
import { Moment } from '../../design/Moment'
import { Waiting } from '../../design/Waiting'
import { saysOnly } from '../../forms'
import { pick, useLanguage } from '../../i18n'
import { useT } from './messages'
import { type HistoryStep, useHistory } from './queries'

export function StepsOf({ caseId, onOpen }: { caseId: string; onOpen?: (task: number) => void }) {
  const t = useT()
  const history = useHistory(caseId)
  if (history.error && !history.data) return <Failure problem={history.error} retry={() => void history.refetch()} />
  if (!history.data) return <Waiting rows={4} />
  if (history.data.steps.length === 0) return <p className="quiet">{t('noSteps')}</p>
  const newest = [...history.data.steps].reverse()
  return (
    <Timeline
      items={newest.map((step) => ({
        key: step.task,
        color: step.state === 'open' ? 'blue' : step.state === 'cancelled' ? 'gray' : 'green',
        content: <StepLine step={step} onOpen={onOpen} />,
      }))}
    />
  )
}

function StepLine({ step, onOpen }: { step: HistoryStep; onOpen?: (task: number) => void }) {
  const t = useT()
  const language = useLanguage()
  const who = step.by ?? step.holder
  const limit = step.limit_working_days
  const used = limit
    ? t('workingDaysOf', { days: step.working_days, limit })
    : t('workingDays', { days: step.working_days })
  const title = pick(language, step.title)
  return (
    <div>
      <div>
        {onOpen ? (
          <a href={`#task-${step.task}`} onClick={(event) => (event.preventDefault(), onOpen(step.task))}>
            <strong>{title}</strong>
          </a>
        ) : (
          <strong>{title}</strong>
        )}{' '}
        {step.outcome_label && <Tag color={step.state === 'completed' ? 'success' : undefined}>{pick(language, step.outcome_label)}</Tag>}
        {step.state === 'open' && <Tag color="processing">{t('open')}</Tag>}
        {step.state === 'cancelled' && <Tag>{t('cancelled')}</Tag>}
        {step.overdue && <Tag color="error">{t('overdue')}</Tag>}
      </div>
      <div className="quiet">
        {who ? pick(language, who) : step.groups.map((each) => pick(language, each)).join('、')}
        {step.on_behalf_of && `（${t('onBehalf', { name: pick(language, step.on_behalf_of) })}）`} ·{' '}
        <Moment at={step.closed_at ?? step.opened_at} /> · {used}
      </div>
      {step.handovers.map((each, i) => (
        <div key={i} className="quiet">
          {t('handedOver', {
            from: pick(language, each.from_name),
            to: pick(language, each.to_name),
            reason: each.reason,
          })}
        </div>
      ))}
      {step.opinion && !saysOnly(step.opinion, step.corrections) && <div className="opinion">{step.opinion}</div>}
      {step.corrections.length > 0 && (
        <div>
          {t('namedHere')}
          <ul style={{ margin: 0, paddingInlineStart: 20 }}>
            {step.corrections.map((each) => (
              <li key={each.field}>
                {pick(language, each.label)}
                {each.note && <span className="quiet">{language === 'zh' ? `：${each.note}` : `: ${each.note}`}</span>}
              </li>
            ))}
          </ul>
        </div>
      )}
      {[true, false].map((changed) => {
        const labels = step.corrected.filter((each) => each.changed === changed).map((each) => pick(language, each.label))
        if (labels.length === 0) return null
        const fields = labels.join(language === 'zh' ? '、' : ', ')
        return <div key={String(changed)}>{changed ? t('correctedHere', { fields }) : t('leftHere', { fields })}</div>
      })}
    </div>
  )
}
