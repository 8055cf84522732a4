/** 办理进度: what was done, with whom the case is and until when, what is expected, and why. */
import { CheckCircleFilled, ClockCircleOutlined, MinusCircleOutlined, StopOutlined, SyncOutlined } from '@ant-design/icons'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Alert, Button, Card, Descriptions, Flex, Input, Modal, Table, Tag, Timeline, Typography } from 'antd'
import { useRef, useState } from 'react'
import { useParams } from 'react-router'

import { api, commandHeaders, newKey, read, type Schemas } from '../../api/client'
import { announce } from '../../design/announce'
import { Failure } from '../../design/Failure'
import { dayInText, deadlineText, momentText } from '../../design/formats'
import { LinkButton } from '../../design/LinkButton'
import { Moment } from '../../design/Moment'
import { Money } from '../../design/Money'
import { PageHead } from '../../design/PageHead'
import { Sideways } from '../../design/Sideways'
import { Waiting } from '../../design/Waiting'
import { pick, useLanguage } from '../../i18n'
import { useT } from './messages'
import { PrintSheet } from './PrintSheet'
import { useProgress } from './useProgress'

type Progress = Schemas['ProgressOut']
type Place = Schemas['PlaceOut']

export default function ProgressPage() {
  const t = useT()
  const language = useLanguage()
  const { caseId = '' } = useParams()
  const progress = useProgress(caseId)
  if (progress.isPending) return <Waiting />
  if (!progress.data) return <Failure problem={progress.error} retry={() => void progress.refetch()} />
  const found = progress.data
  const asked = found.places.find((each) => each.task !== null && each.task !== undefined)
  const isOver = Boolean(found.ended_at)
  return (
    <div style={{ maxWidth: 1180, margin: '0 auto' }}>
      <PageHead
        title={pick(language, found.title)}
        hint={`${found.number} · ${pick(language, found.area)} · ${dayInText(found.started_at)}`}
        actions={
          <>
            <Tag color={isOver ? undefined : 'processing'} style={{ alignSelf: 'center' }}>
              {pick(language, found.state_name)}
            </Tag>
            <LinkButton to="/applications">{t('mine')}</LinkButton>
            <PrintSheet caseId={caseId} />
            {found.may_withdraw && <Withdraw progress={found} />}
          </>
        }
      />
      {progress.error && <Failure problem={progress.error} retry={() => void progress.refetch()} />}
      {found.frozen && <Alert type="warning" showIcon title={t('frozen')} style={{ marginBottom: 16 }} />}
      {asked && (
        <Alert
          type="warning"
          showIcon
          title={t('asked')}
          description={
            <>
              {pick(language, asked.name)}
              {asked.until ? ` · ${t('untilMoment', { moment: deadlineText(asked.until) })}` : ''}
            </>
          }
          action={
            <LinkButton type="primary" to={`/applications/${caseId}/answer?task=${asked.task}`}>
              {t('answer')}
            </LinkButton>
          }
          style={{ marginBottom: 16 }}
        />
      )}
      {isOver && (
        <Alert
          type="info"
          showIcon
          title={t('over', { state: pick(language, found.state_name) })}
          style={{ marginBottom: 16 }}
        />
      )}
      <Flex gap={16} wrap align="flex-start">
        <Card title={t('progress')} style={{ flex: '1 1 420px' }}>
          <Places progress={found} />
        </Card>
        <Flex vertical gap={16} style={{ flex: '1.3 1 480px', minWidth: 0 }}>
          {found.decision && <Decision decision={found.decision} />}
          {found.payments.length > 0 && <Payments payments={found.payments} />}
          {found.notices.length > 0 && (
            <Card title={t('notices')}>
              {found.notices.map((each, i) => (
                <Typography.Paragraph key={i}>
                  <Typography.Text type="secondary">
                    <Moment at={each.at} />
                  </Typography.Text>
                  <br />
                  {pick(language, each)}
                </Typography.Paragraph>
              ))}
            </Card>
          )}
        </Flex>
      </Flex>
    </div>
  )
}

const ICONS = {
  done: <CheckCircleFilled aria-hidden />,
  now: <SyncOutlined aria-hidden />,
  ahead: <ClockCircleOutlined aria-hidden />,
  stopped: <StopOutlined aria-hidden />,
} as const
const COLORS = { done: 'green', now: 'blue', ahead: 'gray', stopped: 'gray' } as const

function Places({ progress }: { progress: Progress }) {
  const t = useT()
  const isBusy = !progress.ended_at && !progress.places.some((each) => each.phase === 'now')
  return (
    <>
      <Timeline
        items={progress.places.map((place) => ({
          icon: ICONS[place.phase as keyof typeof ICONS] ?? <MinusCircleOutlined aria-hidden />,
          color: COLORS[place.phase as keyof typeof COLORS] ?? 'gray',
          content: <PlaceLine place={place} />,
        }))}
      />
      {isBusy && <Typography.Text type="secondary">{t('nobodyNow')}</Typography.Text>}
    </>
  )
}

function PlaceLine({ place }: { place: Place }) {
  const t = useT()
  const language = useLanguage()
  const bureaus = place.with_whom.map((each) => pick(language, each)).join(t('comma'))
  const parts: string[] = []
  if (place.mine) parts.push(place.phase === 'now' ? t('withYou') : t('byMe'))
  else if (place.waits) parts.push(place.phase === 'now' ? t('publicWait') : '')
  else if (bureaus) parts.push(place.phase === 'now' ? t('withBureau', { bureaus }) : bureaus)
  if (place.phase === 'now' && place.since) parts.push(t('sinceMoment', { moment: momentText(place.since) }))
  if (place.phase === 'now' && place.until) parts.push(t('untilMoment', { moment: deadlineText(place.until) }))
  if (place.phase === 'done' && place.until) parts.push(t('doneAt', { moment: momentText(place.until) }))
  if (place.phase === 'ahead' && place.limit_working_days) parts.push(t('days', { count: place.limit_working_days }))
  if (place.phase === 'ahead' && !place.usual) parts.push(t('ifNeeded'))
  const phase = { done: t('done'), now: t('now'), ahead: t('ahead'), stopped: t('stopped') }[place.phase] ?? ''
  const isNow = place.phase === 'now'
  return (
    <div aria-current={isNow ? 'step' : undefined}>
      <Typography.Text strong={isNow} type={place.phase === 'ahead' ? 'secondary' : undefined}>
        {pick(language, place.name)}
      </Typography.Text>{' '}
      <Tag color={isNow ? 'processing' : undefined}>{phase}</Tag>
      <div>
        <Typography.Text type="secondary">{parts.filter(Boolean).join(' · ')}</Typography.Text>
      </div>
    </div>
  )
}

function Decision({ decision }: { decision: Schemas['ClaimDecisionOut'] }) {
  const t = useT()
  const language = useLanguage()
  return (
    <Card title={t('decision')}>
      <Descriptions
        size="small"
        column={2}
        items={[
          { key: 'claimed', label: t('claimed'), children: <Money amount={decision.claimed_yuan} /> },
          { key: 'payable', label: t('payable'), children: <strong><Money amount={decision.payable_yuan} /></strong> },
          { key: 'refused', label: t('refused'), children: <Money amount={decision.refused_yuan} /> },
          { key: 'cut', label: t('cut'), children: <Money amount={decision.cut_yuan} /> },
          { key: 'capitals', label: t('capitals'), span: 2, children: <span lang="zh-CN">{decision.payable_in_capitals}</span> },
        ]}
      />
      {decision.not_paid.length > 0 && (
        <>
          <Typography.Title level={2} style={{ fontSize: 14, margin: '12px 0 8px' }}>
            {t('notPaid')}
          </Typography.Title>
          <Sideways label={t('notPaid')}>
          <Table<Schemas['LineDecisionOut']>
            rowKey="line"
            size="small"
            pagination={decision.not_paid.length > 20 ? { pageSize: 20, showSizeChanger: false } : false}
            dataSource={decision.not_paid}
            columns={[
              { title: t('line'), dataIndex: 'line', align: 'right', className: 'tabular' },
              { title: t('person'), dataIndex: 'name' },
              { title: t('claimed'), align: 'right', render: (_, row) => <Money amount={row.claimed_yuan} /> },
              { title: t('payable'), align: 'right', render: (_, row) => <Money amount={row.payable_yuan} /> },
              {
                title: t('why'),
                render: (_, row) => (
                  <>
                    <Tag>{row.state === 'refused' ? t('refusedLine') : t('cutLine')}</Tag>
                    {row.rules.map((rule, i) => (
                      <div key={i}>
                        {rule['rule']} {pick(language, rule as { zh: string; en: string })}
                      </div>
                    ))}
                  </>
                ),
              },
            ]}
          />
          </Sideways>
        </>
      )}
    </Card>
  )
}

function Payments({ payments }: { payments: Schemas['PaymentOut'][] }) {
  const t = useT()
  const language = useLanguage()
  return (
    <Card title={t('payments')}>
      <Sideways label={t('payments')}>
      <Table<Schemas['PaymentOut']>
        rowKey="order_number"
        size="small"
        pagination={false}
        dataSource={payments}
        columns={[
          { title: t('order'), dataIndex: 'order_number' },
          { title: t('source'), render: (_, row) => pick(language, row.fund_source) },
          { title: t('amount'), align: 'right', render: (_, row) => <Money amount={row.amount_yuan} /> },
          { title: t('state'), render: (_, row) => pick(language, row.state_name) },
          { title: t('receipt'), dataIndex: 'receipt' },
        ]}
      />
      </Sideways>
    </Card>
  )
}

function Withdraw({ progress }: { progress: Progress }) {
  const t = useT()
  const queries = useQueryClient()
  const [isOpen, setOpen] = useState(false)
  const [reason, setReason] = useState('')
  const key = useRef('')
  const withdraw = useMutation({
    mutationFn: () =>
      read(
        api.POST('/cases/{case_id}/withdraw', {
          params: { path: { case_id: progress.case_id }, header: commandHeaders(key.current) },
          body: { reason },
        }),
      ),
    onSuccess: () => {
      setOpen(false)
      announce(t('withdrawn'))
      void queries.invalidateQueries({ queryKey: ['my-cases'] })
      return queries.invalidateQueries({ queryKey: ['progress', progress.case_id] })
    },
  })
  return (
    <>
      <Button
        danger
        onClick={() => {
          key.current = newKey()
          withdraw.reset()
          setOpen(true)
        }}
      >
        {t('withdraw')}
      </Button>
      <Modal
        open={isOpen}
        title={t('withdrawQuestion')}
        okText={t('withdraw')}
        okButtonProps={{ danger: true, loading: withdraw.isPending }}
        cancelText={t('cancel')}
        onOk={() => withdraw.mutate()}
        onCancel={() => setOpen(false)}
      >
        <Typography.Paragraph>{t('withdrawHint')}</Typography.Paragraph>
        <label htmlFor="withdraw-reason">{t('withdrawReason')}</label>
        <Input.TextArea
          id="withdraw-reason"
          maxLength={4000}
          autoSize={{ minRows: 2, maxRows: 6 }}
          value={reason}
          onChange={(event) => setReason(event.target.value)}
        />
        {withdraw.error && <Failure problem={withdraw.error} />}
      </Modal>
    </>
  )
}
