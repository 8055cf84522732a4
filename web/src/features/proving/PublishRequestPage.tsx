/** One request to publish: the second person sees what the first saw, and signs or refuses. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Alert, Button, Card, Descriptions, Flex, Input, Typography } from 'antd'
import type { TextAreaRef } from 'antd/es/input/TextArea'
import { useRef, useState } from 'react'
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

interface Decision {
  what: 'sign' | 'refuse' | 'withdraw'
  opinion: string
}

export default function PublishRequestPage() {
  const t = useT()
  const language = useLanguage()
  const { requestId = '' } = useParams()
  const client = useQueryClient()
  const asked = useQuery({
    queryKey: ['publish-request', requestId],
    queryFn: () => read(api.GET('/publish-requests/{request}', { params: { path: { request: requestId } } })),
  })
  const path = { params: { path: { request: requestId } } }
  const decide = useMutation({
    mutationFn: ({ what, opinion }: Decision) =>
      what === 'sign'
        ? read(api.POST('/publish-requests/{request}/sign', { ...path, body: { opinion } }))
        : what === 'refuse'
          ? read(api.POST('/publish-requests/{request}/refuse', { ...path, body: { opinion } }))
          : read(api.POST('/publish-requests/{request}/withdraw', path)),
    onSuccess: (done) => {
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
              <Button loading={decide.isPending} onClick={() => decide.mutate({ what: 'withdraw', opinion: '' })}>
                {t('withdrawRequest')}
              </Button>
            )}
          </>
        }
      />
      {request.state === 'open' && request.mine && <Alert type="info" showIcon title={t('mineHint')} style={{ marginBottom: 12 }} />}
      {request.outdated && <Alert type="warning" showIcon title={t('outdatedHint')} style={{ marginBottom: 12 }} />}
      {decide.error && <Failure problem={decide.error} />}
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
      {request.may_sign && (
        <Signing
          version={request.version}
          outdated={request.outdated}
          isBusy={decide.isPending}
          onDecide={(what, opinion) => decide.mutate({ what, opinion })}
        />
      )}
      <Dossier subject={subject} startsScenarios={request.state === 'open'} />
    </>
  )
}

/** The second person decides where everything is seen; what signing does stands beside the button. */
function Signing(props: {
  version: number
  outdated: boolean
  isBusy: boolean
  onDecide: (what: 'sign' | 'refuse', opinion: string) => void
}) {
  const t = useT()
  const [opinion, setOpinion] = useState('')
  const [isMissing, setMissing] = useState(false)
  const field = useRef<TextAreaRef>(null)
  const refuse = () => {
    if (opinion.trim() !== '') return props.onDecide('refuse', opinion)
    setMissing(true)
    field.current?.focus()
  }
  return (
    <Card size="small" style={{ marginBottom: 16 }} role="region" aria-label={t('sign')}>
      <Flex gap={12} align="flex-end" wrap>
        <label style={{ flex: '1 1 320px' }}>
          <div style={{ marginBottom: 4 }}>{t('signOpinion')}</div>
          <Input.TextArea
            ref={field}
            autoSize={{ minRows: 1, maxRows: 8 }}
            maxLength={4000}
            value={opinion}
            status={isMissing ? 'error' : ''}
            aria-invalid={isMissing}
            aria-describedby={isMissing ? 'refuse-reason' : undefined}
            onChange={(event) => {
              setOpinion(event.target.value)
              setMissing(false)
            }}
          />
        </label>
        <Button danger disabled={props.isBusy} onClick={refuse}>
          {t('refuse')}
        </Button>
        <Button
          type="primary"
          loading={props.isBusy}
          disabled={props.outdated}
          onClick={() => props.onDecide('sign', opinion)}
        >
          {t('sign')}
        </Button>
      </Flex>
      {isMissing ? (
        <Typography.Text type="danger" id="refuse-reason" role="alert">
          {t('refuseReason')}
        </Typography.Text>
      ) : (
        <Typography.Text type="secondary">{t('signDoes', { n: props.version })}</Typography.Text>
      )}
    </Card>
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
