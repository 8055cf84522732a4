/** 完整性校验: the chain recomputed here from the raw bytes, and what exactly that proves. */
import { SafetyCertificateOutlined } from '@ant-design/icons'
import { useMutation, useQuery } from '@tanstack/react-query'
import { Alert, Button, Card, Flex, Input, Progress, Typography } from 'antd'
import { useState } from 'react'
import { Link, useParams } from 'react-router'

import { api, read } from '../../../api/client'
import { announce } from '../../../design/announce'
import { Empty } from '../../../design/Empty'
import { Failure } from '../../../design/Failure'
import { exactMoment } from '../../../design/formats'
import { useHotkeys } from '../../../design/hotkeys'
import { PageHead } from '../../../design/PageHead'
import { Waiting } from '../../../design/Waiting'
import { pick, useLanguage } from '../../../i18n'
import { checkInBrowser } from './checking'
import { saveText } from './download'
import { Hash } from './EntryPanel'
import { FactList } from './Facts'
import { useT } from './messages'
import { type Chain, compareHead, type Rule } from './model/chain'
import { journalBytes } from './useCase'

const RULES: Record<Rule, 'ruleHash' | 'ruleLink' | 'ruleGap' | 'ruleUnreadable' | 'ruleForeign' | 'ruleEnd'> = {
  hash: 'ruleHash',
  link: 'ruleLink',
  gap: 'ruleGap',
  unreadable: 'ruleUnreadable',
  foreign: 'ruleForeign',
  end: 'ruleEnd',
}

interface Checked {
  chain: Chain
  milliseconds: number
  at: string
}

export default function IntegrityPage() {
  const t = useT()
  const caseId = useParams().caseId!
  const [progress, setProgress] = useState({ done: 0, total: 0 })
  const row = useQuery({
    queryKey: ['case', caseId],
    queryFn: () => read(api.GET('/cases/{case_id}', { params: { path: { case_id: caseId } } })),
  })
  const server = useQuery({
    queryKey: ['integrity', caseId],
    enabled: false,
    queryFn: () => read(api.GET('/cases/{case_id}/integrity', { params: { path: { case_id: caseId } } })),
  })
  const check = useMutation({
    mutationFn: async (): Promise<Checked> => {
      setProgress({ done: 0, total: 0 })
      // Its own finding, for comparison; whether it comes does not matter for ours.
      void server.refetch()
      const bytes = await journalBytes(caseId)
      const start = performance.now()
      const chain = await checkInBrowser(bytes, (done, total) => setProgress({ done, total }))
      return { chain, milliseconds: Math.round(performance.now() - start), at: new Date().toISOString() }
    },
    onSuccess: ({ chain }) => announce(verdict(chain, t)),
  })
  useHotkeys([{ id: 'check', key: 'V', label: t('check'), group: t('integrity'), run: () => check.mutate() }])

  if (row.isPending) return <Waiting />
  if (row.error) return <Failure problem={row.error} retry={() => void row.refetch()} />
  const checked = check.data
  return (
    <>
      <PageHead
        title={t('integrityOf', { number: row.data.number })}
        hint={t('recorded')}
        actions={
          <>
            <Link to={`/audit/cases/${caseId}/replay`}>
              <Button tabIndex={-1}>{t('toReplay')}</Button>
            </Link>
            <Button
              type="primary"
              icon={<SafetyCertificateOutlined />}
              loading={check.isPending}
              onClick={() => check.mutate()}
            >
              {t('check')}
            </Button>
          </>
        }
      />
      <Flex vertical gap={16} style={{ maxWidth: 980 }}>
        {check.error && <Failure problem={check.error} retry={() => check.mutate()} />}
        {check.isPending && progress.total > 0 && (
          <Progress
            percent={Math.round((100 * progress.done) / progress.total)}
            aria-label={t('checking', progress)}
            format={() => t('checking', progress)}
          />
        )}
        {!checked && !check.isPending && <Empty title={t('notChecked')} hint={t('notCheckedHint')} />}
        {checked && <Verdict checked={checked} caseId={caseId} />}
        {checked && (
          <Card size="small" title={t('serverSays')}>
            {server.isFetching && <Waiting rows={1} />}
            {server.error && <Failure problem={server.error} retry={() => void server.refetch()} />}
            {server.data && <ServerSays told={server.data} chain={checked.chain} />}
          </Card>
        )}
        {checked && <Head checked={checked} number={row.data.number} caseId={caseId} />}
        <Proof isMasked={checked?.chain.masked ?? false} />
      </Flex>
    </>
  )
}

function verdict(chain: Chain, t: ReturnType<typeof useT>): string {
  const first = chain.findings[0]
  if (first) return t('broken', { entry: first.entry, what: t(RULES[first.rule]) })
  return t(chain.masked ? 'soundMasked' : 'sound', { entries: chain.entries })
}

function Verdict({ checked: { chain, milliseconds }, caseId }: { checked: Checked; caseId: string }) {
  const t = useT()
  const [first, ...others] = chain.findings
  return (
    <Alert
      type={first ? 'error' : chain.masked ? 'warning' : 'success'}
      showIcon
      role={first ? 'alert' : 'status'}
      title={<strong>{verdict(chain, t)}</strong>}
      description={
        <>
          <div>{t('byBrowser', { milliseconds })}</div>
          {others.length > 0 && (
            <div>
              {t('furtherFindings', { count: others.length })}
              <ul style={{ margin: 0, paddingInlineStart: 20 }}>
                {others.slice(0, 20).map((each, i) => (
                  <li key={i}>{t('broken', { entry: each.entry, what: t(RULES[each.rule]) })}</li>
                ))}
              </ul>
            </div>
          )}
        </>
      }
      action={
        first && (
          <Link to={`/audit/cases/${caseId}/replay?entry=${first.entry}`}>{t('openEntry', { entry: first.entry })}</Link>
        )
      }
    />
  )
}

function ServerSays({
  told,
  chain,
}: {
  told: { sound: boolean; entries: number; head: string; changed: Remark[]; missing: Remark[] }
  chain: Chain
}) {
  const t = useT()
  const language = useLanguage()
  const remarks = [...told.changed, ...told.missing]
  const differs = told.head !== chain.head && told.sound
  return (
    <Flex vertical gap={4}>
      <span>
        {told.sound
          ? t('serverSound', { entries: told.entries })
          : t('serverBroken', {
              what: remarks.map((each) => `${t('entry', { entry: each.entry })} ${pick(language, each)}`).join(t('semicolon')),
            })}
      </span>
      {differs && <Alert type="error" showIcon title={t('serverDiffers')} />}
    </Flex>
  )
}

interface Remark {
  entry: number
  zh: string
  en: string
}

function Head({ checked: { chain, at }, number, caseId }: { checked: Checked; number: string; caseId: string }) {
  const t = useT()
  const [kept, setKept] = useState('')
  const [asked, setAsked] = useState<string | null>(null)
  const compared = asked === null ? null : compareHead(chain, asked)
  const receipt = () =>
    saveText(
      `${JSON.stringify({ case: caseId, number, entries: chain.entries, head: chain.head, checked_at: at }, null, 1)}\n`,
      `${number}-head.json`,
    )
  return (
    <Card size="small" title={t('head')}>
      <Flex vertical gap={12} align="flex-start">
        <FactList
          facts={[
            [t('head'), <Hash hash={chain.head} />],
            [t('at'), exactMoment(at)],
          ]}
        />
        <div>
          <Button onClick={receipt} disabled={chain.findings.length > 0}>
            {t('receipt')}
          </Button>{' '}
          <Typography.Text type="secondary">{t('receiptHint')}</Typography.Text>
        </div>
        <Flex
          component="form"
          vertical
          gap={6}
          style={{ width: '100%' }}
          onSubmit={(event: React.FormEvent) => {
            event.preventDefault()
            setAsked(kept)
          }}
        >
          <label htmlFor="kept-head">{t('kept')}</label>
          <Flex gap={8}>
            <Input.TextArea
              id="kept-head"
              autoSize={{ minRows: 1, maxRows: 6 }}
              placeholder={t('keptHint')}
              value={kept}
              onChange={(event) => setKept(event.target.value)}
              spellCheck={false}
            />
            <Button htmlType="submit" disabled={kept.trim() === ''}>
              {t('compareHead')}
            </Button>
          </Flex>
        </Flex>
        {compared && (
          <Alert
            style={{ width: '100%' }}
            showIcon
            role="status"
            type={compared.kind === 'differs' ? 'error' : compared.kind === 'unusable' ? 'warning' : 'success'}
            title={
              compared.kind === 'grown'
                ? t('grown', { entry: compared.entry, more: chain.entries - compared.entry })
                : t(compared.kind)
            }
          />
        )}
      </Flex>
    </Card>
  )
}

function Proof({ isMasked }: { isMasked: boolean }) {
  const t = useT()
  const proves = isMasked ? (['provesMasked'] as const) : (['proves1', 'proves2'] as const)
  const not = isMasked ? (['not0', 'not1', 'not2', 'not3'] as const) : (['not1', 'not2', 'not3'] as const)
  return (
    <Flex gap={16} wrap>
      {(
        [
          ['proves', proves],
          ['notProves', not],
        ] as const
      ).map(([title, points]) => (
        <Card key={title} size="small" title={t(title)} style={{ flex: '1 1 360px' }}>
          <ul style={{ margin: 0, paddingInlineStart: 20 }}>
            {points.map((point) => (
              <li key={point}>{t(point)}</li>
            ))}
          </ul>
        </Card>
      ))}
    </Flex>
  )
}
