/** The scenarios of a version with what the last run found: expected beside found. */
import { CheckCircleFilled, CloseCircleFilled, MinusCircleOutlined, PlayCircleOutlined } from '@ant-design/icons'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Alert, Button, Flex, Progress, Table, theme, Typography } from 'antd'
import { useEffect, useRef } from 'react'

import { api, read, type Schemas } from '../../api/client'
import { announce } from '../../design/announce'
import { Empty } from '../../design/Empty'
import { ExpandTitle } from '../../design/ExpandTitle'
import { Failure } from '../../design/Failure'
import { Waiting } from '../../design/Waiting'
import { pick, useLanguage } from '../../i18n'
import { useT } from './messages'
import { useLatestRun, useScenarios } from './questions'
import { ScenarioCoverage } from './ScenarioCoverage'
import type { Subject } from './subject'

type Result = Schemas['ScenarioResultOut']
type Row = Schemas['ScenarioOut'] & { result?: Result | undefined }

/** `startsItself`: play them at once where they were never played. */
export function ScenarioResults({ subject, startsItself = false }: { subject: Subject; startsItself?: boolean }) {
  const t = useT()
  const language = useLanguage()
  const client = useQueryClient()
  const scenarios = useScenarios(subject)
  const latest = useLatestRun(subject)
  const run = latest.data
  const play = useMutation({
    mutationFn: () => {
      const body = subject.workspace ? { workspace: subject.workspace } : { bundle: subject.bundle ?? '' }
      return read(api.POST('/scenario-runs', { body }))
    },
    onSuccess: (begun) => {
      client.setQueryData(['scenario-run', subject.bundle, subject.workspace, subject.against], begun)
    },
  })
  const started = useRef(false)
  const count = scenarios.data?.length ?? 0
  const { mutate } = play
  useEffect(() => {
    if (!startsItself || started.current || count === 0 || run !== null) return
    started.current = true
    mutate()
  }, [startsItself, count, run, mutate])
  const state = run?.state
  const before = useRef(state)
  useEffect(() => {
    if (before.current === 'running' && run && run.state !== 'running') announce(summary(run))
    before.current = state
  }, [run, state])

  if (scenarios.error) return <Failure problem={scenarios.error} retry={() => void scenarios.refetch()} />
  if (!scenarios.data) return <Waiting rows={3} />
  if (count === 0) return <Empty title={t('noScenarios')} hint={t('noScenariosHint')} />
  const isRunning = run?.state === 'running' || play.isPending
  const rows: Row[] = scenarios.data.map((each) => ({ ...each, result: run?.results.find((one) => one.id === each.id) }))
  return (
    <Flex vertical gap={12}>
      <Flex gap={12} align="center" wrap>
        <Button icon={<PlayCircleOutlined />} loading={isRunning} onClick={() => mutate()}>
          {t('play')}
        </Button>
        {isRunning && run && (
          <span role="status">
            {run.total > 0 ? t('playing', { done: run.done, total: run.total }) : t('preparing')}
          </span>
        )}
        {!isRunning && run?.state === 'done' && <Typography.Text strong>{summary(run)}</Typography.Text>}
      </Flex>
      {isRunning && run && run.total > 0 && (
        <Progress percent={Math.round((100 * run.done) / run.total)} size="small" aria-label={t('play')} />
      )}
      {play.error && <Failure problem={play.error} retry={() => mutate()} />}
      {run?.state === 'failed' && <Alert type="error" showIcon title={t('runFailed')} description={<pre style={{ whiteSpace: 'pre-wrap', margin: 0 }}>{run.failure}</pre>} />}
      <Table<Row>
        size="small"
        rowKey="id"
        dataSource={rows}
        pagination={false}
        expandable={{
          columnTitle: <ExpandTitle />,
          expandedRowRender: (row) => <Details row={row} />,
          rowExpandable: (row) => row.result !== undefined || row.problem !== '',
          defaultExpandedRowKeys: rows.filter((row) => row.problem || row.result?.ok === false).map((row) => row.id),
        }}
        key={run?.finished_at ?? 'unplayed'}
        columns={[
          { title: t('scenarioId'), dataIndex: 'id', width: 150 },
          { title: t('state'), width: 120, render: (_, row) => <Verdict row={row} /> },
          { title: t('title'), render: (_, row) => pick(language, row.title) },
          {
            title: t('secondOpinion'),
            render: (_, row) =>
              row.result?.differences.length ? row.result.differences.join('; ') : row.result?.opinion ? <CheckCircleFilled aria-label={t('holds')} /> : '',
            width: 110,
          },
        ]}
      />
      {run?.state === 'done' && !play.isPending && <ScenarioCoverage subject={subject} run={run.id} />}
    </Flex>
  )
}

function summary(run: Schemas['ScenarioRunOut']): string {
  const failed = run.results.filter((each) => !each.ok).length
  return failed === 0 ? useT.now('allHold', { n: run.total }) : useT.now('someFail', { n: failed, total: run.total })
}

function Verdict({ row }: { row: Row }) {
  const t = useT()
  const { token } = theme.useToken()
  if (row.problem || row.result?.ok === false)
    return (
      <span style={{ color: token.colorError }}>
        <CloseCircleFilled aria-hidden /> {t('fails')}
      </span>
    )
  if (!row.result)
    return (
      <span style={{ color: token.colorTextSecondary }}>
        <MinusCircleOutlined aria-hidden /> {t('notPlayed')}
      </span>
    )
  return (
    <span>
      <CheckCircleFilled aria-hidden style={{ color: token.colorSuccess }} /> {t('holds')}
    </span>
  )
}

function Details({ row }: { row: Row }) {
  const t = useT()
  const { token } = theme.useToken()
  if (row.problem) return <pre style={{ whiteSpace: 'pre-wrap', margin: 0 }}>{row.problem}</pre>
  const result = row.result
  if (!result) return null
  return (
    <Flex vertical gap={8}>
      {result.failure && <pre style={{ whiteSpace: 'pre-wrap', margin: 0, color: token.colorError }}>{result.failure}</pre>}
      {result.checks.length > 0 && (
        <Table<Schemas['CheckOut']>
          size="small"
          rowKey={(check) => check.what}
          pagination={false}
          dataSource={[...result.checks].sort((a, b) => Number(a.ok) - Number(b.ok))}
          columns={[
            {
              title: t('what'),
              render: (_, check) => (
                <>
                  {check.ok ? (
                    <CheckCircleFilled aria-label={t('holds')} style={{ color: token.colorSuccess }} />
                  ) : (
                    <CloseCircleFilled aria-label={t('fails')} style={{ color: token.colorError }} />
                  )}{' '}
                  {check.what}
                </>
              ),
            },
            { title: t('expected'), dataIndex: 'expected' },
            { title: t('found'), dataIndex: 'found' },
          ]}
        />
      )}
      {result.opinion && (
        <Typography.Text type="secondary">
          {t('secondOpinion')}：{result.opinion}
        </Typography.Text>
      )}
    </Flex>
  )
}
