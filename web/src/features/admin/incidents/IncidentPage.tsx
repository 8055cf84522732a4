/** One incident: cause, place, data, repair and retry together; what else stands still beside. */
import { ArrowLeftOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { Alert, Card, Col, Flex, Row, Typography } from 'antd'
import { lazy, Suspense, useMemo } from 'react'
import { Link, useParams } from 'react-router'

import { api, read, type Schemas } from '../../../api/client'
import { Failure } from '../../../design/Failure'
import { momentText } from '../../../design/formats'
import { Moment } from '../../../design/Moment'
import { PageHead } from '../../../design/PageHead'
import { Waiting } from '../../../design/Waiting'
import { pick, useLanguage } from '../../../i18n'
import { IncidentTable } from './IncidentsPage'
import { JobTable } from './JobTable'
import { useT } from './messages'
import { Repair } from './Repair'

const Diagram = lazy(() => import('../../../design/Diagram'))
const WHATS = ['input', 'output', 'loop', 'script', 'assignment', 'due', 'timer', 'correlation', 'condition'] as const

export default function IncidentPage() {
  const t = useT()
  const { incidentCase = '', instance = '' } = useParams()
  const incident = useQuery({
    queryKey: ['incident', incidentCase, instance],
    queryFn: () =>
      read(
        api.GET('/cases/{case_id}/incidents/{instance}', {
          params: { path: { case_id: incidentCase, instance: Number(instance) } },
        }),
      ),
  })
  if (incident.isPending) return <Waiting rows={10} />
  if (!incident.data) return <Failure problem={incident.error} retry={() => void incident.refetch()} />
  return (
    <>
      <Link to="/incidents">
        <ArrowLeftOutlined /> {t('back')}
      </Link>
      <View view={incident.data} />
    </>
  )
}

function View({ view }: { view: Schemas['IncidentViewOut'] }) {
  const t = useT()
  const language = useLanguage()
  const row = view.incident
  const step = pick(language, { zh: view.title_zh, en: view.title_en }) || row.element
  const markers = useMemo(() => ({ [row.element]: ['incident'] as const }), [row.element])
  return (
    <Flex vertical gap={16} style={{ marginTop: 8 }}>
      <PageHead
        title={t('incidentOf', { number: row.number, step })}
        hint={
          <>
            {pick(language, { zh: view.process_title_zh, en: view.process_title_en })} · <Moment at={row.raised_at} />
          </>
        }
      />
      {row.resolved_at && (
        <Alert
          type="success"
          showIcon
          title={t('alreadyResolved', { person: row.resolved_by, at: momentText(row.resolved_at) })}
        />
      )}
      <Alert
        type="error"
        showIcon
        title={t('cause')}
        description={
          <>
            <div style={{ fontSize: 16, lineHeight: '28px', overflowWrap: 'anywhere' }}>{pick(language, row)}</div>
            <Typography.Text type="secondary">{t('stage', { stage: row.stage, rule: row.rule })}</Typography.Text>
          </>
        }
      />
      <Row gutter={[16, 16]}>
        <Col xs={24} xl={14}>
          <Flex vertical gap={16}>
            {view.diagram && (
              <Card size="small" title={t('place')}>
                <Suspense fallback={<Waiting />}>
                  <Diagram xml={view.diagram} markers={markers} height={360} />
                </Suspense>
              </Card>
            )}
            {view.expressions.length > 0 && (
              <Card size="small" title={t('expressions')}>
                <ul style={{ listStyle: 'none', margin: 0, padding: 0, display: 'grid', gap: 6 }}>
                  {view.expressions.map((each, i) => (
                    <li key={i}>
                      <Typography.Text type="secondary">
                        {WHATS.includes(each.what as (typeof WHATS)[number]) ? t(`what.${each.what as 'input'}`) : each.what}
                        {each.target && ` ${each.target}`}
                      </Typography.Text>{' '}
                      <code style={{ overflowWrap: 'anywhere' }}>{each.text}</code>
                    </li>
                  ))}
                </ul>
              </Card>
            )}
          </Flex>
        </Col>
        <Col xs={24} xl={10}>
          <Repair view={view} />
        </Col>
      </Row>
      {view.others.length > 0 && (
        <Card size="small" title={t('others')}>
          <IncidentTable rows={view.others} />
        </Card>
      )}
      {view.jobs.length > 0 && (
        <Card size="small" title={t('caseJobs')}>
          <JobTable rows={view.jobs} />
        </Card>
      )}
    </Flex>
  )
}
