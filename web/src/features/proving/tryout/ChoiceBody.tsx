/** One thing that can be done, with what it asks: the real form, an answer, a message. */
import { Button, Flex, Input, Radio, Select, Space } from 'antd'
import { type ReactNode, useRef, useState } from 'react'

import type { Schemas } from '../../../api/client'
import { ApiProblem } from '../../../api/problem'
import { CaseForm, type CaseFormHandle, findingsAsErrors, type FormDocument, Readable } from '../../../forms'
import { pick, useLanguage } from '../../../i18n'
import { useT } from '../messages'
import type { Act } from '../TryOutPage'

export type Choice = Schemas['SandboxChoiceOut']

interface Props {
  choice: Choice
  act: (given: Act) => void
  isBusy: boolean
  isMine: boolean
  problem: unknown
  /** What forms call the variables. */
  labels: Record<string, { zh?: string; en?: string }>
}

export function ChoiceBody(props: Props) {
  const t = useT()
  const { choice, act, isBusy, isMine } = props
  switch (choice.kind) {
    case 'start':
      return <Start {...props} />
    case 'task':
      return <Task {...props} />
    case 'call':
      return <Call {...props} />
    case 'message':
    case 'signal':
      return <Message {...props} />
    case 'incident':
      return <Incident {...props} />
    case 'withdraw':
      return <Withdraw {...props} />
    case 'timer':
      return (
        <Button disabled={!isMine} loading={isBusy} onClick={() => act({ kind: 'timer', n: choice.n })}>
          {t('runToDue')}
        </Button>
      )
    default:
      return (
        <Button disabled={!isMine} loading={isBusy} onClick={() => act({ kind: 'deliver', n: choice.n })}>
          {t('deliver')}
        </Button>
      )
  }
}

function Start({ choice, act, isBusy, isMine, problem }: Props) {
  const t = useT()
  const form = useRef<CaseFormHandle>(null)
  const [person, setPerson] = useState(choice.actors[0]?.id ?? '')
  const [payload, setPayload] = useState('')
  const isPlain = choice.key === ''
  const begin = () => {
    if (!isPlain) return act({ kind: 'start', person, node: choice.element, answer: payload })
    const fields = choice.form ? form.current?.submit() : {}
    if (fields) act({ kind: 'start', person, fields })
  }
  return (
    <Flex vertical gap={12}>
      <Who choice={choice} label={t('applicant')} value={person} onChange={setPerson} />
      {!isPlain && <Context label={t('payload')} value={payload} onChange={setPayload} />}
      {isPlain && choice.form && (
        <CaseForm ref={form} form={formOf(choice.form)} errors={errorsOf(problem)} onSubmit={begin} />
      )}
      <Button type="primary" disabled={!isMine || !person} loading={isBusy} onClick={begin}>
        {t('start')}
      </Button>
    </Flex>
  )
}

function Task({ choice, act, isBusy, isMine, problem }: Props) {
  const t = useT()
  const language = useLanguage()
  const form = useRef<CaseFormHandle>(null)
  const [person, setPerson] = useState(choice.assignee || (choice.actors[0]?.id ?? ''))
  const outcomes = (choice.form?.outcomes ?? []) as { id: string; label: { zh?: string; en?: string }; opinion?: string }[]
  const [outcome, setOutcome] = useState(outcomes[0]?.id ?? '')
  const [opinion, setOpinion] = useState('')
  const [named, setNamed] = useState<Record<string, string>>({})
  const mayName = choice.may_name[outcome] ?? []
  const corrections = Object.fromEntries(Object.entries(named).filter(([field]) => mayName.some((each) => each.field === field)))
  const chosen = outcomes.find((each) => each.id === outcome)
  const takesOpinion = outcomes.length === 0 || chosen?.opinion !== 'none'
  const complete = () => {
    const fields = choice.form ? form.current?.submit(outcome) : {}
    if (!fields) return
    act({
      kind: 'complete',
      n: choice.n,
      person,
      fields,
      opinion: takesOpinion ? opinion : '',
      corrections,
      ...(outcome ? { outcome } : {}),
    })
  }
  return (
    <Flex vertical gap={12}>
      <Who choice={choice} label={t('whoActs')} value={person} onChange={setPerson} />
      {choice.form && (
        <CaseForm
          ref={form}
          form={formOf(choice.form)}
          values={choice.values}
          outcome={outcome}
          errors={errorsOf(problem)}
          onSubmit={complete}
        />
      )}
      {outcomes.length > 0 && (
        <Labelled label={t('outcome')}>
          <Radio.Group
            aria-label={t('outcome')}
            value={outcome}
            onChange={(event) => setOutcome(event.target.value)}
            options={outcomes.map((each) => ({ value: each.id, label: pick(language, each.label) || each.id }))}
          />
        </Labelled>
      )}
      {mayName.length > 0 && <Naming fields={mayName} named={corrections} onChange={setNamed} />}
      {takesOpinion && (
        <Labelled label={t('opinion')}>
          <Input.TextArea
            aria-label={t('opinion')}
            autoSize={{ minRows: 2, maxRows: 6 }}
            maxLength={4000}
            value={opinion}
            onChange={(event) => setOpinion(event.target.value)}
          />
        </Labelled>
      )}
      <Space wrap>
        <Button type="primary" disabled={!isMine || !person} loading={isBusy} onClick={complete}>
          {t('complete')}
        </Button>
        {choice.assignee ? (
          <Button disabled={!isMine} onClick={() => act({ kind: 'release', n: choice.n, person: choice.assignee })}>
            {t('release')}
          </Button>
        ) : (
          <Button disabled={!isMine || !person} onClick={() => act({ kind: 'claim', n: choice.n, person })}>
            {t('claim')}
          </Button>
        )}
      </Space>
    </Flex>
  )
}

function Call({ choice, act, isBusy, isMine, labels }: Props) {
  const t = useT()
  const language = useLanguage()
  const [answer, setAnswer] = useState(choice.answer)
  const [code, setCode] = useState(choice.errors[0] ?? '')
  const [why, setWhy] = useState('')
  const isDisabled = !isMine || isBusy
  return (
    <Flex vertical gap={12}>
      <div>{t('handler', { name: choice.name })}</div>
      {Object.keys(choice.input).length > 0 && (
        <div>
          <div className="quiet">{t('givenToCall')}</div>
          <dl className="pairs">
            {Object.entries(choice.input).map(([name, value]) => (
              <div key={name}>
                <dt>{pick(language, labels[name]) || name}</dt>
                <dd>
                  <Readable value={value} name={name} />
                </dd>
              </div>
            ))}
          </dl>
        </div>
      )}
      <Context label={t('answer')} hint={t('answerHint')} value={answer} onChange={setAnswer} />
      <Button type="primary" disabled={isDisabled} onClick={() => act({ kind: 'answer', n: choice.n, answer })}>
        {t('reply')}
      </Button>
      {choice.errors.length > 0 && (
        <Space.Compact block>
          <Input aria-label={t('errorCode')} placeholder={t('errorCode')} value={code} onChange={(event) => setCode(event.target.value)} />
          <Button disabled={isDisabled || !code} onClick={() => act({ kind: 'throw', n: choice.n, code })}>
            {t('throwError')}
          </Button>
        </Space.Compact>
      )}
      <Space.Compact block>
        <Input aria-label={t('failReason')} placeholder={t('failReason')} value={why} onChange={(event) => setWhy(event.target.value)} />
        <Button disabled={isDisabled} onClick={() => act({ kind: 'fail', n: choice.n, reason: why })}>
          {t('fail')}
        </Button>
      </Space.Compact>
    </Flex>
  )
}

function Message({ choice, act, isBusy, isMine }: Props) {
  const t = useT()
  const [payload, setPayload] = useState('')
  return (
    <Flex vertical gap={12}>
      <div>{choice.name}</div>
      <Context label={t('payload')} value={payload} onChange={setPayload} />
      <Button type="primary" disabled={!isMine} loading={isBusy} onClick={() => act({ kind: 'message', n: choice.n, answer: payload })}>
        {t('deliver')}
      </Button>
    </Flex>
  )
}

function Incident({ choice, act, isBusy, isMine }: Props) {
  const t = useT()
  const language = useLanguage()
  const [values, setValues] = useState('')
  return (
    <Flex vertical gap={12}>
      <div>{pick(language, { zh: choice.zh, en: choice.en })}</div>
      <Context label={t('repair')} value={values} onChange={setValues} />
      <Button type="primary" disabled={!isMine} loading={isBusy} onClick={() => act({ kind: 'resolve', n: choice.n, answer: values })}>
        {t('retry')}
      </Button>
    </Flex>
  )
}

function Withdraw({ act, isBusy, isMine }: Props) {
  const t = useT()
  const [reason, setReason] = useState('')
  return (
    <Flex vertical gap={12}>
      <Labelled label={t('reason')}>
        <Input aria-label={t('reason')} value={reason} maxLength={4000} onChange={(event) => setReason(event.target.value)} />
      </Labelled>
      <Button disabled={!isMine} loading={isBusy} onClick={() => act({ kind: 'withdraw', reason })}>
        {t('withdraw')}
      </Button>
    </Flex>
  )
}

interface NamingProps {
  fields: Choice['may_name'][string]
  named: Record<string, string>
  onChange: (named: Record<string, string>) => void
}

/** Which fields the correction step opens, each with its reason; none: all of them. */
function Naming({ fields, named, onChange }: NamingProps) {
  const t = useT()
  const language = useLanguage()
  const labelOf = (field: string) => pick(language, fields.find((each) => each.field === field)?.label) || field
  return (
    <Labelled label={t('toCorrect')}>
      <Flex vertical gap={8}>
        <Select
          mode="multiple"
          aria-label={t('toCorrect')}
          placeholder={t('toCorrectAll')}
          style={{ width: '100%' }}
          showSearch={{ optionFilterProp: 'label' }}
          value={Object.keys(named)}
          onChange={(chosen: string[]) => onChange(Object.fromEntries(chosen.map((field) => [field, named[field] ?? ''])))}
          options={fields.map((each) => ({ value: each.field, label: labelOf(each.field) }))}
        />
        {fields
          .filter((each) => each.field in named)
          .map(({ field }) => (
            <Input
              key={field}
              aria-label={t('toCorrectWhy', { field: labelOf(field) })}
              placeholder={t('toCorrectWhy', { field: labelOf(field) })}
              maxLength={1000}
              value={named[field]}
              onChange={(event) => onChange({ ...named, [field]: event.target.value })}
            />
          ))}
      </Flex>
    </Labelled>
  )
}

// --- pieces ---------------------------------------------------------------------------------------

function Who({ choice, label, value, onChange }: { choice: Choice; label: string; value: string; onChange: (id: string) => void }) {
  const t = useT()
  const language = useLanguage()
  return (
    <Labelled label={label}>
      <Select
        aria-label={label}
        style={{ width: '100%' }}
        showSearch={{ optionFilterProp: 'label' }}
        value={value || null}
        onChange={onChange}
        options={choice.actors.map((each) => ({
          value: each.id,
          label: each.free ? `${pick(language, each)} · ${t('freeRole')}` : pick(language, each),
        }))}
      />
    </Labelled>
  )
}

function Context({ label, hint, value, onChange }: { label: string; hint?: string; value: string; onChange: (text: string) => void }) {
  return (
    <Labelled label={label}>
      <Input.TextArea
        aria-label={label}
        autoSize={{ minRows: 2, maxRows: 10 }}
        style={{ fontFamily: 'monospace' }}
        spellCheck={false}
        value={value}
        onChange={(event) => onChange(event.target.value)}
      />
      {hint && <div className="quiet">{hint}</div>}
    </Labelled>
  )
}

function Labelled({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div>
      <div style={{ marginBottom: 4 }}>{label}</div>
      {children}
    </div>
  )
}

function formOf(form: Schemas['FormOut']): FormDocument {
  return form as unknown as FormDocument
}

function errorsOf(problem: unknown) {
  return problem instanceof ApiProblem ? findingsAsErrors(problem.problem.problems) : []
}
