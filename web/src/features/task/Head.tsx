/** What this case is, whose task it is and until when. */
import { Flex, Tag, Typography } from 'antd'
import type { ReactNode } from 'react'

import { DueLight } from '../../design/DueLight'
import { pick, useLanguage } from '../../i18n'
import { useT } from './messages'
import type { Verbs } from './queries'

interface Props {
  head: Verbs['head']
  actions?: ReactNode
  /** The page's own title, or one below it. */
  level: 1 | 2
}

export function Head({ head, actions, level }: Props) {
  const t = useT()
  const language = useLanguage()
  const applicant = pick(language, head.applicant)
  const organisation = pick(language, head.organisation)
  return (
    <header className="task-head">
      <Flex justify="space-between" align="flex-start" gap={12} wrap>
        <div>
          <div className="quiet">
            {pick(language, head.process)} · <span className="tabular">{head.number}</span>
          </div>
          <Typography.Title level={level} style={{ fontSize: 20, lineHeight: '28px', margin: '2px 0' }}>
            {pick(language, head.step)}
          </Typography.Title>
          <div>
            {t('applicant')}: {organisation ? t('organisationWith', { organisation, person: applicant }) : applicant} · {pick(language, head.area)}{' '}
            <Tag>{pick(language, head.case_state_name)}</Tag>
          </div>
        </div>
        <div className="task-head-side">
          {head.task_state === 'open' && <DueLight dueAt={head.due_at} workingDaysLeft={head.working_days_left} />}
          <span className="quiet">
            {t('holder')}: {head.is_mine ? t('me') : head.holder ? pick(language, head.holder) : t('nobodyYet')}
          </span>
          {actions}
        </div>
      </Flex>
    </header>
  )
}
