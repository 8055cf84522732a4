/**
 * A form of ours: what may be read as facts, what may be written as fields.
 *
 *     <CaseForm ref={ref} form={task.form} values={task.values} draft={task.draft?.fields}
 *               outcome={outcome} onChange={save} />
 *     const fields = ref.current.submit()   // null: something is wrong, and the summary has the focus
 *
 * Errors appear on submit; after that a field is checked again when it is left. `errors` are the
 * server's, shown in the same place.
 */
import { EditOutlined } from '@ant-design/icons'
import { forwardRef, type ReactNode, useCallback, useEffect, useImperativeHandle, useMemo, useRef, useState } from 'react'

import { announce } from '../design/announce'
import { pick, useLanguage } from '../i18n'
import { check } from './check'
import { UPLOADS } from './check-messages'
import { ErrorSummary, errorText, nameIn } from './ErrorSummary'
import { Facts } from './Facts'
import { widgetOf } from './fields'
import './forms.css'
import { useT } from './messages'
import { toSend } from './normalise'
import { type Pending, PendingFields } from './pending'
import type { Change, FieldError, Fields, FormDocument } from './types'
import { namesOf } from './types'
import type { Widgets } from './widget'

export interface CaseFormHandle {
  /** The fields to send when nothing is wrong; else null, and the first error is in view. */
  /** `elsewhere`: fields that tell what is wrong with them in their own place. */
  submit: (outcome?: string, elsewhere?: readonly string[]) => Fields | null
  /** What is filled in so far, right or wrong: for drafts. */
  present: () => Fields
  focus: (name: string) => void
}

export interface CaseFormProps {
  form: FormDocument
  values?: Fields
  /** What was filled in before, over the values. */
  draft?: Fields | null
  /** The outcome whose required fields are marked and asked for. */
  outcome?: string
  /** What the server found wrong. */
  errors?: readonly FieldError[]
  changes?: readonly Change[]
  isReadOnly?: boolean
  /** Hide the fields that may only be read: they are shown elsewhere. */
  hidesFacts?: boolean
  /** Field → why it is to be corrected; empty where nothing was said of it alone. */
  reasons?: Readonly<Record<string, string>>
  widgets?: Widgets
  /** Every change, with all writable fields as they stand. */
  onChange?: (fields: Fields) => void
  /** Enter in a field of one line does not submit; this is for `<button type="submit">`. */
  onSubmit?: (fields: Fields) => void
  onPoint?: (label: string, name: string) => void
  children?: ReactNode
}

export const CaseForm = forwardRef<CaseFormHandle, CaseFormProps>(function CaseForm(
  {
    form,
    values = NOTHING,
    draft,
    outcome = '',
    errors: given = NONE,
    changes,
    isReadOnly = false,
    hidesFacts = false,
    reasons = NO_REASONS,
    widgets,
    onChange,
    onSubmit,
    onPoint,
    children,
  },
  ref,
) {
  const t = useT()
  const language = useLanguage()
  const properties = form.json_schema.properties ?? {}
  const writable = useMemo(() => namesOf(form, 'write'), [form])
  const [typed, setTyped] = useState<Fields>(() => begun(writable, values, draft))
  const [found, setFound] = useState<readonly FieldError[]>(NONE)
  const summary = useRef<HTMLDivElement>(null)
  const place = useRef<HTMLFormElement>(null)
  const latest = useRef(typed)
  latest.current = typed

  // The server's errors take the place of ours, until the fields are checked again.
  useEffect(() => {
    setFound(given)
    if (given.length > 0) requestAnimationFrame(() => summary.current?.focus())
  }, [given])

  const requires = form.outcomes?.find((each) => each.id === outcome)?.requires ?? NO_NAMES
  const clean = () => toSend(latest.current, values, properties)

  function set(name: string, value: unknown) {
    const next = { ...latest.current, [name]: value }
    latest.current = next
    setTyped(next)
    onChange?.(next)
  }

  function left(name: string) {
    // Only a field that has been wrong is checked again on leaving it.
    if (!found.some((each) => nameIn(each.path) === name)) return
    const now = check(form, clean(), { outcome }).filter((each) => nameIn(each.path) === name)
    setFound([...found.filter((each) => nameIn(each.path) !== name), ...now])
  }

  // Files under way are no part of the fields yet: sent without them, the form would say less than
  // what the person sees.
  const pending = useRef(new Map<string, Pending>())
  const wait = useCallback((name: string, what: Pending) => void pending.current.set(name, what), [])

  function unfinished(): FieldError[] {
    return [...pending.current].flatMap(([name, what]) =>
      what === null
        ? []
        : [{ path: `/${name}`, rule: 'upload', ...UPLOADS[what] }],
    )
  }

  function submit(asked: string = outcome, elsewhere: readonly string[] = NO_NAMES): Fields | null {
    const fields = clean()
    const waited = unfinished()
    const told = [...waited.map((each) => nameIn(each.path)), ...elsewhere]
    const wrong = [...waited, ...check(form, fields, { outcome: asked }).filter((each) => !told.includes(nameIn(each.path)))]
    setFound(wrong)
    if (wrong.length === 0) return fields
    announce(t('summaryTitle', { count: wrong.length }))
    requestAnimationFrame(() => summary.current?.focus())
    return null
  }

  function focus(name: string) {
    const root = place.current
    const target =
      root?.querySelector<HTMLElement>(`[id="field-${CSS.escape(name)}"] input, [id="field-${CSS.escape(name)}"]`) ??
      root?.querySelector<HTMLElement>(`[data-field="${CSS.escape(name)}"] :is(input, textarea, button)`)
    const input = root?.querySelector<HTMLElement>(`[data-field="${CSS.escape(name)}"] :is(input, textarea, select, button)`)
    ;(input ?? target)?.focus()
    ;(input ?? target)?.scrollIntoView({ block: 'center' })
  }

  useImperativeHandle(ref, () => ({ submit, present: () => latest.current, focus }))

  return (
    <PendingFields.Provider value={wait}>
      <form
        ref={place}
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          const fields = submit()
          if (fields) onSubmit?.(fields)
        }}
        onKeyDown={(event) => {
          // Enter of an input method, or of a hurried person, never decides anything.
          if (event.key === 'Enter' && event.target instanceof HTMLInputElement && !onSubmit) event.preventDefault()
        }}
      >
        <ErrorSummary ref={summary} errors={found} form={form} onGo={(error) => focus(nameIn(error.path))} />
        {!hidesFacts && <Facts form={form} values={values} changes={changes} onPoint={onPoint} />}
        {isReadOnly ? (
          <Facts form={form} values={{ ...values, ...typed }} names={writable} />
        ) : (
          writable.map((name) => {
            const schema = properties[name] ?? {}
            const id = `field-${name}`
            const wrong = found.filter((each) => nameIn(each.path) === name)
            const help = pick(language, schema['x-help'])
            const isRequired = (form.json_schema.required?.includes(name) ?? false) || requires.includes(name)
            const reason = reasons[name]
            const described = [reason !== undefined && `${id}-reason`, help && `${id}-help`, wrong.length > 0 && `${id}-error`].filter(Boolean).join(' ')
            const Control = widgetOf(name, schema, widgets)
            return (
              <div key={name} className={wrong.length > 0 ? 'field is-wrong' : 'field'} data-field={name} data-format={schema.format}>
                <label htmlFor={id} id={`${id}-label`}>
                  {pick(language, schema['x-label']) || name}
                  {!isRequired && <span className="quiet">{language === 'zh' ? `（${t('optional')}）` : ` (${t('optional')})`}</span>}
                </label>
                {reason !== undefined && (
                  <div id={`${id}-reason`} className="field-reason">
                    <EditOutlined aria-hidden /> {reason ? t('toCorrect', { note: reason }) : t('toCorrectPlain')}
                  </div>
                )}
                {help && (
                  <div id={`${id}-help`} className="field-help">
                    {help}
                  </div>
                )}
                {wrong.length > 0 && (
                  <div id={`${id}-error`} className="field-error">
                    {wrong.map((each, i) => (
                      <div key={i}>{errorText(each, form, language)}</div>
                    ))}
                  </div>
                )}
                <Control
                  id={id}
                  name={name}
                  schema={schema}
                  value={typed[name]}
                  onChange={(value) => set(name, value)}
                  onBlur={() => left(name)}
                  describedBy={described || undefined}
                  isWrong={wrong.length > 0}
                  isRequired={isRequired}
                />
              </div>
            )
          })
        )}
        {children}
      </form>
    </PendingFields.Provider>
  )
})

const NONE: readonly FieldError[] = []
const NOTHING: Fields = {}
const NO_REASONS: Readonly<Record<string, string>> = {}
const NO_NAMES: readonly string[] = []

function begun(writable: readonly string[], values: Fields, draft: Fields | null | undefined): Fields {
  const found: Fields = {}
  for (const name of writable) {
    const value = draft && name in draft ? draft[name] : values[name]
    if (value !== undefined) found[name] = value
  }
  return found
}

/** Findings of a declined command (`where` is the path) as errors of the form. */
export function findingsAsErrors(findings: readonly Record<string, unknown>[] | undefined): FieldError[] {
  return (findings ?? []).map((each) => ({
    path: String(each['where'] ?? each['path'] ?? ''),
    rule: String(each['rule'] ?? ''),
    zh: String(each['zh'] ?? ''),
    en: String(each['en'] ?? ''),
  }))
}
