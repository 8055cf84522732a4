/** The open work that would be different, were it started today; running cases keep their version. */
import { Alert, Flex, Statistic, Table, Typography } from 'antd'

import type { Schemas } from '../../api/client'
import { deadlineText, exactMoment } from '../../design/formats'
import { pick, useLanguage } from '../../i18n'
import { useT } from './messages'

type Step = Schemas['ChangedStepOut']

export function Impact({ impact, changes }: { impact: Schemas['ImpactOut']; changes: Schemas['DifferenceOut'][] }) {
  const t = useT()
  const language = useLanguage()
  return (
    <Flex vertical gap={12}>
      <Alert type="info" showIcon title={t('impactHint')} />
      <Flex gap={40} wrap>
        <Statistic title={t('openCases')} value={impact.cases} />
        <Statistic title={t('openTasks')} value={impact.tasks} />
        <Statistic title={t('peopleTouched')} value={impact.people} />
      </Flex>
      {impact.versions.length > 0 && (
        <ul style={{ margin: 0, paddingInlineStart: 20 }}>
          {impact.versions.map((each) => (
            <li key={`${each.bundle} ${each.process}`}>{t('keepVersion', { cases: each.cases, version: each.version })}</li>
          ))}
        </ul>
      )}
      <Table<Step>
        size="small"
        rowKey={(step) => `${step.process} ${step.element}`}
        dataSource={impact.steps}
        pagination={impact.steps.length > 20 ? { pageSize: 20 } : false}
        locale={{ emptyText: t('noImpact') }}
        columns={[
          { title: t('stepName'), render: (_, step) => pick(language, step.name), width: 140 },
          {
            title: t('changedHere'),
            render: (_, step) => (
              <div style={{ maxWidth: 420 }}>
                {step.changes.slice(0, 5).map((place) => (
                  <div key={place}>{pick(language, changes[place]?.text)}</div>
                ))}
                {step.changes.length > 5 && <span>… {step.changes.length}</span>}
              </div>
            ),
          },
          { title: t('tasksHere'), dataIndex: 'tasks', align: 'right', width: 90, className: 'tabular' },
          { title: t('heldHere'), dataIndex: 'held', align: 'right', width: 110, className: 'tabular' },
          {
            title: t('whoseTurn'),
            width: 200,
            render: (_, step) => [...step.people, ...step.groups].map((each) => pick(language, each)).join(language === 'zh' ? '、' : ', '),
          },
          { title: t('deadline'), render: (_, step) => step.deadline && <Deadline of={step.deadline} /> },
        ]}
      />
      <Typography.Text type="secondary">{t('calculatedAt', { at: exactMoment(impact.at) })}</Typography.Text>
    </Flex>
  )
}

function Deadline({ of }: { of: Schemas['DeadlineOut'] }) {
  const t = useT()
  const a = of.before_days ?? 0
  const b = of.after_days ?? 0
  const x = of.before_due ? deadlineText(of.before_due) : ''
  const y = of.after_due ? deadlineText(of.after_due) : ''
  const words =
    of.after_days === null
      ? t('deadlineGone', { a })
      : of.before_days === null
        ? t('deadlineNew', { b, y })
        : t('deadlineChange', { a, b, x, y })
  return (
    <div style={{ maxWidth: 360 }}>
      <div>{words}</div>
      {(of.overdue_after > 0 || of.overdue_now > 0) && <div>{t('lateAfter', { n: of.overdue_after, m: of.overdue_now })}</div>}
    </div>
  )
}
