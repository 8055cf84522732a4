/**
 * What can be done, at the foot of the task: a button for every verb of the engine. A letter or a
 * click opens the bar with what the act will do; only Ctrl+Enter (or the button in the bar) decides.
 */
import { Alert, Button, Flex, Tooltip } from 'antd'
import { type ReactNode, useEffect, useState } from 'react'

import { useHotkeys } from '../../design/hotkeys'
import { useClosing } from '../../design/NamedIcon'
import { pick, useLanguage } from '../../i18n'
import { Effects } from './Effects'
import { isRefusal, isReturn, keyOf, type Letter, letters } from './letters'
import { useT } from './messages'
import { Opinion } from './Opinion'
import type { Verb } from './queries'
import { Transfer } from './Transfer'

export interface Decision {
  verb: Verb
  opinion: string
  person: string
  personName: string
}

interface Props {
  caseId: string
  task: number
  process: string
  verbs: readonly Verb[]
  chosen: Verb | undefined
  opinion: string
  isSending: boolean
  onChoose: (verb: Verb | undefined) => void
  onOpinion: (opinion: string) => void
  onDecide: (decision: Decision) => void
  /** What stands in for an opinion that is not written; empty: nothing does. */
  standIn: string
  /** Fields are named, but not each with a reason. */
  lacksReasons: boolean
  /** Beside the opinion: what is to be corrected, what was changed. */
  children?: ReactNode
}

/** Done as soon as it is chosen: nothing to write, nothing to lose. */
const AT_ONCE = new Set(['claim', 'release'])
/** Drafts are saved without being asked. */
const UNSEEN = new Set(['draft'])

export function VerbsBar({
  caseId,
  task,
  process,
  verbs,
  chosen,
  opinion,
  isSending,
  onChoose,
  onOpinion,
  onDecide,
  standIn,
  lacksReasons,
  children,
}: Props) {
  const t = useT()
  const closing = useClosing()
  const language = useLanguage()
  const [person, setPerson] = useState({ id: '', name: '' })
  const [problem, setProblem] = useState('')
  const shown = verbs.filter((each) => !UNSEEN.has(each.verb))
  const byLetter = letters(verbs)
  const letterOf = new Map([...byLetter].map(([letter, verb]) => [keyOf(verb), letter]))
  const isBarred = shown.length > 0 && shown.every((each) => !each.allowed)
  const reasons = new Set(shown.map((each) => pick(language, each.reason)))
  const lacksOpinion = chosen?.opinion === 'required' && opinion.trim() === '' && standIn === ''
  const asksForOpinion = chosen !== undefined && chosen.opinion !== 'none'

  useEffect(() => setProblem(''), [chosen, opinion, person])

  function choose(verb: Verb) {
    if (isSending) return
    if (!verb.allowed) {
      onChoose(undefined)
      setProblem(t('notAllowed', { reason: pick(language, verb.reason) }))
      return
    }
    if (AT_ONCE.has(verb.verb)) onDecide({ verb, opinion: '', person: '', personName: '' })
    else onChoose(verb)
  }

  function decide() {
    if (!chosen || isSending) return
    if (lacksOpinion) {
      setProblem(lacksReasons ? t('reasonsMissing') : t('opinionMissing', { verb: pick(language, chosen.label) }))
      document.getElementById('opinion')?.focus()
      return
    }
    if (chosen.asks_for_person && !person.id) {
      setProblem(t('chooseSomebody'))
      return
    }
    onDecide({ verb: chosen, opinion: opinion.trim() || standIn, person: person.id, personName: person.name })
  }

  const label = (letter: Letter, verb: Verb) =>
    ({ A: t('agreeKey'), R: t('returnKey'), D: t('refuseKey'), T: t('transferVerb'), C: t('claimVerb') })[letter] +
    (letter === 'T' || letter === 'C' ? '' : `（${pick(language, verb.label)}）`)

  useHotkeys([
    ...[...byLetter].map(([letter, verb]) => ({
      id: `task.${letter}`,
      key: letter,
      label: label(letter, verb),
      group: t('task'),
      run: () => choose(verb),
    })),
    {
      id: 'task.decide',
      key: 'Ctrl+Enter',
      label: t('confirmKey'),
      group: t('task'),
      inInputs: true,
      enabled: chosen !== undefined,
      run: decide,
    },
    {
      id: 'task.cancel',
      key: 'Escape',
      label: t('cancel'),
      group: t('task'),
      inInputs: true,
      enabled: chosen !== undefined,
      run: () => onChoose(undefined),
    },
  ])

  return (
    <div className="verbs" role="region" aria-label={t('task')}>
      {chosen && (
        <div className="decision">
          <Effects verb={chosen} />
          {isReturn(chosen) && chosen.may_name.length === 0 && <p className="quiet">{t('returnPoint')}</p>}
          {children}
          {chosen.asks_for_person && (
            <div style={{ marginBottom: 8 }}>
              <Transfer
                caseId={caseId}
                task={task}
                value={person.id}
                onChange={(id, name) => setPerson({ id, name })}
              />
            </div>
          )}
          <Flex gap={12} align="flex-end" wrap>
            {asksForOpinion && (
              <Opinion
                key={keyOf(chosen)}
                caseId={caseId}
                task={task}
                process={process}
                outcome={chosen.outcome || undefined}
                label={
                  chosen.verb === 'complete'
                    ? chosen.opinion === 'required'
                      ? standIn
                        ? t('opinionBeside')
                        : t('opinionRequired')
                      : t('opinion')
                    : t('reasonOf')
                }
                value={opinion}
                isWrong={problem !== '' && lacksOpinion}
                problem={problem}
                onChange={onOpinion}
              />
            )}
            <Flex gap={8}>
              <Button onClick={() => onChoose(undefined)} disabled={isSending}>
                {t('cancel')}
              </Button>
              <Button type="primary" danger={isRefusal(chosen)} loading={isSending} onClick={decide} autoFocus={!asksForOpinion}>
                {isSending ? t('deciding') : t('decide', { verb: pick(language, chosen.label) })} <kbd>Ctrl+Enter</kbd>
              </Button>
            </Flex>
          </Flex>
          {problem !== '' && !lacksOpinion && (
            <div className="field-error" role="alert">
              {problem}
            </div>
          )}
        </div>
      )}
      {!chosen && problem !== '' && (
        <Alert type="warning" showIcon role="alert" title={problem} style={{ marginBottom: 8 }} closable={closing(() => setProblem(''))} />
      )}
      {isBarred && reasons.size === 1 && (
        <p className="quiet" style={{ margin: '0 0 6px' }}>
          {t('notAllowed', { reason: [...reasons][0] ?? '' })}
        </p>
      )}
      <Flex gap={8} wrap>
        {shown.map((verb) => {
          const letter = letterOf.get(keyOf(verb))
          const isChosen = chosen !== undefined && keyOf(chosen) === keyOf(verb)
          const text = pick(language, verb.label)
          const button = (
            <Button
              key={keyOf(verb)}
              type={isChosen ? 'primary' : verb.verb === 'complete' && verb.allowed ? 'default' : 'text'}
              aria-pressed={isChosen}
              aria-disabled={!verb.allowed}
              className={verb.allowed ? undefined : 'is-barred'}
              aria-keyshortcuts={letter}
              disabled={isSending}
              onClick={() => choose(verb)}
            >
              {text}
              {letter && verb.allowed && <kbd aria-hidden>{letter}</kbd>}
            </Button>
          )
          const said = verb.allowed
            ? verb.effects.map((each) => pick(language, each)).join(language === 'zh' ? '；' : '; ')
            : t('notAllowed', { reason: pick(language, verb.reason) })
          return said ? (
            <Tooltip key={keyOf(verb)} title={said}>
              {button}
            </Tooltip>
          ) : (
            button
          )
        })}
      </Flex>
    </div>
  )
}
