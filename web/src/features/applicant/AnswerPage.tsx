/** 补正 and other steps asked of the applicant: the reason beside, only what is unlocked, a check, send. */
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Alert, Button, Card, Flex, Typography } from 'antd'
import { type ReactNode, useEffect, useMemo, useRef, useState } from 'react'
import { useParams, useSearchParams } from 'react-router'

import { api, commandHeaders, newKey, read, type Schemas } from '../../api/client'
import { ApiProblem, Unreachable } from '../../api/problem'
import { announce } from '../../design/announce'
import { Empty } from '../../design/Empty'
import { Failure } from '../../design/Failure'
import { momentText } from '../../design/formats'
import { LinkButton } from '../../design/LinkButton'
import { PageHead } from '../../design/PageHead'
import { Waiting } from '../../design/Waiting'
import { CaseForm, type CaseFormHandle, type FieldError, type Fields, findingsAsErrors, type FormDocument, untagged } from '../../forms'
import { pick, useLanguage } from '../../i18n'
import { useT } from './messages'
import { type KeptSheet, RosterField, type RosterKeeper, RosterKeeping } from './roster/RosterField'
import { SavingPill } from './SavingPill'
import { Summary } from './Summary'
import type { Saving } from './useStartDraft'

const AFTER_MS = 1000
const NO_ERRORS: readonly FieldError[] = []
const WIDGETS = { roster: RosterField }

export default function AnswerPage() {
  const t = useT()
  const { caseId = '' } = useParams()
  const [search] = useSearchParams()
  const asked = Number(search.get('task') ?? 0)
  const task = useQuery({
    queryKey: ['answer', caseId, asked],
    queryFn: () =>
      read(api.GET('/cases/{case_id}/tasks/{task}', { params: { path: { case_id: caseId, task: asked } } })),
    enabled: asked > 0,
    gcTime: 0,
    retry: (count, problem) => !(problem instanceof ApiProblem) && count < 2,
  })
  const back = <LinkButton to={`/applications/${caseId}`}>{t('toProgress')}</LinkButton>
  if (asked === 0 || (task.error instanceof ApiProblem && task.error.status === 404))
    return <NotYours back={back} />
  if (task.error) return <Failure problem={task.error} retry={() => void task.refetch()} />
  if (!task.data) return <Waiting />
  if (!task.data.may_complete || !task.data.form)
    return <NotYours back={back} />
  return <Answer key={asked} task={task.data} form={task.data.form as unknown as FormDocument} />
}

function NotYours({ back }: { back: ReactNode }) {
  const t = useT()
  return (
    <>
      <PageHead title={t('yourAnswer')} />
      <Empty title={t('notYours')} hint={t('notYoursHint')} action={back} />
    </>
  )
}

function Answer({ task, form: given }: { task: Schemas['TaskViewOut']; form: FormDocument }) {
  const t = useT()
  const language = useLanguage()
  const queries = useQueryClient()
  const path = useMemo(() => ({ case_id: task.case_id, task: task.task }), [task])
  const outcomes = given.outcomes ?? []
  const [outcome, setOutcome] = useState('')
  const [answers, setAnswers] = useState<Fields | null>(null)
  const [errors, setErrors] = useState<readonly FieldError[]>(NO_ERRORS)
  const [problem, setProblem] = useState<unknown>(null)
  const [isBusy, setBusy] = useState(false)
  const [isDone, setDone] = useState(false)
  const [saving, setSaving] = useState<Saving>('nothing')
  const [savedAt, setSavedAt] = useState<Date | null>(null)
  const key = useRef(newKey())
  const handle = useRef<CaseFormHandle>(null)
  const heading = useRef<HTMLDivElement>(null)
  const stores = useRef(new Map<string, () => Promise<boolean>>())
  const sheets = useRef<Record<string, KeptSheet>>({})
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const values = useMemo(() => untagged(task.values) as Fields, [task])
  const form = useMemo(() => withReasons(given, values['correction_reason']), [given, values])
  const draft = useMemo(() => untagged(task.draft?.['fields'] ?? {}) as Fields, [task])
  const keeper = useMemo<RosterKeeper>(
    () => ({
      begun: (field) => sheets.current[field] ?? null,
      changed: (field, sheet) => void (sheets.current[field] = sheet),
      register: (field, store) => void (store ? stores.current.set(field, store) : stores.current.delete(field)),
    }),
    [],
  )
  useEffect(() => () => clearTimeout(timer.current), [])
  useEffect(() => {
    if (answers || isDone) heading.current?.focus()
  }, [answers, isDone])

  function keep(fields: Fields) {
    setSaving('saving')
    clearTimeout(timer.current)
    timer.current = setTimeout(() => {
      const filled = Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined && value !== ''))
      api
        .PUT('/cases/{case_id}/tasks/{task}/draft', {
          params: { path, header: commandHeaders() },
          body: { outcome: null, opinion: '', fields: filled as Record<string, never> },
        })
        .then(() => {
          setSaving('saved')
          setSavedAt(new Date())
        })
        // A draft with a value that does not fit yet is not taken; it is on this page all the same.
        .catch(() => setSaving('failed'))
    }, AFTER_MS)
  }

  async function check(chosen: string) {
    setOutcome(chosen)
    setBusy(true)
    setProblem(null)
    let isRight = true
    for (const [field, store] of [...stores.current]) if (sheets.current[field]) isRight = (await store()) && isRight
    setBusy(false)
    if (!isRight) return
    await new Promise(requestAnimationFrame)
    const fields = handle.current?.submit(chosen)
    if (fields) setAnswers(fields)
  }

  async function send() {
    if (!answers) return
    setBusy(true)
    setProblem(null)
    clearTimeout(timer.current)
    try {
      await read(
        api.POST('/cases/{case_id}/tasks/{task}/complete', {
          params: { path, header: commandHeaders(key.current) },
          body: { outcome: outcome || null, opinion: '', fields: answers as Record<string, never> },
        }),
      )
      setDone(true)
      announce(t('answered'))
      for (const each of ['progress', 'my-cases', 'tasks']) void queries.invalidateQueries({ queryKey: [each] })
    } catch (wrong) {
      if (wrong instanceof ApiProblem && wrong.kind === 'form-invalid') {
        setAnswers(null)
        setErrors(findingsAsErrors(wrong.problem.problems))
        key.current = newKey()
      } else setProblem(wrong)
    } finally {
      setBusy(false)
    }
  }

  const title = pick(language, { zh: task.title_zh, en: task.title_en })
  const to = `/applications/${task.case_id}`
  if (isDone)
    return (
      <div ref={heading} tabIndex={-1}>
        <PageHead title={title} />
        <Empty title={t('answered')} hint={task.number} action={<LinkButton type="primary" to={to}>{t('toProgress')}</LinkButton>} />
      </div>
    )
  const writable = Object.keys(form.json_schema.properties).filter((name) => form.rights?.[name] === 'write')
  return (
    <div style={{ maxWidth: 1180, margin: '0 auto' }}>
      <PageHead
        title={title}
        hint={[task.number, task.due_at && t('untilMoment', { moment: momentText(task.due_at) })].filter(Boolean).join(' · ')}
        actions={
          <>
            <SavingPill saving={saving} savedAt={savedAt} />
            <LinkButton to={to}>{t('toProgress')}</LinkButton>
          </>
        }
      />
      {typeof values['correction_reason'] === 'string' && (
        <Alert
          type="warning"
          showIcon
          title={t('reason')}
          description={<span style={{ whiteSpace: 'pre-wrap' }}>{values['correction_reason']}</span>}
          style={{ marginBottom: 16 }}
        />
      )}
      {problem !== null &&
        (problem instanceof Unreachable ? (
          <Alert type="warning" showIcon role="alert" title={t('unknownAnswer')} style={{ marginBottom: 16 }} />
        ) : (
          <Failure problem={problem} />
        ))}
      <div hidden={answers !== null}>
        <RosterKeeping.Provider value={keeper}>
          <CaseForm
            ref={handle}
            form={form}
            values={values}
            draft={draft}
            outcome={outcome}
            errors={errors}
            widgets={WIDGETS}
            onChange={keep}
          />
        </RosterKeeping.Provider>
        <Flex gap={8} wrap style={{ marginTop: 16 }}>
          {outcomes.length === 0 && (
            <Button type="primary" size="large" loading={isBusy} onClick={() => void check('')}>
              {t('sendCheck')}
            </Button>
          )}
          {outcomes.map((each, i) => (
            <Button
              key={each.id}
              type={i === 0 ? 'primary' : 'default'}
              size="large"
              loading={isBusy}
              onClick={() => void check(each.id)}
            >
              {pick(language, each.label)}
            </Button>
          ))}
        </Flex>
      </div>
      {answers !== null && (
        <div ref={heading} tabIndex={-1} role="region" aria-label={t('checkTitle')}>
          <Card title={t('checkTitle')}>
            {outcome && (
              <Typography.Paragraph strong>
                {pick(language, outcomes.find((each) => each.id === outcome)?.label)}
              </Typography.Paragraph>
            )}
            <Summary
              form={form}
              answers={answers}
              sheets={sheets.current}
              names={writable.filter((name) => answers[name] !== undefined)}
            />
            <Flex gap={8} style={{ marginTop: 12 }}>
              <Button type="primary" size="large" loading={isBusy} onClick={() => void send()}>
                {t('send')}
              </Button>
              <Button size="large" disabled={isBusy} onClick={() => setAnswers(null)}>
                {t('backToForm')}
              </Button>
            </Flex>
          </Card>
        </div>
      )}
    </div>
  )
}

/** What the bureau asked of a field by its label stands beside that field as well. */
function withReasons(form: FormDocument, reason: unknown): FormDocument {
  if (typeof reason !== 'string') return form
  const said = reason.split('\n').flatMap((line) => {
    const match = /^[“"](.+?)[”"][：:]\s*(.+)$/.exec(line.trim())
    return match ? [{ label: match[1] ?? '', text: match[2] ?? '' }] : []
  })
  if (said.length === 0) return form
  const properties = Object.fromEntries(
    Object.entries(form.json_schema.properties).map(([name, schema]) => {
      const label = schema['x-label']
      const own = said.filter((each) => label && [label.zh, label.en].some((known) => known?.includes(each.label)))
      const text = own.map((each) => each.text).join(' ')
      return [name, text && form.rights?.[name] === 'write' ? { ...schema, 'x-help': { zh: text, en: text } } : schema]
    }),
  )
  return { ...form, json_schema: { ...form.json_schema, properties } }
}
