/** Forms: fields, rights and outcomes on the left; on the right what people will see of it. */
import { ArrowDownOutlined, ArrowUpOutlined, DeleteOutlined, PlusOutlined } from '@ant-design/icons'
import { Alert, Button, Checkbox, Flex, Input, InputNumber, Select, Space, Typography } from 'antd'
import { useState, useSyncExternalStore } from 'react'

import type { Schemas } from '../../../api/client'
import { KNOWN_KINDS, useKindName } from '../../../design/kindNames'
import { KNOWN_ROLES, useRoleName } from '../../../design/roleNames'
import type { FieldSchema } from '../../../forms'
import { type Reference, referenceOf, referenceText } from '../../../forms/references'
import { type InBoth, pick, useLanguage } from '../../../i18n'
import type { Drafts } from '../drafts'
import { useT as useDesignerT } from '../messages'
import './form.css'
import {
  type FieldKind,
  type FormSource,
  kindOfField,
  KINDS,
  moved,
  naming,
  ofKind,
  type OutcomeSource,
  readForm,
  renamed,
  type Right,
  withField,
  without,
  withSchema,
  writeForm,
} from './model'
import { Preview } from './Preview'
import { useT } from './words'

/** What people apply with has no application before it. */
const START_FORM = 'start'
const NAME = /^[\p{L}_][\p{L}\p{N}_]{0,99}$/u
type Change = (next: FormSource) => void

export default function FormEditor(props: {
  drafts: Drafts
  path: string
  problems: readonly Schemas['ProblemOut'][]
  steps?: readonly string[]
  onSource: () => void
}) {
  const { drafts, path } = props
  const t = useT()
  const td = useDesignerT()
  useSyncExternalStore(drafts.subscribe, drafts.present)
  const text = drafts.text(path)
  const form = readForm(text)
  const [chosen, setChosen] = useState<string | null>(null)
  if (form === null)
    return (
      <Alert
        type="error"
        showIcon
        role="alert"
        title={td('unreadable')}
        description={td('unreadableHint')}
        action={<Button onClick={props.onSource}>{td('toSource')}</Button>}
        style={{ margin: 12 }}
      />
    )
  const change: Change = (next) => drafts.edit(path, writeForm(next))
  const names = Object.keys(form.schema.properties)
  const open = chosen !== null && names.includes(chosen) ? chosen : (names[0] ?? null)
  return (
    <div className="hq-form-editor">
      <div className="hq-form-parts">
        <Both
          id="form-title"
          label={t('title')}
          value={form.title}
          onChange={(title) => change({ ...form, title })}
        />
        {form.id !== START_FORM && (
          <Checkbox
            checked={form.shows_application === true}
            onChange={(event) => {
              const { shows_application: _before, ...rest } = form
              change((event.target.checked ? { ...rest, shows_application: true } : rest) as FormSource)
            }}
          >
            {t('showsApplication')}
          </Checkbox>
        )}
        {props.steps && props.steps.length > 0 && (
          <Typography.Text type="secondary">
            {t('usedBy', { steps: props.steps.join('、') })}
          </Typography.Text>
        )}
        <Fields form={form} open={open} onOpen={setChosen} onChange={change} />
        <Outcomes form={form} onChange={change} />
      </div>
      <Preview form={form} />
    </div>
  )
}

function Fields(props: {
  form: FormSource
  open: string | null
  onOpen: (name: string) => void
  onChange: Change
}) {
  const t = useT()
  const language = useLanguage()
  const { form, open } = props
  const names = Object.keys(form.schema.properties)
  const add = () => {
    let number = names.length + 1
    while (names.includes(`field_${number}`)) number += 1
    const name = `field_${number}`
    const label = { zh: '新字段', en: 'New field' }
    props.onChange(withField(form, name, ofKind('text', { 'x-label': label })))
    props.onOpen(name)
  }
  return (
    <section aria-label={t('fields')}>
      <Flex justify="space-between" align="center">
        <Typography.Title level={2} style={{ fontSize: 15, margin: 0 }}>
          {t('fields')}
        </Typography.Title>
        <Button size="small" icon={<PlusOutlined />} onClick={add}>
          {t('addField')}
        </Button>
      </Flex>
      {names.length === 0 && <Typography.Text type="secondary">{t('noFields')}</Typography.Text>}
      <ul className="hq-form-fields">
        {names.map((name) => {
          const schema = form.schema.properties[name]!
          const right = form.rights?.[name] ?? 'write'
          return (
            <li key={name} data-open={name === open || undefined}>
              <Flex align="center" gap={6}>
                <button
                  type="button"
                  className="hq-form-field"
                  aria-expanded={name === open}
                  onClick={() => props.onOpen(name)}
                >
                  <span>{pick(language, schema['x-label']) || name}</span>
                  <Typography.Text type="secondary">
                    {name} · {t(`kind.${kindOfField(name, schema)}`)} · {t(`right.${right}`)}
                    {form.schema.required?.includes(name) ? ` · ${t('required')}` : ''}
                  </Typography.Text>
                </button>
                <Button
                  type="text"
                  size="small"
                  aria-label={`${t('up')} ${name}`}
                  icon={<ArrowUpOutlined />}
                  disabled={name === names[0]}
                  onClick={() => props.onChange(moved(form, name, -1))}
                />
                <Button
                  type="text"
                  size="small"
                  aria-label={`${t('down')} ${name}`}
                  icon={<ArrowDownOutlined />}
                  disabled={name === names.at(-1)}
                  onClick={() => props.onChange(moved(form, name, 1))}
                />
                <Button
                  type="text"
                  size="small"
                  aria-label={`${t('removeField')} ${name}`}
                  icon={<DeleteOutlined />}
                  onClick={() => props.onChange(without(form, name))}
                />
              </Flex>
              {name === open && (
                <FieldProperties
                  key={name}
                  form={form}
                  name={name}
                  onChange={props.onChange}
                  onRenamed={props.onOpen}
                />
              )}
            </li>
          )
        })}
      </ul>
    </section>
  )
}

function FieldProperties(props: {
  form: FormSource
  name: string
  onChange: Change
  onRenamed: (name: string) => void
}) {
  const t = useT()
  const { form, name, onChange } = props
  const schema = form.schema.properties[name]!
  const kind = kindOfField(name, schema)
  const set = (changes: FieldSchema) => {
    const next: FieldSchema = { ...schema, ...changes }
    for (const key of Object.keys(next)) if (next[key] === undefined) delete next[key]
    onChange(withField(form, name, next))
  }
  const required = form.schema.required ?? []
  const kinds: FieldKind[] = kind === 'other' ? ['other', ...KINDS] : [...KINDS]
  return (
    <div className="hq-form-properties">
      <Both id={`${name}-label`} label={t('label')} value={schema['x-label']} onChange={(label) => set({ 'x-label': label })} />
      <Both
        id={`${name}-help`}
        label={t('help')}
        value={schema['x-help']}
        onChange={(help) => set({ 'x-help': help.zh || help.en ? help : undefined })}
      />
      <Flex gap={8} wrap>
        <Labelled label={t('kind')} id={`${name}-kind`}>
          <Select<FieldKind>
            id={`${name}-kind`}
            showSearch={{ optionFilterProp: 'label' }}
            value={kind}
            style={{ width: 150 }}
            onChange={(next) => next !== 'other' && onChange(withField(form, name, ofKind(next, schema)))}
            options={kinds.map((each) => ({ value: each, label: t(`kind.${each}`) }))}
          />
        </Labelled>
        <Labelled label={t('right')} id={`${name}-right`}>
          <Select<Right>
            id={`${name}-right`}
            value={form.rights?.[name] ?? 'write'}
            style={{ width: 110 }}
            onChange={(right) => onChange({ ...form, rights: { ...form.rights, [name]: right } })}
            options={(['write', 'read', 'hidden'] as const).map((each) => ({
              value: each,
              label: t(`right.${each}`),
            }))}
          />
        </Labelled>
        <Name form={form} name={name} onChange={onChange} onRenamed={props.onRenamed} />
      </Flex>
      <Space wrap>
        <Checkbox
          checked={required.includes(name)}
          onChange={(event) =>
            onChange(
              withSchema(form, {
                required: event.target.checked
                  ? [...required, name]
                  : required.filter((each) => each !== name),
              }),
            )
          }
        >
          {t('required')}
        </Checkbox>
        <Checkbox
          checked={schema['x-personal'] === true}
          onChange={(event) => set({ 'x-personal': event.target.checked || undefined })}
        >
          {t('personal')}
        </Checkbox>
        <Checkbox
          checked={schema['x-search'] === true}
          onChange={(event) => set({ 'x-search': event.target.checked || undefined })}
        >
          {t('search')}
        </Checkbox>
      </Space>
      {(kind === 'text' || kind === 'long') && (
        <Labelled label={t('longest')} id={`${name}-longest`}>
          <InputNumber
            id={`${name}-longest`}
            min={1}
            max={100_000}
            value={schema.maxLength ?? null}
            onChange={(value) => set({ maxLength: value ?? undefined })}
          />
        </Labelled>
      )}
      {kind === 'integer' && (
        <Flex gap={8}>
          <Labelled label={t('smallest')} id={`${name}-smallest`}>
            <InputNumber
              id={`${name}-smallest`}
              value={schema.minimum ?? null}
              onChange={(value) => set({ minimum: value ?? undefined })}
            />
          </Labelled>
          <Labelled label={t('largest')} id={`${name}-largest`}>
            <InputNumber
              id={`${name}-largest`}
              value={schema.maximum ?? null}
              onChange={(value) => set({ maximum: value ?? undefined })}
            />
          </Labelled>
        </Flex>
      )}
      <ReferenceProperties name={name} schema={schema} onChange={(next) => onChange(withField(form, name, next))} />
      {kind === 'choice' && <Options schema={schema} onChange={set} />}
      {kind === 'choices' && schema.items && (
        <Options schema={schema.items} onChange={(items) => set({ items: { ...schema.items, ...items } })} />
      )}
    </div>
  )
}

/** Among whom or what is chosen; nothing for fields that name none. */
function ReferenceProperties(props: { name: string; schema: FieldSchema; onChange: (schema: FieldSchema) => void }) {
  const t = useT()
  const kindName = useKindName()
  const roleName = useRoleName()
  const { name, schema } = props
  const reference = referenceOf(schema)
  if (!reference) return null
  const set = (change: Partial<Reference>) =>
    props.onChange({ ...schema, 'x-refers-to': referenceText({ ...reference, ...change }) })
  const kinds = KNOWN_KINDS.map((each) => ({ value: each, label: kindName(each) }))
  return (
    <Flex gap={8} wrap align="end">
      {reference.named === 'organisation' && (
        <Labelled label={t('kindsOfOrganisation')} id={`${name}-kinds`}>
          <Select
            id={`${name}-kinds`}
            mode="multiple"
            showSearch={{ optionFilterProp: 'label' }}
            style={{ minWidth: 220 }}
            placeholder={t('anyKind')}
            value={[...reference.kinds]}
            onChange={(chosen: string[]) => set({ kinds: chosen })}
            options={kinds}
          />
        </Labelled>
      )}
      {reference.named === 'person' && (
        <>
          <Labelled label={t('bureauOfPerson')} id={`${name}-bureau`}>
            <Select
              id={`${name}-bureau`}
              showSearch={{ optionFilterProp: 'label' }}
              style={{ width: 180 }}
              value={reference.kinds[0]}
              onChange={(chosen: string) => set({ kinds: [chosen] })}
              options={kinds}
            />
          </Labelled>
          <Labelled label={t('roleOfPerson')} id={`${name}-role`}>
            <Select
              id={`${name}-role`}
              allowClear
              showSearch={{ optionFilterProp: 'label' }}
              style={{ width: 180 }}
              placeholder={t('anyRole')}
              value={reference.role || undefined}
              onChange={(chosen: string | undefined) => set({ role: chosen ?? '' })}
              options={KNOWN_ROLES.map((each) => ({ value: each, label: roleName(each) }))}
            />
          </Labelled>
        </>
      )}
      <Checkbox
        checked={schema.type === 'array'}
        onChange={(event) => props.onChange(naming(event.target.checked, schema))}
      >
        {t('several')}
      </Checkbox>
    </Flex>
  )
}

function Name(props: {
  form: FormSource
  name: string
  onChange: Change
  onRenamed: (name: string) => void
}) {
  const t = useT()
  const [typed, setTyped] = useState(props.name)
  const isTaken = typed !== props.name && typed in props.form.schema.properties
  const isWrong = !NAME.test(typed) || typed === 'case'
  const commit = () => {
    if (isTaken || isWrong || typed === props.name) return
    props.onRenamed(typed)
    props.onChange(renamed(props.form, props.name, typed))
  }
  return (
    <Labelled label={t('fieldName')} id={`${props.name}-name`}>
      <Input
        id={`${props.name}-name`}
        value={typed}
        style={{ width: 170 }}
        title={t('fieldNameHint')}
        status={isTaken || isWrong ? 'error' : undefined}
        onChange={(event) => setTyped(event.target.value)}
        onBlur={commit}
        onPressEnter={commit}
      />
      {isTaken && <Typography.Text type="danger">{t('nameTaken')}</Typography.Text>}
      {isWrong && <Typography.Text type="danger">{t('nameWrong')}</Typography.Text>}
    </Labelled>
  )
}

function Options({ schema, onChange }: { schema: FieldSchema; onChange: (next: FieldSchema) => void }) {
  const t = useT()
  const words = schema['x-options'] ?? {}
  const values = (schema.enum ?? []).filter((each) => each !== null).map(String)
  const hasNull = (schema.enum ?? []).includes(null)
  const put = (rows: readonly (readonly [string, InBoth])[]) =>
    onChange({
      enum: [...rows.map(([value]) => value), ...(hasNull ? [null] : [])],
      'x-options': Object.fromEntries(rows),
    })
  const rows = values.map((value) => [value, words[value] ?? {}] as const)
  const replace = (at: number, row: readonly [string, InBoth]) =>
    put(rows.map((each, i) => (i === at ? row : each)))
  return (
    <fieldset className="hq-form-options">
      <legend>{t('options')}</legend>
      {rows.map(([value, label], i) => (
        <Flex key={i} gap={6} align="center">
          <Input
            aria-label={`${t('optionValue')} ${i + 1}`}
            value={value}
            onChange={(event) => replace(i, [event.target.value, label])}
          />
          <Input
            aria-label={`${t('zh')} ${i + 1}`}
            value={label.zh ?? ''}
            onChange={(event) => replace(i, [value, { ...label, zh: event.target.value }])}
          />
          <Input
            aria-label={`${t('en')} ${i + 1}`}
            value={label.en ?? ''}
            onChange={(event) => replace(i, [value, { ...label, en: event.target.value }])}
          />
          <Button
            type="text"
            size="small"
            aria-label={`${t('removeOption')} ${value}`}
            icon={<DeleteOutlined />}
            onClick={() => put(rows.filter((_, at) => at !== i))}
          />
        </Flex>
      ))}
      <Button
        size="small"
        onClick={() => put([...rows, [`option_${rows.length + 1}`, { zh: '选项', en: 'Option' }]])}
      >
        {t('addOption')}
      </Button>
    </fieldset>
  )
}

function Outcomes({ form, onChange }: { form: FormSource; onChange: Change }) {
  const t = useT()
  const language = useLanguage()
  const outcomes = form.outcomes ?? []
  const put = (next: OutcomeSource[]) => {
    const { outcomes: _before, ...rest } = form
    onChange(next.length > 0 ? insertOutcomes(rest as FormSource, next) : (rest as FormSource))
  }
  const replace = (at: number, change: Partial<OutcomeSource>) =>
    put(outcomes.map((each, i) => (i === at ? { ...each, ...change } : each)))
  const fields = Object.entries(form.schema.properties).map(([name, schema]) => ({
    value: name,
    label: pick(language, schema['x-label']) || name,
  }))
  return (
    <section aria-label={t('outcomes')}>
      <Flex justify="space-between" align="center">
        <Typography.Title level={2} style={{ fontSize: 15, margin: 0 }}>
          {t('outcomes')}
        </Typography.Title>
        <Button
          size="small"
          icon={<PlusOutlined />}
          onClick={() =>
            put([
              ...outcomes,
              {
                id: `outcome_${outcomes.length + 1}`,
                label: { zh: '新结果', en: 'New outcome' },
                opinion: 'optional',
              },
            ])
          }
        >
          {t('addOutcome')}
        </Button>
      </Flex>
      {outcomes.length === 0 && <Typography.Text type="secondary">{t('noOutcomes')}</Typography.Text>}
      {outcomes.map((each, i) => (
        <fieldset key={i} className="hq-form-outcome">
          <legend>{pick(language, each.label) || each.id}</legend>
          <Flex gap={8} wrap align="flex-end">
            <Labelled label={t('outcomeId')} id={`outcome-${i}-id`}>
              <Input
                id={`outcome-${i}-id`}
                value={each.id}
                style={{ width: 130 }}
                onChange={(event) => replace(i, { id: event.target.value })}
              />
            </Labelled>
            <Labelled label={t('opinion')} id={`outcome-${i}-opinion`}>
              <Select
                id={`outcome-${i}-opinion`}
                value={each.opinion ?? 'optional'}
                style={{ width: 130 }}
                onChange={(opinion) => replace(i, { opinion })}
                options={(['required', 'optional', 'none'] as const).map((one) => ({
                  value: one,
                  label: t(`opinion.${one}`),
                }))}
              />
            </Labelled>
            <Button
              type="text"
              aria-label={`${t('removeOutcome')} ${each.id}`}
              icon={<DeleteOutlined />}
              onClick={() => put(outcomes.filter((_, at) => at !== i))}
            />
          </Flex>
          <Both
            id={`outcome-${i}-label`}
            label={t('outcomeLabel')}
            value={each.label}
            onChange={(label) => replace(i, { label })}
          />
          <Labelled label={t('requires')} id={`outcome-${i}-requires`}>
            <Select
              id={`outcome-${i}-requires`}
              mode="multiple"
              value={each.requires ?? []}
              style={{ width: '100%' }}
              onChange={(requires) => replace(i, { requires })}
              options={fields}
            />
          </Labelled>
        </fieldset>
      ))}
    </section>
  )
}

/** Outcomes stand before the schema, as in the forms of the product. */
function insertOutcomes(form: FormSource, outcomes: OutcomeSource[]): FormSource {
  const { id, title, ...rest } = form
  return { id, ...(title ? { title } : {}), outcomes, ...rest } as FormSource
}

function Both(props: {
  id: string
  label: string
  value: InBoth | undefined
  onChange: (value: InBoth) => void
}) {
  const t = useT()
  const value = props.value ?? {}
  return (
    <Flex gap={8} className="hq-form-both">
      <Labelled label={t('inLanguage', { label: props.label, language: t('zh') })} id={`${props.id}-zh`}>
        <Input
          id={`${props.id}-zh`}
          value={value.zh ?? ''}
          onChange={(event) => props.onChange({ ...value, zh: event.target.value })}
        />
      </Labelled>
      <Labelled label={t('inLanguage', { label: props.label, language: t('en') })} id={`${props.id}-en`}>
        <Input
          id={`${props.id}-en`}
          value={value.en ?? ''}
          onChange={(event) => props.onChange({ ...value, en: event.target.value })}
        />
      </Labelled>
    </Flex>
  )
}

function Labelled(props: { label: string; id: string; children: React.ReactNode }) {
  return (
    <Flex vertical gap={2} style={{ flex: '1 1 auto', minWidth: 0 }}>
      <label htmlFor={props.id}>{props.label}</label>
      {props.children}
    </Flex>
  )
}
