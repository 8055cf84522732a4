/** 运行状态: what somebody should look after first, then the figures. */
import { ReloadOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { Alert, Button, Card, Col, Descriptions, Flex, Row, Table, Tag, Typography } from 'antd'
import type { ReactNode } from 'react'
import { Link } from 'react-router'

import { useSession } from '../../../app/session'
import { api, read, type Schemas } from '../../../api/client'
import { Failure } from '../../../design/Failure'
import { momentText } from '../../../design/formats'
import { Moment } from '../../../design/Moment'
import { PageHead } from '../../../design/PageHead'
import { Waiting } from '../../../design/Waiting'
import { ClockMover } from './ClockMover'
import { bytes, useSpan } from './figures'
import { useT } from './messages'

type Health = Schemas['HealthDetailsOut']

export default function HealthPage() {
  const t = useT()
  const health = useQuery({
    queryKey: ['health'],
    queryFn: () => read(api.GET('/health/details')),
    refetchInterval: 15_000,
  })
  return (
    <>
      <PageHead
        title={t('title')}
        hint={
          health.data && (
            <>
              {t('checked')} <span className="tabular">{momentText(health.data.checked_at)}</span>
            </>
          )
        }
        actions={
          <Button icon={<ReloadOutlined />} loading={health.isFetching} onClick={() => void health.refetch()}>
            {t('again')}
          </Button>
        }
      />
      {health.error && <Failure problem={health.error} retry={() => void health.refetch()} />}
      {health.isPending && <Waiting rows={10} />}
      {health.data && <Details health={health.data} />}
    </>
  )
}

function Details({ health }: { health: Health }) {
  const t = useT()
  const span = useSpan()
  const { database, jobs } = health
  return (
    <Flex vertical gap={16}>
      <Findings health={health} />
      <Row gutter={[16, 16]}>
        <Col xs={24} lg={8}>
          <Card size="small" title={t('server')} style={{ height: '100%' }}>
            <Facts
              facts={[
                [t('version'), health.version],
                [t('python'), health.python],
                [t('started'), <Moment key="s" at={health.started_at} />],
                [
                  t('clock'),
                  <>
                    <Moment at={health.now} /> <Tag>{t(health.trial ? 'trial' : 'live')}</Tag>
                    <div>
                      <Typography.Text type="secondary">
                        {Math.abs(health.ahead_seconds) > 60
                          ? t(health.ahead_seconds > 0 ? 'ahead' : 'behind', { span: span(health.ahead_seconds) })
                          : t('inStep')}
                      </Typography.Text>
                    </div>
                  </>,
                ],
              ]}
            />
          </Card>
        </Col>
        <Col xs={24} lg={8}>
          <Card size="small" title={t('database')} style={{ height: '100%' }}>
            <Facts
              facts={[
                [t('version'), `PostgreSQL ${database.version}`],
                [t('size'), bytes(database.size_bytes)],
                [t('connections'), `${database.connections} / ${database.largest_connections}`],
                [t('started'), <Moment key="s" at={database.started_at} />],
                [t('migration'), database.migrations.join(', ')],
                ...(health.disk_free_bytes === null
                  ? []
                  : [[t('disk_free'), bytes(health.disk_free_bytes)] as const]),
              ]}
            />
          </Card>
        </Col>
        <Col xs={24} lg={8}>
          <Card size="small" title={t('jobs')} style={{ height: '100%' }}>
            <Facts
              facts={[
                [t('due'), jobs.due],
                [t('dead'), jobs.dead],
                [t('held'), jobs.held],
                [
                  t('nextDue'),
                  jobs.next_due_at ? <Moment key="n" at={jobs.next_due_at} /> : t('nothingDue'),
                ],
              ]}
            />
          </Card>
        </Col>
      </Row>
      {health.trial && <ClockMover />}
      <Card size="small" title={t('workers')}>
        <Workers workers={health.workers} />
      </Card>
      <Card size="small" title={t('tables')}>
        <Table<Schemas['TableOut']>
          rowKey="name"
          size="small"
          pagination={false}
          dataSource={health.tables}
          columns={[
            { title: t('table'), dataIndex: 'name' },
            { title: t('rows'), align: 'right', render: (_, row) => <span className="tabular">{row.rows.toLocaleString('en')}</span> },
            { title: t('size'), align: 'right', render: (_, row) => <span className="tabular">{bytes(row.size_bytes)}</span> },
          ]}
        />
      </Card>
    </Flex>
  )
}

function Findings({ health }: { health: Health }) {
  const t = useT()
  const { roles } = useSession()
  if (health.findings.length === 0) return <Alert type="success" showIcon title={t('allWell')} />
  return (
    <Flex vertical gap={8}>
      {health.findings.map(({ rule, urgent, count }) => (
        <Alert
          key={rule}
          type={urgent ? 'error' : 'warning'}
          showIcon
          title={t(rule, { count, seconds: health.jobs.lag_seconds, size: bytes(count) })}
          action={
            (rule === 'incidents' || rule === 'jobs_dead') &&
            roles.has('case_operator') && <Link to="/incidents">{t('openIncidents')}</Link>
          }
        />
      ))}
    </Flex>
  )
}

function Facts({ facts }: { facts: readonly (readonly [label: string, value: ReactNode])[] }) {
  return (
    <Descriptions
      size="small"
      column={1}
      items={facts.map(([label, children]) => ({ key: label, label, children: <span className="tabular">{children}</span> }))}
    />
  )
}

function Workers({ workers }: { workers: Schemas['WorkerOut'][] }) {
  const t = useT()
  if (workers.length === 0) return <Typography.Text type="danger">{t('noWorkers')}</Typography.Text>
  return (
    <Table<Schemas['WorkerOut']>
      rowKey="id"
      size="small"
      pagination={false}
      dataSource={workers}
      columns={[
        { title: t('host'), dataIndex: 'host' },
        { title: t('process'), dataIndex: 'process_id', align: 'right', className: 'tabular' },
        { title: t('version'), render: (_, row) => row.version || '—' },
        { title: t('started'), render: (_, row) => <Moment at={row.started_at} /> },
        { title: t('seen'), render: (_, row) => <Moment at={row.seen_at} /> },
        {
          title: t('state'),
          render: (_, row) => <Tag color={row.silent ? 'error' : 'success'}>{t(row.silent ? 'silent' : 'working')}</Tag>,
        },
      ]}
    />
  )
}
