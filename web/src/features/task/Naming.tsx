/**
 * What is to be corrected: fields of the correction step, chosen by label or digit, each with a
 * reason. A phrase is one digit as long as nothing is written; the text stays editable.
 */
import { AimOutlined, CloseOutlined } from '@ant-design/icons'
import { Button, Flex, Input, type InputRef } from 'antd'
import { type KeyboardEvent, useEffect, useRef, useState } from 'react'

import { useHotkeys } from '../../design/hotkeys'
import { pick, useLanguage } from '../../i18n'
import { useT } from './messages'
import { usePhrases, type Verb } from './queries'

export interface NamedField {
  field: string
  note: string
}

interface Props {
  caseId: string
  task: number
  verb: Verb
  named: readonly NamedField[]
  /** The field that was named last by a label of the form: its reason is to be written. */
  asked: { field: string } | null
  onChange: (named: NamedField[]) => void
}

const MOST_DIGITS = 9
/** Fields by their place: digits first, then letters. */
const KEYS = '123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ'

export function Naming({ caseId, task, verb, named, asked, onChange }: Props) {
  const t = useT()
  const language = useLanguage()
  const phrases = usePhrases(caseId, task, verb.outcome || undefined, true)
  const group = useRef<HTMLDivElement>(null)
  const notes = useRef(new Map<string, InputRef>())
  const [writing, setWriting] = useState('')
  const [isClosed, setClosed] = useState(false)
  const fields = verb.may_name
  const found = (phrases.data ?? []).slice(0, MOST_DIGITS)
  const labelOf = (field: string) => pick(language, fields.find((each) => each.field === field)?.label) || field

  useHotkeys([
    {
      id: 'task.name',
      key: 'Ctrl+,',
      label: t('nameFields'),
      group: t('task'),
      inInputs: true,
      run: () => group.current?.querySelector<HTMLElement>('button')?.focus(),
    },
  ])

  const open = (field: string) => requestAnimationFrame(() => notes.current.get(field)?.focus())
  useEffect(() => {
    if (asked) open(asked.field)
  }, [asked])

  function toggle(field: string) {
    const there = named.find((each) => each.field === field)
    if (there?.note === '') return onChange(named.filter((each) => each.field !== field))
    if (!there) onChange(withField(verb, named, field))
    open(field)
  }

  function write(field: string, note: string) {
    onChange(named.map((each) => (each.field === field ? { field, note } : each)))
  }

  function drop(field: string) {
    onChange(named.filter((each) => each.field !== field))
    group.current?.querySelector<HTMLElement>('button')?.focus()
  }

  function byKey(event: KeyboardEvent) {
    const key = keyIn(event)
    const field = key === undefined ? undefined : fields[KEYS.indexOf(key)]
    if (!field) return
    // Letters stand for fields here, not for what the page does with them elsewhere.
    event.preventDefault()
    toggle(field.field)
  }

  function inNote(event: KeyboardEvent, { field, note }: NamedField) {
    if (event.nativeEvent.isComposing || event.keyCode === 229) return
    if (event.key === 'Escape' && note === '' && !isClosed && found.length > 0) {
      event.preventDefault()
      event.stopPropagation()
      setClosed(true)
      return
    }
    if (event.key === 'Enter' && !event.ctrlKey && !event.metaKey) event.preventDefault()
    const digit = note === '' && !isClosed ? digitOf(event) : undefined
    const phrase = digit && found[Number(digit) - 1]
    if (!phrase) return
    event.preventDefault()
    choose(field, phrase.text)
  }

  function choose(field: string, text: string) {
    write(field, text)
    // The next field is one digit away.
    group.current?.querySelector<HTMLElement>('button')?.focus()
  }

  return (
    <div className="naming">
      <div>
        <strong id="naming-label">{t('toCorrect')}</strong> <kbd>Ctrl+,</kbd> <span className="quiet">{t('toCorrectHint')}</span>
      </div>
      <Flex ref={group} gap={6} wrap role="group" aria-labelledby="naming-label" onKeyDown={byKey} style={{ marginBlock: 4 }}>
        {fields.map((each, i) => {
          const isNamed = named.some((one) => one.field === each.field)
          const label = pick(language, each.label)
          return (
            <Button
              key={each.field}
              size="small"
              type={isNamed ? 'primary' : 'dashed'}
              ghost={isNamed}
              icon={<AimOutlined aria-hidden />}
              aria-pressed={isNamed}
              onClick={() => toggle(each.field)}
            >
              {label}
              {KEYS[i] && <kbd aria-hidden>{KEYS[i]}</kbd>}
            </Button>
          )
        })}
      </Flex>
      {named.length > 0 && (
        <ul className="named">
          {named.map((each) => {
            const label = labelOf(each.field)
            const isOpen = writing === each.field && each.note === '' && !isClosed && found.length > 0
            return (
              <li key={each.field}>
                <label htmlFor={`note-${each.field}`}>{label}</label>
                <Input
                  ref={(input) => void (input ? notes.current.set(each.field, input) : notes.current.delete(each.field))}
                  id={`note-${each.field}`}
                  value={each.note}
                  maxLength={1000}
                  placeholder={t('notePlaceholder')}
                  aria-label={t('noteOf', { label })}
                  aria-describedby={isOpen ? `phrases-${each.field}` : undefined}
                  onFocus={() => (setWriting(each.field), setClosed(false))}
                  onBlur={() => setWriting('')}
                  onKeyDown={(event) => inNote(event, each)}
                  onChange={(event) => write(each.field, event.target.value)}
                />
                <Button
                  type="text"
                  icon={<CloseOutlined aria-hidden />}
                  aria-label={t('unnameField', { label })}
                  onClick={() => drop(each.field)}
                />
                {isOpen && (
                  <div id={`phrases-${each.field}`} className="phrases" role="group" aria-label={t('phrases')}>
                    <ol>
                      {found.map((phrase, i) => (
                        <li key={phrase.id ?? `recent-${i}`}>
                          <button
                            type="button"
                            className="phrase"
                            // The note keeps the focus until the phrase is in it.
                            onMouseDown={(event) => event.preventDefault()}
                            onClick={() => choose(each.field, phrase.text)}
                          >
                            <kbd>{i + 1}</kbd> {phrase.text}
                          </button>
                        </li>
                      ))}
                    </ol>
                  </div>
                )}
              </li>
            )
          })}
        </ul>
      )}
      {named.length > 0 && (
        <p className="quiet" role="status" style={{ margin: '4px 0' }}>
          {t('onlyThese', { fields: named.map((each) => labelOf(each.field)).join(language === 'zh' ? '、' : ', ') })}
        </p>
      )}
    </div>
  )
}

/** With one field more, in the order of the form. */
export function withField(verb: Verb, named: readonly NamedField[], field: string): NamedField[] {
  const all = [...named, { field, note: '' }]
  return verb.may_name.flatMap((each) => all.find((one) => one.field === each.field) ?? [])
}

function keyIn(event: KeyboardEvent): string | undefined {
  if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return undefined
  return /^(?:Digit|Numpad|Key)([1-9A-Z])$/.exec(event.code)?.[1]
}

function digitOf(event: KeyboardEvent): string | undefined {
  const key = keyIn(event)
  return key !== undefined && key <= '9' ? key : undefined
}
