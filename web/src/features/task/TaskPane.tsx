/**
 * One task, worked off: what this case is, what to do and until when, what to know, where to write,
 * what happens next. In the inbox's right pane and as a page of its own.
 */
import { useQueryClient } from '@tanstack/react-query'
import { Alert, Button, Flex } from 'antd'
import { type ComponentProps, lazy, Suspense, useCallback, useEffect, useMemo, useRef, useState } from 'react'

import { api, commandHeaders, read } from '../../api/client'
import { ApiProblem } from '../../api/problem'
import { usePerson } from '../../app/session'
import { announce } from '../../design/announce'
import { Failure } from '../../design/Failure'
import { Waiting } from '../../design/Waiting'
import {
  CaseForm,
  type CaseFormHandle,
  Corrected,
  Facts,
  type FieldError,
  type Fields,
  findingsAsErrors,
  OfCase,
} from '../../forms'
import { namesOf } from '../../forms/types'
import { pick, useLanguage } from '../../i18n'
import type { RosterField } from '../applicant/roster/RosterField'
import { RosterShelf, useShelf } from '../applicant/roster/shelf'
import { forget, keyOfTask, problemOf, run, useAct } from './acts'
import { type Begun, beginning } from './beginning'
import { Changed, Correction, rowsOf } from './Correction'
import { DonePanel } from './DonePanel'
import { DraftPill } from './DraftPill'
import { Head } from './Head'
import { isReturn, keyOf } from './letters'
import { useT } from './messages'
import { type NamedField, Naming, withField } from './Naming'
import { PeopleField, TaskOfForm } from './PeopleField'
import {
  type Done,
  type TaskView,
  useChanges,
  useTask,
  useVerbs,
  type Verb,
  type Verbs,
} from './queries'
import { Signers } from './Signers'
import './task.css'
import { TaskBody } from './TaskBody'
import { keptKey, useDraft } from './useDraft'
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
  verbs: offered,
}: TaskPaneProps & { view: TaskView; verbs: Verbs }) {
  const t = useT()
  const language = useLanguage()
  const person = usePerson()
  const queries = useQueryClient()
  const changes = useChanges(caseId, task)
  const form = useRef<CaseFormHandle>(null)
  const place = useRef<HTMLDivElement>(null)
  const isWide = useWide(place, TWO_COLUMNS)
  const here = useMemo(() => ({ caseId, task }), [caseId, task])
  const { verbs, head } = offered
  const mayDraft = verbs.some((each) => each.verb === 'draft' && each.allowed)
  const mayWrite = verbs.some((each) => each.verb === 'complete' && each.allowed)
  const draft = useDraft(caseId, task, person.id, mayDraft)
  const shelf = useShelf(person.id, caseId, task)

  const [begun] = useState<Begun>(() => beginning(view, keptKey(person.id, caseId, task)))
  const [opinion, setOpinion] = useState(begun.opinion)
  const [outcome, setOutcome] = useState<string>('')
  const fields = useRef<Fields>(begun.fields)
  const [typed, setTyped] = useState<Fields>(begun.fields)
  const [named, setNamed] = useState<readonly NamedField[]>(begun.named)
  const [asked, setAsked] = useState<{ field: string } | null>(null)
  const [errors, setErrors] = useState<readonly FieldError[]>(NO_ERRORS)
  const [isTouched, setTouched] = useState(false)
  const [finished, setFinished] = useState<string | null>(null)
  const key = keyOfTask(caseId, task)
  const act = useAct(key)
  const chosen = verbs.find((each) => keyOf(each) === outcome && each.allowed)

  const save = useCallback(
    (next: { opinion?: string; fields?: Fields; outcome?: string; named?: NamedField[] }) => {
      setTouched(true)
      if (next.fields) fields.current = next.fields
      const kept = next.outcome ?? (outcome.startsWith('complete:') ? outcome.slice('complete:'.length) : '')
      draft.save({
        outcome: kept || null,
        opinion: next.opinion ?? opinion,
        fields: fields.current,
        corrections: [...(next.named ?? named)],
      })
    },
    [draft, named, opinion, outcome],
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

  function name(next: NamedField[]) {
    setNamed(next)
    save({ named: next })
  }

  function point(label: string, field: string) {
    if (chosen && chosen.may_name.length > 0) {
      if (!named.some((each) => each.field === field)) name(withField(chosen, named, field))
      setAsked({ field })
      return
    }
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
          const body = {
            outcome: verb.outcome || null,
            opinion: verb.opinion === 'none' ? '' : given,
            fields: sent,
            corrections: namedFor(verb, named),
          }
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
    shelf.forget()
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

  const inReturn = namedFor(chosen, named)
  const lacksReasons = inReturn.some((each) => each.note.trim() === '')
  const labelOf = (field: string) =>
    pick(language, chosen?.may_name.find((each) => each.field === field)?.label) || field
  const standIn = lacksReasons
    ? ''
    : inReturn.map((each) => t('pointed', { label: labelOf(each.field) }) + each.note.trim()).join('\n')
  const corrections = view.corrections
  const writable = view.form ? namesOf(view.form as never, 'write') : []
  const points = chosen && (chosen.may_name.length > 0 || isReturn(chosen)) ? point : undefined
  // What nobody filled in is no fact, until somebody points at what is missing.
  const facts = (view.form ? namesOf(view.form as never, 'read') : []).filter(
    (name) =>
      points !== undefined ||
      (view.values[name] ?? '') !== '' ||
      changes.data?.changes.some((each) => each.field === name),
  )
  const isLost = isTouched && !act.isSending && (head.task_state !== 'open' || (head.holder !== null && !head.is_mine))
  const problem = act.problem instanceof ApiProblem && act.problem.kind === 'form-invalid' ? null : act.problem
  const main = (
    <>
      <WhyHere caseId={caseId} task={task} isMine={head.is_mine || head.is_candidate} />
      <Signers caseId={caseId} task={task} />
      <Changed changes={changes.data} />
      <Correction changes={changes.data} />
      {view.form ? (
        <>
          <section aria-label={t('toKnow')}>
            <Facts
              form={view.form as never}
              values={view.values}
              changes={changes.data?.changes as never}
              names={facts}
              onPoint={points}
              canPoint={
                chosen && chosen.may_name.length > 0
                  ? (field) => chosen.may_name.some((each) => each.field === field)
                  : undefined
              }
            />
          </section>
          {writable.length > 0 && (
            <section aria-label={t('toWrite')} style={{ marginTop: 20 }}>
              {corrections.length > 0 && (
                <Alert
                  type="warning"
                  showIcon
                  title={t('correctionAsked', { count: corrections.length })}
                  style={{ marginBottom: 12 }}
                />
              )}
              <RosterShelf.Provider value={shelf}>
                <TaskOfForm.Provider value={here}>
                  <CaseForm
                    ref={form}
                    form={view.form as never}
                    values={view.values}
                    draft={begun.fields}
                    outcome={chosen?.outcome}
                    errors={errors}
                    hidesFacts
                    reasons={Object.fromEntries(corrections.map((each) => [each.field, each.note]))}
                    isReadOnly={!mayWrite}
                    widgets={WIDGETS}
                    onChange={(next) => {
                      save({ fields: next })
                      if (corrections.length > 0) setTyped(next)
                    }}
                  />
                </TaskOfForm.Provider>
              </RosterShelf.Provider>
            </section>
          )}
        </>
      ) : (
        <p className="quiet">{t('nothingToRead')}</p>
      )}
    </>
  )
  return (
    <OfCase area={view.area} names={view.names}>
      <div ref={place} className="task-pane">
        <Head level={isPage ? 1 : 2} head={head} actions={<DraftPill state={draft.state} isRestored={begun.isRestored && !isTouched} />} />
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
        <TaskBody isWide={isWide} main={main} caseId={caseId} view={view} onOpen={onOpen} />
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
          standIn={standIn}
          lacksReasons={lacksReasons}
        >
          {chosen && chosen.may_name.length > 0 && (
            <Naming caseId={caseId} task={task} verb={chosen} named={inReturn} asked={asked} onChange={name} />
          )}
          {chosen?.verb === 'complete' && corrections.length > 0 && (
            <section aria-label={t('youChanged')} style={{ marginBottom: 8 }}>
              <strong>{t('youChanged')}</strong>
              <Corrected rows={rowsOf(view, typed)} label={t('youChanged')} />
            </section>
          )}
        </VerbsBar>
      </div>
    </OfCase>
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
/** People are chosen by name. */
const WIDGETS = { roster: Roster, person: PeopleField }

/** Fields named for this outcome, as far as it can open them. */
function namedFor(verb: Verb | undefined, named: readonly NamedField[]): NamedField[] {
  return named.filter((each) => verb?.may_name.some((one) => one.field === each.field))
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

function nextOf(done: Done, person: { id: string; groups: readonly string[] }): NextTask | undefined {
  const mine = done.opened.find(
    (each) => each.assignee === person.id || (!each.assignee && each.groups.some((group) => person.groups.includes(group))),
  )
  return mine ? { caseId: done.case_id, task: mine.task } : undefined
}
