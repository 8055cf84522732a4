/** Everything about a version before it is published, on one page; the second person sees the same. */
import { CheckCircleFilled, WarningFilled } from '@ant-design/icons'
import { Card, Flex, theme, Typography } from 'antd'
import type { ReactNode } from 'react'

import { Failure } from '../../design/Failure'
import { Waiting } from '../../design/Waiting'
import { pick, useLanguage } from '../../i18n'
import { Changes } from './Changes'
import { Impact } from './Impact'
import { useT } from './messages'
import { useChecks, useComparison, useImpact } from './questions'
import { ScenarioResults } from './ScenarioResults'
import type { Subject } from './subject'

export function Dossier({ subject, startsScenarios }: { subject: Subject; startsScenarios: boolean }) {
  const t = useT()
  const comparison = useComparison(subject)
  const impact = useImpact(subject)
  return (
    <div style={{ display: 'grid', gridTemplateColumns: 'repeat(auto-fit, minmax(min(460px, 100%), 1fr))', gap: 16 }}>
      <Part title={`${t('differences')}${comparison.data ? ` ${comparison.data.changes.length}` : ''}`}>
        {comparison.error ? (
          <Failure problem={comparison.error} retry={() => void comparison.refetch()} />
        ) : comparison.data ? (
          <>
            {comparison.data.before === null && <Typography.Paragraph>{t('nothingBefore')}</Typography.Paragraph>}
            <Changes comparison={comparison.data} />
          </>
        ) : (
          <Waiting rows={4} />
        )}
      </Part>
      <Flex vertical gap={16} style={{ minWidth: 0 }}>
        <Part title={t('checks')}>
          <Checks subject={subject} />
        </Part>
        <Part title={t('scenarios')}>
          <ScenarioResults subject={subject} startsItself={startsScenarios} />
        </Part>
      </Flex>
      <div style={{ gridColumn: '1 / -1', minWidth: 0 }}>
        <Part title={t('impact')}>
          {impact.error ? (
            <Failure problem={impact.error} retry={() => void impact.refetch()} />
          ) : impact.data && comparison.data ? (
            <Impact impact={impact.data} changes={comparison.data.changes} />
          ) : (
            <Waiting rows={4} />
          )}
        </Part>
      </div>
    </div>
  )
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <Card
      size="small"
      title={
        <Typography.Title level={2} style={{ fontSize: 15, margin: 0 }}>
          {title}
        </Typography.Title>
      }
      styles={{ body: { maxHeight: 520, overflow: 'auto' } }}
    >
      {children}
    </Card>
  )
}

function Checks({ subject }: { subject: Subject }) {
  const t = useT()
  const language = useLanguage()
  const { token } = theme.useToken()
  const checks = useChecks(subject)
  if (checks.error) return <Failure problem={checks.error} retry={() => void checks.refetch()} />
  if (!checks.data) return <Waiting rows={2} />
  if (checks.data.length === 0)
    return (
      <span>
        <CheckCircleFilled aria-hidden style={{ color: token.colorSuccess }} /> {t('noWarnings')}
      </span>
    )
  return (
    <>
      <div>
        <WarningFilled aria-hidden style={{ color: token.colorWarning }} /> {t('warnings', { n: checks.data.length, count: checks.data.length })}
      </div>
      <ul style={{ margin: '4px 0 0', paddingInlineStart: 20 }}>
        {checks.data.slice(0, 100).map((each, i) => (
          <li key={i}>
            {pick(language, each.message)} <Typography.Text type="secondary">{each.file}</Typography.Text>
          </li>
        ))}
      </ul>
    </>
  )
}
