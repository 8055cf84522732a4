/** One request to publish: the second person sees what the first saw, and signs or refuses. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Alert, Button, Card, Descriptions, Flex, Input, Modal, Typography } from 'antd'
import { useState } from 'react'
import { useParams } from 'react-router'

import { api, read } from '../../api/client'
import { announce } from '../../design/announce'
import { Failure } from '../../design/Failure'
import { Moment } from '../../design/Moment'
import { LinkButton } from '../../design/LinkButton'
import { PageHead } from '../../design/PageHead'
import { Waiting } from '../../design/Waiting'
import { pick, useLanguage } from '../../i18n'
import { Dossier } from './Dossier'
import { useT } from './messages'
import { stateName } from './PublishRequestsPage'
import { query, type Subject } from './subject'

export default function PublishRequestPage() {
  const t = useT()
  const language = useLanguage()
  const { requestId = '' } = useParams()
  const client = useQueryClient()
  const [asks, setAsks] = useState<'sign' | 'refuse' | null>(null)
  const [opinion, setOpinion] = useState('')
  const asked = useQuery({
    queryKey: ['publish-request', requestId],
    queryFn: () => read(api.GET('/publish-requests/{request}', { params: { path: { request: requestId } } })),
  })
  const path = { params: { path: { request: requestId } } }
  const decide = useMutation({
    mutationFn: (what: 'sign' | 'refuse' | 'withdraw') =>
      what === 'sign'
        ? read(api.POST('/publish-requests/{request}/sign', { ...path, body: { opinion } }))
        : what === 'refuse'
          ? read(api.POST('/publish-requests/{request}/refuse', { ...path, body: { opinion } }))
          : read(api.POST('/publish-requests/{request}/withdraw', path)),
    onSuccess: (done) => {
      setAsks(null)
      announce(
        done.state === 'published' ? t('signed', { n: done.version }) : done.state === 'refused' ? t('refused') : t('withdrawn'),
      )
      void client.invalidateQueries()
    },
  })
  if (asked.error) return <Failure problem={asked.error} retry={() => void asked.refetch()} />
  if (!asked.data) return <Waiting rows={12} />
  const request = asked.data
  // What was compared when it was asked, so that both see the same.
  const subject: Subject = { bundle: request.bundle, ...(request.base ? { against: request.base } : {}) }
  const title = `${pick(language, { zh: request.title_zh, en: request.title_en }) || request.key} ${t('version', { n: request.version })}`
  return (
    <>
      <PageHead
        title={title}
        hint={stateName(request.state)}
        actions={
          <>
            <LinkButton to={`/compare?${query(subject)}`}>{t('compare')}</LinkButton>
            {request.state === 'open' && request.mine && (
              <Button loading={decide.isPending} onClick={() => decide.mutate('withdraw')}>
                {t('withdrawRequest')}
              </Button>
            )}
            {request.may_sign && (
              <>
                <Button danger onClick={() => setAsks('refuse')}>
                  {t('refuse')}
                </Button>
                <Button type="primary" disabled={request.outdated} onClick={() => setAsks('sign')}>
                  {t('sign')}
                </Button>
              </>
            )}
          </>
        }
      />
      {request.state === 'open' && request.mine && <Alert type="info" showIcon title={t('mineHint')} style={{ marginBottom: 12 }} />}
      {request.outdated && <Alert type="warning" showIcon title={t('outdatedHint')} style={{ marginBottom: 12 }} />}
      {decide.error && asks === null && <Failure problem={decide.error} />}
      <Card size="small" style={{ marginBottom: 16 }}>
        <Descriptions
          size="small"
          column={{ xs: 1, md: 2, xl: 4 }}
          items={[
            { key: 'reason', label: t('publishReason'), children: request.reason, span: 'filled' },
            { key: 'by', label: t('requestedBy'), children: pick(language, request.requested_by) },
            { key: 'at', label: t('requestedAt'), children: <Moment at={request.requested_at} /> },
            ...(request.decided_by
              ? [
                  { key: 'decided', label: t('decidedBy'), children: pick(language, request.decided_by) },
                  { key: 'decidedAt', label: t('decidedAt'), children: <Moment at={request.decided_at} /> },
                ]
              : []),
            ...(request.opinion ? [{ key: 'opinion', label: t('opinion'), children: request.opinion }] : []),
          ]}
        />
        <Typography.Text type="secondary">{asItWas(request.evidence)}</Typography.Text>
      </Card>
      <Dossier subject={subject} startsScenarios={request.state === 'open'} />
      <Modal
        open={asks !== null}
        title={asks === 'sign' ? t('signSure', { n: request.version }) : t('refuse')}
        okText={asks === 'sign' ? t('sign') : t('refuse')}
        cancelText={t('cancel')}
        okButtonProps={{ danger: asks === 'refuse', disabled: asks === 'refuse' && opinion.trim() === '' }}
        confirmLoading={decide.isPending}
        onOk={() => asks && decide.mutate(asks)}
        onCancel={() => setAsks(null)}
      >
        <Flex vertical gap={8}>
          <label>
            <div style={{ marginBottom: 4 }}>{asks === 'sign' ? t('signOpinion') : t('refuseReason')}</div>
            <Input.TextArea
              autoFocus
              autoSize={{ minRows: 2, maxRows: 8 }}
              maxLength={4000}
              value={opinion}
              onChange={(event) => setOpinion(event.target.value)}
            />
          </label>
          {decide.error && <Failure problem={decide.error} />}
        </Flex>
      </Modal>
    </>
  )
}

interface Evidence {
  changes?: Record<string, number>
  cases?: number
  scenarios?: { total: number; failed: number; state: string } | null
}

function asItWas(evidence: Evidence): string {
  const changes = Object.values(evidence.changes ?? {}).reduce((sum, each) => sum + each, 0)
  const run = evidence.scenarios
  const scenarios =
    run && run.state === 'done'
      ? useT.now('scenariosSome', { ok: run.total - run.failed, total: run.total })
      : useT.now('scenariosNone')
  return useT.now('asItWas', { changes, cases: evidence.cases ?? 0, scenarios })
}
