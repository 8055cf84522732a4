/** Which control a field gets; the table of widgets can be added to from outside. */
import { DeleteOutlined, PlusOutlined } from '@ant-design/icons'
import { Button, Checkbox, Flex, Input, Radio, Select } from 'antd'

import { DayPicker } from '../design/DayPicker'
import { cleanDay, isDay } from '../design/day-formats'
import { cleanAmount } from '../design/formats'
import { type InBoth, pick, useLanguage } from '../i18n'
import { FileField, RosterField } from './FileField'
import { FreeField } from './FreeField'
import { useT } from './messages'
import { AreaField, OrganisationField, PersonField, ProjectField } from './ReferenceFields'
import { referenceOf } from './references'
import { type FieldSchema, isA, isMoney, typesOf } from './types'
import { common, type Widget, type WidgetProps, type Widgets } from './widget'

/** A radio group up to this many options, a list to choose from above. */
const MOST_RADIOS = 4
const LONG_TEXT = 401

export function widgetOf(name: string, schema: FieldSchema, more: Widgets = {}): Widget {
  const kinds = [schema['x-widget'], referenceOf(schema)?.named, schema.format, schema.items?.format, kindOf(name, schema)]
  for (const kind of kinds) {
    const found = kind === undefined ? undefined : (more[kind] ?? WIDGETS[kind])
    if (found) return found
  }
  return TextField
}

function kindOf(name: string, schema: FieldSchema): string {
  if (schema.enum) return 'choice'
  if (isA(schema, 'boolean')) return 'yesno'
  if (isA(schema, 'array')) return schema.items?.enum ? 'choices' : isA(schema.items ?? {}, 'object') ? 'rows' : 'list'
  if (isA(schema, 'object')) return schema.properties && Object.keys(schema.properties).length > 0 ? 'group' : 'free'
  if (isMoney(name, schema)) return 'decimal'
  if (isA(schema, 'integer') || isA(schema, 'number')) return 'number'
  if (typesOf(schema).length === 0) return 'free'
  return (schema.maxLength ?? 0) >= LONG_TEXT ? 'textarea' : 'text'
}

function textOf(value: unknown): string {
  return value === null || value === undefined ? '' : typeof value === 'object' ? JSON.stringify(value) : String(value)
}

function TextField(props: WidgetProps) {
  return (
    <Input
      {...common(props)}
      value={textOf(props.value)}
      onChange={(event) => props.onChange(event.target.value)}
      onBlur={props.onBlur}
    />
  )
}

function TextAreaField(props: WidgetProps) {
  return (
    <Input.TextArea
      {...common(props)}
      autoSize={{ minRows: 2, maxRows: 10 }}
      value={textOf(props.value)}
      onChange={(event) => props.onChange(event.target.value)}
      onBlur={props.onBlur}
    />
  )
}

function NumberField(props: WidgetProps) {
  const isAmount = isMoney(props.name, props.schema)
  const unit = props.schema['x-unit']
  const language = useLanguage()
  return (
    <Input
      {...common(props)}
      inputMode="decimal"
      autoComplete="off"
      prefix={isAmount ? '¥' : undefined}
      suffix={!isAmount && unit !== undefined ? (typeof unit === 'string' ? unit : pick(language, unit as InBoth)) : undefined}
      style={{ maxWidth: 240 }}
      value={textOf(props.value)}
      onChange={(event) => props.onChange(event.target.value)}
      onBlur={(event) => {
        const clean = cleanAmount(event.target.value)
        if (clean !== event.target.value) props.onChange(clean)
        props.onBlur?.()
      }}
    />
  )
}

/** A day as text, in any usual writing; the browser's calendar stands beside it. */
function DayField(props: WidgetProps) {
  const t = useT()
  const text = textOf(props.value)
  return (
    <Flex gap={4} style={{ maxWidth: 240 }}>
      <Input
        {...common(props)}
        inputMode="numeric"
        autoComplete="off"
        placeholder={t('datePlaceholder')}
        value={text}
        onChange={(event) => props.onChange(event.target.value)}
        onBlur={(event) => {
          const clean = cleanDay(event.target.value)
          if (clean !== event.target.value) props.onChange(clean)
          props.onBlur?.()
        }}
      />
      <DayPicker value={isDay(text) ? text : ''} onChange={props.onChange} />
    </Flex>
  )
}

interface Option {
  value: string
  label: string
  raw: unknown
}

function optionsOf(schema: FieldSchema, language: 'zh' | 'en'): Option[] {
  return (schema.enum ?? [])
    .filter((value) => value !== null)
    .map((raw) => ({
      raw,
      value: String(raw),
      label: pick(language, schema['x-options']?.[String(raw)]) || String(raw),
    }))
}

function ChoiceField(props: WidgetProps) {
  const t = useT()
  const language = useLanguage()
  const options = optionsOf(props.schema, language)
  const rawOf = (value: string | undefined) => options.find((each) => each.value === value)?.raw
  if (options.length <= MOST_RADIOS)
    return (
      <Radio.Group
        id={props.id}
        aria-labelledby={`${props.id}-label`}
        aria-describedby={props.describedBy}
        value={props.value === undefined || props.value === null ? undefined : String(props.value)}
        onChange={(event) => props.onChange(rawOf(String(event.target.value)))}
        options={options.map(({ value, label }) => ({ value, label }))}
      />
    )
  return (
    <Select
      {...common(props)}
      showSearch={{ optionFilterProp: 'label' }}
      allowClear={!props.isRequired}
      placeholder={t('choose')}
      style={{ width: '100%' }}
      value={props.value === undefined || props.value === null ? undefined : String(props.value)}
      onChange={(value) => props.onChange(rawOf(value))}
      onBlur={props.onBlur}
      options={options.map(({ value, label }) => ({ value, label }))}
    />
  )
}

function ChoicesField(props: WidgetProps) {
  const language = useLanguage()
  const options = optionsOf(props.schema.items ?? {}, language)
  const chosen = Array.isArray(props.value) ? props.value.map(String) : []
  return (
    <Checkbox.Group
      value={chosen}
      onChange={(values) => props.onChange(options.filter((each) => values.includes(each.value)).map((each) => each.raw))}
      options={options.map(({ value, label }) => ({ value, label }))}
    />
  )
}

function YesNoField(props: WidgetProps) {
  const t = useT()
  return (
    <Radio.Group
      id={props.id}
      aria-labelledby={`${props.id}-label`}
      aria-describedby={props.describedBy}
      value={typeof props.value === 'boolean' ? String(props.value) : undefined}
      onChange={(event) => props.onChange(event.target.value === 'true')}
      options={[
        { value: 'true', label: t('yes') },
        { value: 'false', label: t('no') },
      ]}
    />
  )
}

/** A list of short texts: typed one after the other or pasted. */
function ListField(props: WidgetProps) {
  const t = useT()
  const items = Array.isArray(props.value) ? props.value.map(textOf) : []
  const isNumeric = isA(props.schema.items ?? {}, 'integer') || isA(props.schema.items ?? {}, 'number')
  return (
    <>
      <Select
        {...common(props)}
        mode="tags"
        open={false}
        suffixIcon={null}
        tokenSeparators={[',', '，', '、', ';', '；', '\n', '\t']}
        style={{ width: '100%' }}
        value={items}
        onChange={(values: string[]) =>
          props.onChange(isNumeric ? values.map((each) => (/^-?\d+$/.test(each) ? Number(each) : each)) : values)
        }
        onBlur={props.onBlur}
      />
      <div className="field-help">{t('tagsHint')}</div>
    </>
  )
}

/** A list of groups of fields. */
function RowsField(props: WidgetProps) {
  const t = useT()
  const language = useLanguage()
  const rows = Array.isArray(props.value) ? (props.value as Record<string, unknown>[]) : []
  const inner = props.schema.items ?? {}
  const set = (index: number, row: Record<string, unknown>) =>
    props.onChange(rows.map((each, i) => (i === index ? row : each)))
  return (
    <div id={props.id} role="group" aria-labelledby={`${props.id}-label`}>
      {rows.map((row, i) => (
        <fieldset key={i} className="field-group">
          <legend>
            {t('entry', { n: i + 1 })}{' '}
            <Button
              size="small"
              type="text"
              icon={<DeleteOutlined aria-hidden />}
              aria-label={t('remove', { n: i + 1 })}
              onClick={() => props.onChange(rows.filter((_, at) => at !== i))}
            />
          </legend>
          <Inner prefix={`${props.id}-${i}`} schema={inner} value={row} onChange={(next) => set(i, next)} language={language} />
        </fieldset>
      ))}
      <Button icon={<PlusOutlined aria-hidden />} onClick={() => props.onChange([...rows, {}])}>
        {t('add')}
      </Button>
    </div>
  )
}

function GroupField(props: WidgetProps) {
  const language = useLanguage()
  const value = (props.value ?? {}) as Record<string, unknown>
  return (
    <div id={props.id} role="group" aria-labelledby={`${props.id}-label`} className="field-group">
      <Inner prefix={props.id} schema={props.schema} value={value} onChange={props.onChange} language={language} />
    </div>
  )
}

interface InnerProps {
  prefix: string
  schema: FieldSchema
  value: Record<string, unknown>
  onChange: (value: Record<string, unknown>) => void
  language: 'zh' | 'en'
}

function Inner({ prefix, schema, value, onChange, language }: InnerProps) {
  return Object.entries(schema.properties ?? {}).map(([name, inner]) => {
    const id = `${prefix}-${name}`
    const Control = widgetOf(name, inner)
    return (
      <div key={name} className="field">
        <label htmlFor={id} id={`${id}-label`}>
          {pick(language, inner['x-label']) || name}
        </label>
        <Control
          id={id}
          name={name}
          schema={inner}
          value={value[name]}
          onChange={(next) => onChange({ ...value, [name]: next })}
          isWrong={false}
          isRequired={schema.required?.includes(name) ?? false}
        />
      </div>
    )
  })
}

const WIDGETS: Widgets = {
  text: TextField,
  textarea: TextAreaField,
  decimal: NumberField,
  money: NumberField,
  number: NumberField,
  date: DayField,
  choice: ChoiceField,
  radio: ChoiceField,
  choices: ChoicesField,
  yesno: YesNoField,
  list: ListField,
  rows: RowsField,
  group: GroupField,
  free: FreeField,
  area: AreaField,
  organisation: OrganisationField,
  project: ProjectField,
  person: PersonField,
  attachment: FileField,
  roster: RosterField,
}
