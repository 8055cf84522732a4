/** Fill in an application, check the answers, submit it once. */
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Alert, Button, Card, Flex, Popconfirm, Result, Select, Typography } from 'antd'
import { useEffect, useMemo, useRef, useState } from 'react'
import { useNavigate, useParams } from 'react-router'

import { api, commandHeaders, read, type Schemas } from '../../api/client'
import { ApiProblem, Unreachable } from '../../api/problem'
import { usePerson } from '../../app/session'
import { announce } from '../../design/announce'
import { Empty } from '../../design/Empty'
import { Failure } from '../../design/Failure'
import { LinkButton } from '../../design/LinkButton'
import { PageHead } from '../../design/PageHead'
import { Waiting } from '../../design/Waiting'
import { CaseForm, type CaseFormHandle, type FieldError, type Fields, findingsAsErrors, type FormDocument, OfCase } from '../../forms'
import { pick, useLanguage } from '../../i18n'
import { useCatalogue } from './CataloguePage'
import { useT } from './messages'
import { type KeptSheet, RosterField, type RosterKeeper, RosterKeeping } from './roster/RosterField'
import { SavingPill } from './SavingPill'
import { Summary } from './Summary'
import { begin, placeOf, useStartDraft } from './useStartDraft'

const NO_ERRORS: readonly FieldError[] = []

export default function StartPage() {
  const t = useT()
  const { process = '' } = useParams()
  const [round, setRound] = useState(0)
  const form = useQuery({
    queryKey: ['start-form', process],
    queryFn: () => read(api.GET('/processes/{process}/start-form', { params: { path: { process } } })),
    retry: false,
  })
  const catalogue = useCatalogue()
  const draft = useQuery({
    queryKey: ['start-draft', process, round],
    queryFn: async () => {
      try {
        return await read(api.GET('/start-drafts/{process}', { params: { path: { process } } }))
      } catch (problem) {
        if (problem instanceof ApiProblem && problem.status === 404) return null
        throw problem
      }
    },
    staleTime: Infinity,
    gcTime: 0,
  })
  if (form.error instanceof ApiProblem && [403, 404].includes(form.error.status))
    return (
      <>
        <PageHead title={t('apply')} />
        <Empty title={t('noForm')} hint={t('noFormHint')} action={<LinkButton to="/apply">{t('apply')}</LinkButton>} />
      </>
    )
  for (const each of [form, catalogue, draft])
    if (each.error) return <Failure problem={each.error} retry={() => void each.refetch()} />
  if (!form.data || !catalogue.data || draft.data === undefined) return <Waiting />
  return (
    <Start
      key={`${process}-${round}`}
      document={form.data}
      catalogue={catalogue.data}
      server={draft.data}
      again={() => setRound((count) => count + 1)}
    />
  )
}

interface Props {
  document: Schemas['StartFormOut']
  catalogue: Schemas['CatalogueOut']
  server: Schemas['StartDraftOut'] | null
  again: () => void
}

function Start({ document: start, catalogue, server, again }: Props) {
  const t = useT()
  const language = useLanguage()
  const person = usePerson()
  const queries = useQueryClient()
  const navigate = useNavigate()
  const { process } = start
  const form = useMemo<FormDocument>(
    () => ({ title: start.title, json_schema: start.json_schema as unknown as FormDocument['json_schema'] }),
    [start],
  )
  const entry = catalogue.entries.find((each) => each.process === process)
  const [begun] = useState(() => begin(placeOf(person.id, process), server, catalogue.area ?? ''))
  const draft = useStartDraft(person.id, process, begun)
  const [answers, setAnswers] = useState<Fields | null>(null)
  const [errors, setErrors] = useState<readonly FieldError[]>(NO_ERRORS)
  const [isBusy, setBusy] = useState(false)
  const [problem, setProblem] = useState<unknown>(null)
  const [filed, setFiled] = useState<{ case_id: string; number: string } | null>(
    server?.case_id ? { case_id: server.case_id, number: server.number } : null,
  )
  const [before] = useState(() => Boolean(server?.case_id))
  const handle = useRef<CaseFormHandle>(null)
  const heading = useRef<HTMLDivElement>(null)
  const stores = useRef(new Map<string, () => Promise<boolean>>())
  const contents = useRef(draft.content)
  contents.current = draft.content
  const keeper = useMemo<RosterKeeper>(
    () => ({
      begun: (field) => contents.current.sheets[field] ?? null,
      changed: (field: string, sheet: KeptSheet) => draft.changeSheet(field, sheet),
      register: (field, store) => void (store ? stores.current.set(field, store) : stores.current.delete(field)),
    }),
    [draft.changeSheet],
  )

  useEffect(() => {
    if (answers || filed) heading.current?.focus()
  }, [answers, filed])

  async function check() {
    setBusy(true)
    setProblem(null)
    // Rosters are kept first: what the form then holds of them is their id.
    const wrong: string[] = []
    for (const [field, store] of [...stores.current]) if (!(await store())) wrong.push(field)
    setBusy(false)
    await new Promise(requestAnimationFrame)
    // A roster tells its errors in its own place; all others are told at the same time.
    const fields = handle.current?.submit(undefined, wrong)
    if (fields && wrong.length === 0) setAnswers(fields)
  }

  async function submit() {
    if (!answers) return
    setBusy(true)
    setProblem(null)
    try {
      const kept = await draft.flush()
      if (kept.case_id) {
        setFiled({ case_id: kept.case_id, number: kept.number })
        return
      }
      const done = await read(
        api.POST('/cases', {
          params: { header: commandHeaders(kept.key) },
          body: { process, area: draft.content.area, fields: answers as Record<string, never> },
        }),
      )
      draft.forget()
      void api.DELETE('/start-drafts/{process}', { params: { path: { process } } }).catch(() => undefined)
      setFiled({ case_id: done.case_id, number: done.number })
      announce(t('submitted'))
      for (const key of ['catalogue', 'start-drafts', 'my-cases']) void queries.invalidateQueries({ queryKey: [key] })
    } catch (wrong) {
      if (wrong instanceof ApiProblem && wrong.kind === 'form-invalid') {
        setAnswers(null)
        setErrors(findingsAsErrors(wrong.problem.problems))
      } else setProblem(wrong)
    } finally {
      setBusy(false)
    }
  }

  async function discard() {
    await draft.discard()
    announce(t('discarded'))
    for (const key of ['catalogue', 'start-drafts']) void queries.invalidateQueries({ queryKey: [key] })
    void navigate('/apply')
  }

  const title = pick(language, entry?.title ?? start.title)
  if (filed)
    return (
      <div ref={heading} tabIndex={-1}>
        <PageHead title={title} />
        <Result
          status="success"
          title={before ? t('alreadyFiled', { number: filed.number }) : t('submitted')}
          subTitle={before ? undefined : t('submittedHint', { number: filed.number })}
          extra={[
            <LinkButton key="progress" type="primary" to={`/applications/${filed.case_id}`}>
              {t('toProgress')}
            </LinkButton>,
            <Button
              key="again"
              onClick={() => {
                void api
                  .DELETE('/start-drafts/{process}', { params: { path: { process } } })
                  .catch(() => undefined)
                  .then(again)
              }}
            >
              {t('another')}
            </Button>,
          ]}
        />
      </div>
    )

  const areas = catalogue.areas.map((each) => ({
    value: String(each['code']),
    label: pick(language, each as { zh: string; en: string }),
  }))
  return (
    <OfCase area={draft.content.area || null}>
      <div style={{ maxWidth: 1180, margin: '0 auto' }}>
        <PageHead
          title={title}
          hint={pick(language, entry?.description)}
          actions={
            <>
              <SavingPill saving={draft.saving} savedAt={draft.savedAt} />
              <Popconfirm
                title={t('discardQuestion')}
                okText={t('discard')}
                cancelText={t('keep')}
                onConfirm={() => void discard()}
              >
                <Button disabled={draft.saving === 'nothing' && server === null}>{t('discard')}</Button>
              </Popconfirm>
            </>
          }
        />
        {draft.saving === 'conflict' && (
          <Alert
            type="warning"
            showIcon
            role="alert"
            title={t('draftElsewhere')}
            description={t('draftElsewhereHint')}
            action={
              <Flex gap={8}>
                <Button onClick={draft.useMine}>{t('useThis')}</Button>
                <Button
                  onClick={() => {
                    draft.useTheirs()
                    again()
                  }}
                >
                  {t('useThat')}
                </Button>
              </Flex>
            }
            style={{ marginBottom: 16 }}
          />
        )}
        {problem !== null &&
          (problem instanceof Unreachable ? (
            <Alert type="warning" showIcon role="alert" title={t('unknownOutcome')} style={{ marginBottom: 16 }} />
          ) : (
            <Failure problem={problem} />
          ))}
        {/* The form stays in place behind the summary: nothing of it is lost on the way back. */}
        <div hidden={answers !== null}>
          <RosterKeeping.Provider value={keeper}>
            <div className="field">
              <label htmlFor="application-area">{t('area')}</label>
              <div id="application-area-help" className="field-help">
                {t('areaHint')}
              </div>
              <Select
                id="application-area"
                aria-describedby="application-area-help"
                showSearch={{ optionFilterProp: 'label' }}
                style={{ width: 320, maxWidth: '100%' }}
                value={draft.content.area || undefined}
                onChange={(area) => draft.change({ area })}
                options={areas}
              />
            </div>
            <CaseForm
              ref={handle}
              form={form}
              draft={begun.kept.fields}
              errors={errors}
              widgets={WIDGETS}
              onChange={(fields) => draft.change({ fields })}
            />
            <Flex gap={8} style={{ marginTop: 16 }}>
              <Button type="primary" size="large" loading={isBusy} disabled={!draft.content.area} onClick={() => void check()}>
                {t('check')}
              </Button>
            </Flex>
          </RosterKeeping.Provider>
        </div>
        {answers !== null && (
          <div ref={heading} tabIndex={-1} aria-label={t('checkTitle')} role="region">
            <Card title={t('checkTitle')}>
              <Summary
                form={form}
                answers={answers}
                sheets={draft.content.sheets}
                names={Object.keys(form.json_schema.properties)}
                first={[t('area'), areas.find((each) => each.value === draft.content.area)?.label ?? '']}
              />
              <Typography.Paragraph type="secondary" style={{ marginTop: 16 }}>
                {t('checkHint')}
              </Typography.Paragraph>
              <Flex gap={8}>
                <Button type="primary" size="large" loading={isBusy} onClick={() => void submit()}>
                  {t('submit')}
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

const WIDGETS = { roster: RosterField }
