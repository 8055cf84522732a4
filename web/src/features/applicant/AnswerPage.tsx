/** 补正 and other steps asked of the applicant: the reason beside, only what is unlocked, a check, send. */
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Alert, Button, Card, Collapse, Flex, Typography } from 'antd'
import { type ReactNode, useEffect, useMemo, useRef, useState } from 'react'
import { useParams, useSearchParams } from 'react-router'

import { api, commandHeaders, newKey, read, type Schemas } from '../../api/client'
import { ApiProblem, Unreachable } from '../../api/problem'
import { usePerson } from '../../app/session'
import { announce } from '../../design/announce'
import { Empty } from '../../design/Empty'
import { Failure } from '../../design/Failure'
import { deadlineText } from '../../design/formats'
import { LinkButton } from '../../design/LinkButton'
import { PageHead } from '../../design/PageHead'
import { Waiting } from '../../design/Waiting'
import {
  CaseForm,
  type CaseFormHandle,
  Corrected,
  type CorrectedRow,
  Facts,
  type FieldError,
  type Fields,
  findingsAsErrors,
  type FormDocument,
  isSame,
  OfCase,
  saysOnly,
  untagged,
} from '../../forms'
import { namesOf } from '../../forms/types'
import { pick, useLanguage } from '../../i18n'
import { beginning } from '../task/beginning'
import { DraftPill } from '../task/DraftPill'
import { keptKey, useDraft } from '../task/useDraft'
import { useT } from './messages'
import { RosterField, type RosterKeeper, RosterKeeping } from './roster/RosterField'
import { useShelf } from './roster/shelf'
import { Summary } from './Summary'

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

function Answer({ task, form }: { task: Schemas['TaskViewOut']; form: FormDocument }) {
  const t = useT()
  const language = useLanguage()
  const queries = useQueryClient()
  const path = useMemo(() => ({ case_id: task.case_id, task: task.task }), [task])
  const outcomes = form.outcomes ?? []
  const [outcome, setOutcome] = useState('')
  const [answers, setAnswers] = useState<Fields | null>(null)
  const [errors, setErrors] = useState<readonly FieldError[]>(NO_ERRORS)
  const [problem, setProblem] = useState<unknown>(null)
  const [isBusy, setBusy] = useState(false)
  const [isDone, setDone] = useState(false)
  const key = useRef(newKey())
  const handle = useRef<CaseFormHandle>(null)
  const heading = useRef<HTMLDivElement>(null)
  const stores = useRef(new Map<string, () => Promise<boolean>>())
  const values = useMemo(() => untagged(task.values) as Fields, [task])
  const { corrections } = task
  const reason = reasonIn(values)
  const person = usePerson()
  const shelf = useShelf(person.id, task.case_id, task.task)
  const draft = useDraft(task.case_id, task.task, person.id, true)
  const [begun] = useState(() => beginning(task, keptKey(person.id, task.case_id, task.task)))
  const keeper = useMemo<RosterKeeper>(
    () => ({
      begun: (field) => shelf.sheets[field] ?? null,
      changed: (field, sheet) => shelf.change(field, sheet),
      register: (field, store) => void (store ? stores.current.set(field, store) : stores.current.delete(field)),
    }),
    [shelf],
  )
  useEffect(() => {
    if (answers || isDone) heading.current?.focus()
  }, [answers, isDone])

  async function check(chosen: string) {
    setOutcome(chosen)
    setBusy(true)
    setProblem(null)
    let isRight = true
    for (const [field, store] of [...stores.current]) if (shelf.sheets[field]) isRight = (await store()) && isRight
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
    draft.hold()
    try {
      await read(
        api.POST('/cases/{case_id}/tasks/{task}/complete', {
          params: { path, header: commandHeaders(key.current) },
          body: { outcome: outcome || null, opinion: '', fields: answers as Record<string, never> },
        }),
      )
      draft.drop()
      shelf.forget()
      setDone(true)
      announce(t('answered'))
      // What was asked is answered: the progress page must not show the question for a moment longer.
      void queries.resetQueries({ queryKey: ['progress', task.case_id] })
      for (const each of ['my-cases', 'tasks']) void queries.invalidateQueries({ queryKey: [each] })
    } catch (wrong) {
      draft.resume()
      if (wrong instanceof ApiProblem && wrong.kind === 'form-invalid') {
        setAnswers(null)
        setErrors(findingsAsErrors(wrong.problem.problems))
        key.current = newKey()
      } else setProblem(wrong)
    } finally {
      setBusy(false)
    }
  }

  /** A named field as it was and as it will be sent. */
  function row(named: Schemas['CorrectionOut'], sent: Fields): CorrectedRow {
    const [old, now] = [values[named.field], sent[named.field]]
    const sheet = shelf.sheets[named.field]
    const rows = sheet?.rows.filter((each) => each.some(Boolean)).length
    return {
      ...named,
      schema: form.json_schema.properties[named.field] ?? {},
      old,
      new: now,
      changed: now !== undefined && !isSame(old, now),
      said: rows === undefined ? undefined : { new: t('rosterOf', { count: rows }) },
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
  const writable = namesOf(form, 'write')
  const locked = namesOf(form, 'read').filter((name) => !REASONS.includes(name))
  return (
    <OfCase area={task.area} names={task.names}>
      <div style={{ maxWidth: 1180, margin: '0 auto' }}>
        <PageHead
          title={title}
          hint={[task.number, task.due_at && t('untilMoment', { moment: deadlineText(task.due_at) })].filter(Boolean).join(' · ')}
          actions={
            <>
              <DraftPill state={draft.state} isRestored={begun.isRestored && draft.state === 'none'} />
              <LinkButton to={to}>{t('toProgress')}</LinkButton>
            </>
          }
        />
        {(corrections.length > 0 || reason) && (
          <Alert
            type="warning"
            showIcon
            title={corrections.length > 0 ? t('onlyThese', { count: corrections.length }) : t('reason')}
            description={
              reason && !saysOnly(reason, corrections) ? <span style={{ whiteSpace: 'pre-wrap' }}>{reason}</span> : undefined
            }
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
              draft={begun.fields}
              outcome={outcome}
              errors={errors}
              widgets={WIDGETS}
              hidesFacts={corrections.length > 0}
              reasons={Object.fromEntries(corrections.map((each) => [each.field, each.note]))}
              onChange={(fields) => draft.save({ outcome: null, opinion: '', fields, corrections: [] })}
            />
          </RosterKeeping.Provider>
          {corrections.length > 0 && locked.length > 0 && (
            <Collapse
              items={[
                {
                  key: 'locked',
                  label: t('locked', { count: locked.length }),
                  children: <Facts form={form} values={values} names={locked} />,
                },
              ]}
            />
          )}
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
              {corrections.length > 0 ? (
                <Corrected label={t('youChanged')} rows={corrections.map((each) => row(each, answers))} />
              ) : (
                <Summary
                  form={form}
                  answers={answers}
                  sheets={shelf.sheets}
                  names={writable.filter((name) => answers[name] !== undefined)}
                />
              )}
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
    </OfCase>
  )
}

/** The words of the return, as the correction form shows them to be read. */
const REASONS = ['correction_reason', 'return_reason']

function reasonIn(values: Fields): string {
  const found = REASONS.map((each) => values[each]).find((each) => typeof each === 'string')
  return (found as string | undefined) ?? ''
}
