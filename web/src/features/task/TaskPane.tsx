/**
 * One task, worked off: what this case is, what to do and until when, what to know, where to write,
 * what happens next. In the inbox's right pane and as a page of its own.
 */
import { CheckOutlined, CloudUploadOutlined, DisconnectOutlined, LaptopOutlined } from '@ant-design/icons'
import { useQueryClient } from '@tanstack/react-query'
import { Alert, Button, Flex, Tabs } from 'antd'
import { type ComponentProps, lazy, type ReactNode, Suspense, useCallback, useEffect, useMemo, useRef, useState } from 'react'

import { api, commandHeaders, read } from '../../api/client'
import { ApiProblem } from '../../api/problem'
import { usePerson } from '../../app/session'
import { announce } from '../../design/announce'
import { Failure } from '../../design/Failure'
import { Waiting } from '../../design/Waiting'
import { CaseForm, type CaseFormHandle, Facts, type FieldError, type Fields, findingsAsErrors, untagged } from '../../forms'
import { namesOf } from '../../forms/types'
import { pick, useLanguage } from '../../i18n'
import type { RosterField } from '../applicant/roster/RosterField'
import { forget, keyOfTask, problemOf, run, useAct } from './acts'
import { DecisionsOf } from './DecisionsOf'
import { DonePanel } from './DonePanel'
import { Evidence } from './evidence/Evidence'
import { Head } from './Head'
import { isReturn, keyOf } from './letters'
import { useT } from './messages'
import { PathOf } from './PathOf'
import {
  type Changes,
  type Done,
  type TaskView,
  useAttachments,
  useChanges,
  useTask,
  useVerbs,
  type Verb,
  type Verbs,
} from './queries'
import { Signers } from './Signers'
import { StepsOf } from './StepsOf'
import './task.css'
import { type DraftState, keptDraft, keptKey, useDraft } from './useDraft'
import { useWide } from './useWide'
import { type Decision, VerbsBar } from './VerbsBar'
import { WhyHere } from './WhyHere'

export interface NextTask {
  caseId: string
  task: number
}

/** What was decided, in words. */
export interface Decided {
  verb: string
  label: string
  number: string
}

export interface TaskPaneProps {
  caseId: string
  task: number
  /** The decision is on its way; `staysWithCase`: its next step will be mine, so it is waited for. */
  onLeaving?: (staysWithCase: boolean) => void
  /** The task is finished or handed over; `next` is the next step of the same case when it is mine.
   * Left out: the pane itself says what comes next. */
  onDone?: (next?: NextTask, done?: Decided) => void
  /** The server declined what `onLeaving` told of. */
  onDeclined?: (problem: unknown, done: Decided) => void
  /** Somebody is about to decide. */
  onChoosing?: () => void
  onClose?: () => void
  onOpen?: (next: NextTask) => void
  /** It is the page, not a part of one. */
  isPage?: boolean
}

const TWO_COLUMNS = 1000

export function TaskPane(props: TaskPaneProps) {
  const task = useTask(props.caseId, props.task)
  const verbs = useVerbs(props.caseId, props.task)
  const key = `${props.caseId}:${props.task}`
  if (!task.data || !verbs.data) {
    const problem = task.error ?? verbs.error
    if (problem) return <Failure problem={problem} retry={() => (void task.refetch(), void verbs.refetch())} />
    return <Waiting rows={10} />
  }
  return <Pane key={key} {...props} view={task.data} verbs={verbs.data} />
}

interface Begun {
  fields: Fields
  opinion: string
  outcome: string
  isRestored: boolean
}

function Pane({
  caseId,
  task,
  onLeaving,
  onDone,
  onDeclined,
  onChoosing,
  onClose,
  onOpen,
  isPage = false,
  view,
  verbs: asked,
}: TaskPaneProps & { view: TaskView; verbs: Verbs }) {
  const t = useT()
  const language = useLanguage()
  const person = usePerson()
  const queries = useQueryClient()
  const changes = useChanges(caseId, task)
  const form = useRef<CaseFormHandle>(null)
  const place = useRef<HTMLDivElement>(null)
  const isWide = useWide(place, TWO_COLUMNS)
  const { verbs, head } = asked
  const mayDraft = verbs.some((each) => each.verb === 'draft' && each.allowed)
  const mayWrite = verbs.some((each) => each.verb === 'complete' && each.allowed)
  const draft = useDraft(caseId, task, person.id, mayDraft)

  const [begun] = useState<Begun>(() => beginning(view, keptKey(person.id, caseId, task)))
  const [opinion, setOpinion] = useState(begun.opinion)
  const [outcome, setOutcome] = useState<string>('')
  const fields = useRef<Fields>(begun.fields)
  const [errors, setErrors] = useState<readonly FieldError[]>(NO_ERRORS)
  const [isTouched, setTouched] = useState(false)
  const [finished, setFinished] = useState<string | null>(null)
  const key = keyOfTask(caseId, task)
  const act = useAct(key)
  const chosen = verbs.find((each) => keyOf(each) === outcome && each.allowed)

  const save = useCallback(
    (next: { opinion?: string; fields?: Fields; outcome?: string }) => {
      setTouched(true)
      if (next.fields) fields.current = next.fields
      const kept = next.outcome ?? (outcome.startsWith('complete:') ? outcome.slice('complete:'.length) : '')
      draft.save({ outcome: kept || null, opinion: next.opinion ?? opinion, fields: fields.current })
    },
    [draft, opinion, outcome],
  )

  const choose = useCallback(
    (verb: Verb | undefined) => {
      setOutcome(verb ? keyOf(verb) : '')
      if (verb) onChoosing?.()
    },
    [onChoosing],
  )

  function write(text: string) {
    setOpinion(text)
    save({ opinion: text })
  }

  function point(label: string) {
    const mark = t('pointed', { label })
    if (!opinion.includes(mark)) write(opinion + (opinion && !opinion.endsWith('\n') ? '\n' : '') + mark)
    requestAnimationFrame(() => document.getElementById('opinion')?.focus())
  }

  async function decide({ verb, opinion: given, person: to, personName }: Decision) {
    const params = { path: { case_id: caseId, task } }
    let sent: Fields = {}
    if (verb.verb === 'complete' && form.current) {
      const clean = form.current.submit(verb.outcome)
      if (clean === null) return
      sent = clean
    }
    act.clear()
    setErrors(NO_ERRORS)
    const label = pick(language, verb.label)
    const decided: Decided = { verb: verb.outcome || verb.verb, label, number: head.number }
    const leaves = !STAYS.has(verb.verb)
    const answer = run(key, leaves, (once): Promise<Done> => {
      const header = commandHeaders(once)
      switch (verb.verb) {
        case 'complete': {
          const body = { outcome: verb.outcome || null, opinion: verb.opinion === 'none' ? '' : given, fields: sent }
          return read(api.POST('/cases/{case_id}/tasks/{task}/complete', { params: { ...params, header }, body: body as never }))
        }
        case 'transfer':
          return read(api.POST('/cases/{case_id}/tasks/{task}/transfer', { params: { ...params, header }, body: { to, reason: given } }))
        case 'claim':
          return read(api.POST('/cases/{case_id}/tasks/{task}/claim', { params: { ...params, header } }))
        case 'release':
          return read(api.POST('/cases/{case_id}/tasks/{task}/release', { params: { ...params, header } }))
        default:
          throw new Error(verb.verb)
      }
    })
    if (leaves) {
      // What was typed stays on this device until the server has it.
      draft.hold()
      onLeaving?.(verb.effects.some((each) => each.mine))
    }
    const done = await answer
    void queries.invalidateQueries({ queryKey: ['task', caseId] })
    void queries.invalidateQueries({ queryKey: ['case', caseId] })
    if (done === null) {
      draft.resume()
      if (leaves) onDeclined?.(problemOf(key), decided)
      return
    }
    void queries.invalidateQueries({ queryKey: ['tasks'] })
    if (verb.verb === 'claim') return announce(t('claimed'))
    if (verb.verb === 'release') return announce(t('released'))
    draft.drop()
    setOutcome('')
    announce(verb.verb === 'transfer' ? t('transferred', { name: personName }) : t('decided', { verb: label }))
    if (onDone) return onDone(nextOf(done, person), decided)
    forget(key)
    setFinished(label)
  }

  // What the server found wrong with the form stands at its fields.
  useEffect(() => {
    if (act.problem instanceof ApiProblem && act.problem.kind === 'form-invalid')
      setErrors(findingsAsErrors(act.problem.problem.problems as Record<string, unknown>[]))
  }, [act.problem])

  if (finished !== null)
    return (
      <DonePanel
        caseId={caseId}
        task={task}
        verb={finished}
        groups={new Set(person.groups)}
        onNext={(next) => onOpen?.({ caseId, task: next })}
        onClose={onClose}
      />
    )

  const writable = view.form ? namesOf(view.form as never, 'write') : []
  const isLost = isTouched && !act.isSending && (head.task_state !== 'open' || (head.holder !== null && !head.is_mine))
  const problem = act.problem instanceof ApiProblem && act.problem.kind === 'form-invalid' ? null : act.problem
  const main = (
    <>
      <WhyHere caseId={caseId} task={task} isMine={head.is_mine || head.is_candidate} />
      <Signers caseId={caseId} task={task} />
      <Changed changes={changes.data} />
      {view.form ? (
        <>
          <section aria-label={t('toKnow')}>
            <Facts
              form={view.form as never}
              values={view.values}
              changes={changes.data?.changes as never}
              onPoint={isReturn(chosen) ? point : undefined}
            />
          </section>
          {writable.length > 0 && (
            <section aria-label={t('toWrite')} style={{ marginTop: 20 }}>
              <CaseForm
                ref={form}
                form={view.form as never}
                values={view.values}
                draft={begun.fields}
                outcome={chosen?.outcome}
                errors={errors}
                hidesFacts
                isReadOnly={!mayWrite}
                widgets={WIDGETS}
                onChange={(next) => save({ fields: next })}
              />
            </section>
          )}
        </>
      ) : (
        <p className="quiet">{t('nothingToRead')}</p>
      )}
    </>
  )
  return (
    <div ref={place} className="task-pane">
      <Head level={isPage ? 1 : 2} head={head} actions={<Pill state={draft.state} isRestored={begun.isRestored && !isTouched} />} />
      {head.frozen && <Alert type="warning" showIcon title={t('frozen', { reason: head.frozen })} />}
      {isLost && (
        <Alert
          type="warning"
          showIcon
          role="alert"
          title={
            head.task_state !== 'open' || !head.holder
              ? t('closedMeanwhile')
              : t('takenBy', { name: pick(language, head.holder) })
          }
          description={opinion && <Mine text={opinion} />}
        />
      )}
      {act.isLost && (
        <Alert
          type="warning"
          showIcon
          role="alert"
          title={t('lost')}
          action={<Button onClick={act.retry}>{t('retryNow')}</Button>}
        />
      )}
      {problem != null && !act.isSending && <Failure problem={problem} />}
      <Body isWide={isWide} main={main} caseId={caseId} view={view} onOpen={onOpen} />
      <VerbsBar
        caseId={caseId}
        task={task}
        process={view.process}
        verbs={verbs}
        chosen={chosen}
        opinion={opinion}
        isSending={act.isSending}
        onChoose={choose}
        onOpinion={write}
        onDecide={(decision) => void decide(decision)}
      />
    </div>
  )
}

const NO_ERRORS: readonly FieldError[] = []
/** The task stays in one's hands or in reach. */
const STAYS = new Set(['claim', 'release'])
const LateRoster = lazy(async () => ({ default: (await import('../applicant/roster/RosterField')).RosterField }))
/** Rosters are corrected in place here as well; few steps have one. */
function Roster(props: ComponentProps<typeof RosterField>) {
  return (
    <Suspense fallback={<Waiting rows={3} />}>
      <LateRoster {...props} />
    </Suspense>
  )
}
const WIDGETS = { roster: Roster }

interface BodyProps {
  isWide: boolean
  main: ReactNode
  caseId: string
  view: TaskView
  onOpen?: (next: NextTask) => void
}

/** Evidence beside the form where there is room, else below it with the history. */
function Body({ isWide, main, caseId, view, onOpen }: BodyProps) {
  const t = useT()
  const files = useAttachments(caseId)
  const [tab, setTab] = useState<string>()
  const count = files.data?.length ?? 0
  const items = useMemo(
    () => [
      ...(count > 0 || files.error
        ? [
            {
              key: 'evidence',
              label: t('evidenceCount', { count }),
              children: files.data ? (
                <Evidence files={files.data} />
              ) : (
                <Failure problem={files.error} retry={() => void files.refetch()} />
              ),
            },
          ]
        : []),
      {
        key: 'history',
        label: t('history'),
        children: <StepsOf caseId={caseId} onOpen={onOpen && ((task) => onOpen({ caseId, task }))} />,
      },
      { key: 'diagram', label: t('diagram'), children: <PathOf caseId={caseId} process={view.element_process} /> },
      { key: 'rules', label: t('rules'), children: <DecisionsOf caseId={caseId} /> },
    ],
    [caseId, count, files, onOpen, t, view.element_process],
  )
  // Evidence first where there is any, until somebody looks at something else.
  const shown = tab ?? (count > 0 ? 'evidence' : 'history')
  const tabs = (
    <Tabs className="task-tabs" size="small" items={items} activeKey={shown} onChange={setTab} destroyOnHidden />
  )
  return isWide ? (
    <div className="task-columns">
      <div className="task-main" tabIndex={0} role="group" aria-label={t('task')}>
        {main}
      </div>
      <aside className="task-aside" aria-label={t('evidence')}>
        {tabs}
      </aside>
    </div>
  ) : (
    <div className="task-main" tabIndex={0} role="group" aria-label={t('task')}>
      {main}
      {tabs}
    </div>
  )
}

function Changed({ changes }: { changes: Changes | undefined }) {
  const t = useT()
  if (!changes?.since || changes.changes.length === 0) return null
  const at = changes.since.slice(0, 10)
  return (
    <Alert type="info" showIcon title={t('changedSince', { at, count: changes.changes.length })} style={{ marginBottom: 12 }} />
  )
}

function Mine({ text }: { text: string }) {
  const t = useT()
  return (
    <Flex gap={8} align="flex-start">
      <div className="opinion">{text}</div>
      <Button
        size="small"
        onClick={() => void navigator.clipboard.writeText(text).then(() => announce(t('copied')))}
      >
        {t('copy')}
      </Button>
    </Flex>
  )
}

function Pill({ state, isRestored }: { state: DraftState; isRestored: boolean }) {
  const t = useT()
  const [icon, text] = isRestored
    ? [<CheckOutlined key="i" />, t('draftRestored')]
    : state === 'saved'
      ? [<CheckOutlined key="i" />, t('saved')]
      : state === 'saving'
        ? [<CloudUploadOutlined key="i" />, t('saving')]
        : state === 'unsaved'
          ? [<DisconnectOutlined key="i" />, t('notSaved')]
          : state === 'local'
            ? [<LaptopOutlined key="i" />, t('savedLocally')]
            : [null, '']
  return (
    <span className={`pill is-${state}`} role="status">
      {icon} {text}
    </span>
  )
}

/** What was typed before: on this device when the server has not got it, else the server's copy. */
function beginning(view: TaskView, key: string): Begun {
  const local = keptDraft(key)
  const server = view.draft as { outcome?: string | null; opinion?: string; fields?: Fields } | null
  const found = local?.isPending ? local : (server ?? local)
  const given: Fields = {}
  for (const [name, value] of Object.entries(found?.fields ?? {})) given[name] = untagged(value)
  return {
    fields: given,
    opinion: found?.opinion ?? '',
    outcome: found?.outcome ?? '',
    isRestored: Boolean(found && (found.opinion || Object.keys(given).length > 0)),
  }
}

function nextOf(done: Done, person: { id: string; groups: readonly string[] }): NextTask | undefined {
  const mine = done.opened.find(
    (each) => each.assignee === person.id || (!each.assignee && each.groups.some((group) => person.groups.includes(group))),
  )
  return mine ? { caseId: done.case_id, task: mine.task } : undefined
}
