/** A form file as the editor changes it; whatever it does not know stays as it is. */
import type { InBoth } from '../../../i18n'
import type { FieldSchema } from '../../../forms'
import { referenceOf } from '../../../forms/references'

export type Right = 'write' | 'read' | 'hidden'

export interface OutcomeSource {
  id: string
  label: InBoth
  opinion?: 'required' | 'optional' | 'none'
  requires?: string[]
}

export interface FormSource {
  id: string
  title?: InBoth
  outcomes?: OutcomeSource[]
  schema: {
    type: 'object'
    properties: Record<string, FieldSchema>
    required?: string[]
    [keyword: string]: unknown
  }
  rights?: Record<string, Right>
  /** The plain fields of the case's application are read above the step's own. */
  shows_application?: boolean
  [key: string]: unknown
}

export const KINDS = [
  'text',
  'long',
  'amount',
  'decimal',
  'integer',
  'date',
  'yesno',
  'choice',
  'choices',
  'area',
  'organisation',
  'person',
  'project',
  'attachment',
  'roster',
  'email',
] as const
export type FieldKind = (typeof KINDS)[number] | 'other'

const YUAN = { zh: '元', en: 'yuan' }
const LONG = 400
const USUAL_BUREAU = 'hrss_bureau'

/** Null where the text is no form. */
export function readForm(text: string): FormSource | null {
  try {
    const found: unknown = JSON.parse(text)
    if (found === null || typeof found !== 'object' || Array.isArray(found)) return null
    const form = found as FormSource
    const { schema } = form
    if (typeof schema !== 'object' || schema === null || typeof schema.properties !== 'object' || !schema.properties)
      return null
    if (form.outcomes !== undefined && !Array.isArray(form.outcomes)) return null
    return form
  } catch {
    return null
  }
}

export function writeForm(form: FormSource): string {
  return `${JSON.stringify(form, null, 2)}\n`
}

export function kindOfField(name: string, schema: FieldSchema): FieldKind {
  const types = Array.isArray(schema.type) ? schema.type : [schema.type]
  const unit = schema['x-unit']
  const reference = referenceOf(schema)
  if (reference) return reference.named
  if (schema.enum) return 'choice'
  if (types.includes('array')) return schema.items?.enum ? 'choices' : 'other'
  if (types.includes('boolean')) return 'yesno'
  if (types.includes('integer')) return 'integer'
  if (!types.includes('string')) return 'other'
  if (schema.format === 'decimal') {
    const isYuan = (typeof unit === 'object' ? unit?.zh : unit) === YUAN.zh
    return isYuan || name.endsWith('_yuan') ? 'amount' : 'decimal'
  }
  if (schema.format === 'date') return 'date'
  if (schema.format === 'attachment') return 'attachment'
  if (schema.format === 'roster') return 'roster'
  if (schema.format === 'email') return 'email'
  if (schema.format) return 'other'
  return (schema.maxLength ?? 0) >= LONG ? 'long' : 'text'
}

/** The schema of another kind; words and marks are kept. */
export function ofKind(kind: FieldKind, before: FieldSchema): FieldSchema {
  const kept: FieldSchema = {}
  for (const key of ['x-label', 'x-help', 'x-personal', 'x-search', 'description'])
    if (before[key] !== undefined) kept[key] = before[key]
  const options = before['x-options'] ?? before.items?.['x-options'] ?? {
    first: { zh: '选项一', en: 'First' },
    second: { zh: '选项二', en: 'Second' },
  }
  switch (kind) {
    case 'long':
      return { type: 'string', maxLength: 2000, ...kept }
    case 'amount':
      return { type: 'string', format: 'decimal', ...kept, 'x-unit': YUAN }
    case 'decimal':
    case 'date':
    case 'attachment':
    case 'roster':
    case 'email':
      return { type: 'string', format: kind, ...kept }
    case 'area':
    case 'organisation':
    case 'project':
      return { type: 'string', maxLength: 100, ...kept, 'x-refers-to': kind }
    case 'person':
      return { type: 'string', maxLength: 100, ...kept, 'x-refers-to': `person:${USUAL_BUREAU}` }
    case 'integer':
      return { type: 'integer', minimum: 0, ...kept }
    case 'yesno':
      return { type: 'boolean', ...kept }
    case 'choice':
      return { type: 'string', enum: Object.keys(options), 'x-options': options, ...kept }
    case 'choices':
      return {
        type: 'array',
        items: { type: 'string', enum: Object.keys(options), 'x-options': options },
        uniqueItems: true,
        ...kept,
      }
    default:
      return { type: 'string', maxLength: 200, ...kept }
  }
}

/** The same reference to one or to several. */
export function naming(several: boolean, schema: FieldSchema): FieldSchema {
  const { type: _type, maxLength: _length, items: _items, uniqueItems: _unique, ...rest } = schema
  const one = { type: 'string', maxLength: 100 }
  return several ? { type: 'array', items: one, uniqueItems: true, ...rest } : { ...one, ...rest }
}

export function withField(form: FormSource, name: string, schema: FieldSchema): FormSource {
  return withSchema(form, { properties: { ...form.schema.properties, [name]: schema } })
}

export function withSchema(form: FormSource, change: Partial<FormSource['schema']>): FormSource {
  const schema = { ...form.schema, ...change }
  if (schema.required?.length === 0) delete schema.required
  return { ...form, schema }
}

export function renamed(form: FormSource, from: string, to: string): FormSource {
  const move = <T>(held: Record<string, T>) =>
    Object.fromEntries(Object.entries(held).map(([name, value]) => [name === from ? to : name, value]))
  const swap = (names: readonly string[]) => names.map((each) => (each === from ? to : each))
  const next = withSchema(form, { properties: move(form.schema.properties) })
  if (next.schema.required) next.schema.required = swap(next.schema.required)
  if (next.rights) next.rights = move(next.rights)
  if (next.outcomes)
    next.outcomes = next.outcomes.map((each) =>
      each.requires ? { ...each, requires: swap(each.requires) } : each,
    )
  return next
}

export function without(form: FormSource, name: string): FormSource {
  const { [name]: _gone, ...properties } = form.schema.properties
  const next = withSchema(form, { properties })
  if (next.schema.required)
    next.schema = { ...next.schema, required: next.schema.required.filter((each) => each !== name) }
  if (next.schema.required?.length === 0) delete next.schema.required
  if (next.rights) {
    const { [name]: _right, ...rights } = next.rights
    next.rights = rights
  }
  if (next.outcomes)
    next.outcomes = next.outcomes.map((each) =>
      each.requires ? { ...each, requires: each.requires.filter((one) => one !== name) } : each,
    )
  return next
}

export function moved(form: FormSource, name: string, by: -1 | 1): FormSource {
  const entries = Object.entries(form.schema.properties)
  const at = entries.findIndex(([each]) => each === name)
  const to = at + by
  if (at < 0 || to < 0 || to >= entries.length) return form
  const [entry] = entries.splice(at, 1)
  entries.splice(to, 0, entry!)
  return withSchema(form, { properties: Object.fromEntries(entries) })
}

/** Values that break what the field asks for, to see what people will be told. */
export function wrongValues(form: FormSource): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(form.schema.properties).map(([name, schema]) => [name, wrongValue(name, schema)]),
  )
}

function wrongValue(name: string, schema: FieldSchema): unknown {
  switch (kindOfField(name, schema)) {
    case 'amount':
    case 'decimal':
      return '12,3x'
    case 'integer':
      return typeof schema.minimum === 'number' ? schema.minimum - 1 : 1.5
    case 'date':
      return '2026-02-30'
    case 'email':
      return 'nobody'
    case 'text':
    case 'long':
      return schema.maxLength ? 'x'.repeat(Math.min(schema.maxLength + 1, 5000)) : ''
    default:
      return undefined
  }
}
