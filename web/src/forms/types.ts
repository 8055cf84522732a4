/** Forms as the server gives them: JSON Schema 2020-12 with our own `x-` words. */
import type { InBoth } from '../i18n'
import { YUAN } from './vocabulary'

export type Right = 'read' | 'write'

export interface FieldSchema {
  type?: string | string[]
  format?: string
  enum?: unknown[]
  items?: FieldSchema
  properties?: Record<string, FieldSchema>
  required?: string[]
  maxLength?: number
  minLength?: number
  minimum?: number
  maximum?: number
  maxItems?: number
  minItems?: number
  default?: unknown
  'x-label'?: InBoth
  'x-help'?: InBoth
  'x-options'?: Record<string, InBoth>
  'x-unit'?: string | InBoth
  'x-widget'?: string
  /** What the value names, see `references.ts`. */
  'x-refers-to'?: string
  'x-personal'?: boolean
  [keyword: string]: unknown
}

export interface ObjectSchema extends FieldSchema {
  properties: Record<string, FieldSchema>
}

export interface Outcome {
  id: string
  label: InBoth
  opinion?: 'required' | 'optional' | 'none'
  requires?: string[]
}

export interface FormDocument {
  id?: string
  title?: InBoth
  outcomes?: Outcome[]
  json_schema: ObjectSchema
  /** Left out: every field may be written (forms of an application). */
  rights?: Record<string, Right | string>
}

export type Fields = Record<string, unknown>

/** One thing that is wrong, in the words of the server. */
export interface FieldError {
  path: string
  rule: string
  zh: string
  en: string
}

/** What a field was when somebody saw it last. */
export interface Change {
  field: string
  old: unknown
  new: unknown
  by_applicant?: boolean
}

export function rightOf(form: FormDocument, name: string): Right | undefined {
  if (form.rights === undefined) return 'write'
  const right = form.rights[name]
  return right === 'read' || right === 'write' ? right : undefined
}

export function namesOf(form: FormDocument, right: Right): string[] {
  return Object.keys(form.json_schema.properties ?? {}).filter((name) => rightOf(form, name) === right)
}

export function typesOf(schema: FieldSchema): string[] {
  if (Array.isArray(schema.type)) return schema.type
  return schema.type === undefined ? [] : [schema.type]
}

export function isA(schema: FieldSchema, type: string): boolean {
  return typesOf(schema).includes(type)
}

/** An amount in yuan: by its unit, its widget, or by its name. */
export function isMoney(name: string, schema: FieldSchema): boolean {
  if (schema['x-widget'] === 'money') return true
  const unit = schema['x-unit']
  if (unit !== undefined) return unit === YUAN || (typeof unit === 'object' && unit.zh === YUAN)
  return name.endsWith('_yuan') && (schema.format === 'decimal' || typesOf(schema).length === 0)
}
