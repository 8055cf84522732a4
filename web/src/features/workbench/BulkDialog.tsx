/** Many tasks at once: what would happen and who is left out, then each with its own result. */
import { useQuery } from '@tanstack/react-query'
import { Alert, Button, Flex, Input, Modal, Progress, Radio, Select } from 'antd'
import { useEffect, useRef, useState } from 'react'

import { api, commandHeaders, newKey, read, type Schemas } from '../../api/client'
import { announce } from '../../design/announce'
import { Failure } from '../../design/Failure'
import { moneyInText } from '../../design/formats'
import { useHotkeys } from '../../design/hotkeys'
import { Waiting } from '../../design/Waiting'
import { pick, useLanguage } from '../../i18n'
import { keyOf, parseKey } from './address'
import type { BulkVerb } from './BulkBar'
import { nameOf, Number_, titleOf } from './columns'
import { useT } from './messages'
import { useColumns } from './queries'

type Preview = Schemas['BulkPreviewOut']
type Outcome = Schemas['OutcomeOut']

/** So many in one request, so that progress can be seen. */
const TOGETHER = 20

interface Props {
  verb: BulkVerb
  keys: readonly string[]
  close: () => void
  onDone: (done: readonly string[], failed: ReadonlyMap<string, string>) => void
}

const TITLES = {
  complete: 'bulkComplete',
  claim: 'bulkClaim',
  release: 'bulkRelease',
  transfer: 'bulkTransfer',
} as const

export function BulkDialog({ verb, keys, close, onDone }: Props) {
  const t = useT()
  const language = useLanguage()
  const [outcome, setOutcome] = useState<string | null>(null)
  const [opinion, setOpinion] = useState('')
  const [to, setTo] = useState<string | null>(null)
  const [reason, setReason] = useState('')
  const [progress, setProgress] = useState<number | null>(null)
  const [failure, setFailure] = useState<unknown>(null)
  const key = useRef(newKey())
  const writing = useRef<HTMLDivElement>(null)

  const tasks = keys.flatMap((each) => {
    const found = parseKey(each)
    return found ? [{ case_id: found.caseId, task: found.task }] : []
  })
  const preview = useQuery({
    queryKey: ['bulk', verb, keys, outcome, to],
    queryFn: ({ signal }) =>
      read(
        api.POST('/tasks/bulk/preview', {
          body: { verb, tasks, outcome, to, opinion: '', reason: '' },
          signal,
        }),
      ),
    placeholderData: (before) => before,
    gcTime: 0,
  })
  const found = preview.data
  const chosen = found?.outcomes.find((each) => each.id === outcome)
  const needsOutcome = verb === 'complete' && (found?.outcomes.length ?? 0) > 0
  const noOutcome = verb === 'complete' && found !== undefined && found.items.length > 0 && !needsOutcome
  const isReady =
    found !== undefined &&
    !preview.isPlaceholderData &&
    progress === null &&
    found.items.length > 0 &&
    !noOutcome &&
    (!needsOutcome || (chosen !== undefined && (chosen.opinion !== 'required' || opinion.trim() !== ''))) &&
    (verb !== 'transfer' || (to !== null && reason.trim() !== ''))

  async function act() {
    if (!isReady) return
    const wanted = found.items.map(({ case_id, task }) => ({ case_id, task }))
    const done: string[] = []
    const failed = new Map(
      found.left_out.map((each) => [keyOf(each), pick(language, each.problem.details)]),
    )
    setFailure(null)
    try {
      for (let from = 0; from < wanted.length; from += TOGETHER) {
        setProgress(from)
        const some = wanted.slice(from, from + TOGETHER)
        const { results } = await read(
          api.POST('/tasks/bulk', {
            params: { header: commandHeaders(`${key.current}-${from}`) },
            body: { verb, tasks: some, outcome, opinion: opinionOf(chosen, opinion), to, reason },
          }),
        )
        for (const each of results)
          if (each.problem) failed.set(keyOf(each), pick(language, each.problem.details))
          else done.push(keyOf(each))
      }
    } catch (problem) {
      // The same key: what was done is not done again.
      setProgress(null)
      setFailure(problem)
      return
    }
    setProgress(null)
    const words =
      failed.size > 0
        ? t('bulkPartly', { done: done.length, failed: failed.size })
        : t('bulkDone', { count: done.length })
    announce(words)
    onDone(done, failed)
    close()
  }

  useHotkeys([
    {
      id: 'wb.bulk.do',
      key: 'Ctrl+Enter',
      group: t('bulk'),
      label: t(TITLES[verb]),
      inInputs: true,
      run: () => void act(),
    },
    ...(found?.outcomes ?? []).slice(0, 9).map((each, i) => ({
      id: `wb.bulk.${i + 1}`,
      key: String(i + 1),
      group: t('bulkOutcome'),
      label: pick(language, each),
      run: () => choose(each.id),
    })),
  ])

  function choose(id: string) {
    setOutcome(id)
    writing.current?.querySelector('textarea')?.focus()
  }
  useEffect(() => {
    if (outcome) writing.current?.querySelector('textarea')?.focus()
  }, [outcome])

  return (
    <Modal
      open
      width={760}
      title={t(TITLES[verb])}
      onCancel={close}
      mask={{ closable: false }}
      footer={
        <Flex justify="space-between" align="center" gap={12}>
          <span className="wb-faint">{t('bulkNoWayBack')}</span>
          <Flex gap={8}>
            <Button onClick={close}>{t('cancel')}</Button>
            <Button
              type="primary"
              disabled={!isReady}
              loading={progress !== null}
              title={t('hintKey', { key: 'Ctrl+Enter' })}
              onClick={() => void act()}
            >
              {t('bulkDo', { verb: t(verb), count: found?.items.length ?? 0 })}
            </Button>
          </Flex>
        </Flex>
      }
    >
      {preview.isError && <Failure problem={preview.error} retry={() => void preview.refetch()} />}
      {failure !== null && <Failure problem={failure} retry={() => void act()} />}
      {preview.isPending && <Waiting rows={5} />}
      {found && (
        <Flex vertical gap={12} ref={writing}>
          {progress !== null && (
            <div role="status">
              {t('bulkRunning', { done: progress, total: found.items.length })}
              <Progress percent={Math.round((progress / found.items.length) * 100)} showInfo={false} />
            </div>
          )}
          {noOutcome && <Alert type="warning" showIcon title={t('bulkNoOutcome')} />}
          {needsOutcome && (
            <div role="group" aria-label={t('bulkOutcome')}>
              <Radio.Group
                value={outcome}
                onChange={(event) => choose(event.target.value as string)}
                options={found.outcomes.map((each, i) => ({
                  value: each.id,
                  label: `${pick(language, each)} (${i + 1})`,
                }))}
              />
            </div>
          )}
          {needsOutcome && chosen?.opinion !== 'none' && (
            <label>
              {chosen?.opinion === 'required' ? t('bulkOpinionRequired') : t('bulkOpinion')}
              <Input.TextArea
                value={opinion}
                maxLength={4000}
                rows={3}
                onChange={(event) => setOpinion(event.target.value)}
              />
            </label>
          )}
          {verb === 'transfer' && (
            <Transfer found={found} to={to} setTo={setTo} reason={reason} setReason={setReason} />
          )}
          <Summary found={found} />
        </Flex>
      )}
    </Modal>
  )
}

function opinionOf(outcome: Outcome | undefined, opinion: string): string {
  return outcome?.opinion === 'none' ? '' : opinion.trim()
}

interface TransferProps {
  found: Preview
  to: string | null
  setTo: (person: string) => void
  reason: string
  setReason: (reason: string) => void
}

function Transfer({ found, to, setTo, reason, setReason }: TransferProps) {
  const t = useT()
  const language = useLanguage()
  if (found.items.length > 0 && found.candidates.length === 0)
    return <Alert type="warning" showIcon title={t('bulkToNobody')} />
  return (
    <>
      <label>
        {t('bulkTo')}
        <Select
          aria-label={t('bulkTo')}
          value={to}
          style={{ width: '100%' }}
          showSearch={{ optionFilterProp: 'label' }}
          onChange={setTo}
          options={found.candidates.map((each) => ({ value: each.id, label: pick(language, each) }))}
        />
      </label>
      <label>
        {t('bulkReason')}
        <Input.TextArea value={reason} rows={2} maxLength={4000} onChange={(event) => setReason(event.target.value)} />
      </label>
    </>
  )
}

/** The cases with their sum, and those that are left out with the reason of each. */
function Summary({ found }: { found: Preview }) {
  const t = useT()
  const language = useLanguage()
  const processes = useColumns().data ?? []
  return (
    <>
      <div aria-live="polite">
        {found.items.length > 0 ? (
          <strong>{t('bulkItems', { count: found.items.length })}</strong>
        ) : (
          t('bulkNone')
        )}
        {found.amount_yuan && `${language === 'zh' ? '，' : ', '}${t('bulkAmount', { amount: moneyInText(found.amount_yuan) })}`}
        {found.amount_yuan && found.without_amount > 0 && (
          <span className="wb-faint"> {t('bulkWithout', { count: found.without_amount })}</span>
        )}
      </div>
      {found.items.length > 0 && (
        <ul className="wb-bulk-list" tabIndex={0} aria-label={t('bulkItems', { count: found.items.length })}>
          {found.items.map((row) => (
            <li key={keyOf(row)}>
              <Number_ number={row.number} /> {nameOf(row, language, processes)} · {titleOf(row, language)}
              {row.amount_yuan && <span className="tabular"> · {moneyInText(row.amount_yuan)}</span>}
            </li>
          ))}
        </ul>
      )}
      {found.left_out.length > 0 && (
        <Alert
          type="warning"
          title={t('bulkLeftOut', { count: found.left_out.length })}
          description={
            <ul className="wb-bulk-list" tabIndex={0} aria-label={t('bulkLeftOut', { count: found.left_out.length })}>
              {found.left_out.map((each) => (
                <li key={keyOf(each)}>
                  {each.number && <Number_ number={each.number} />} {pick(language, each.problem.details)}
                </li>
              ))}
            </ul>
          }
        />
      )}
    </>
  )
}
