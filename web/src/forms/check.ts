/**
 * What is wrong with the fields a person filled in: the same verdict, and the same words, as the
 * server's (engine/model/forms). An interpreting validator, as the content-security policy lets
 * nothing be compiled. Alone in its file, so that a test can run it without a browser.
 */
import { format, Validator } from '@cfworker/json-schema'
import { message, required } from './check-messages'
import type { FieldError, Fields, FieldSchema, FormDocument } from './types'

const DECIMAL = /^-?(?:0|[1-9][0-9]{0,17})(?:\.[0-9]{1,10})?$/
const DATE = /^([0-9]{4})-([0-9]{2})-([0-9]{2})$/
const DATE_TIME =
  /^([0-9]{4}-[0-9]{2}-[0-9]{2})[Tt]([0-9]{2}):([0-9]{2}):([0-9]{2})(?:\.[0-9]{1,6})?(?:[Zz]|([+-])([0-9]{2}):([0-9]{2}))$/
const TIME = /^(?:[01][0-9]|2[0-3]):[0-5][0-9](?::[0-5][0-9])?$/
const EMAIL = /^[^@\s]{1,64}@[^@\s.]+(?:\.[^@\s.]+)+$/
const UUID = /^[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$/

export function isDate(text: string): boolean {
  const match = DATE.exec(text)
  if (!match) return false
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])]
  if (year < 1 || month < 1 || month > 12 || day < 1) return false
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0
  return day <= [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1]!
}

function isDateTime(text: string): boolean {
  const match = DATE_TIME.exec(text)
  if (!match) return false
  const [, day, hour, minute, second, , offsetHour, offsetMinute] = match
  return (
    isDate(day!) &&
    Number(hour) < 24 &&
    Number(minute) < 60 &&
    Number(second) < 60 &&
    Number(offsetHour ?? 0) < 24 &&
    Number(offsetMinute ?? 0) < 60
  )
}

function isReference(text: string): boolean {
  const length = [...text].length
  return length > 0 && length <= 200
}

/** Every format that forms know; whatever the library brings besides is none of ours. */
const FORMATS: Record<string, (text: string) => boolean> = {
  decimal: (text) => DECIMAL.test(text),
  date: isDate,
  'date-time': isDateTime,
  time: (text) => TIME.test(text),
  email: (text) => EMAIL.test(text),
  uuid: (text) => UUID.test(text),
  attachment: isReference,
  roster: isReference,
}
Object.assign(format as Record<string, unknown>, FORMATS)

/** Keywords that look at several fields, as the server takes them over. */
const TOGETHER = [
  'allOf',
  'anyOf',
  'oneOf',
  'not',
  'if',
  'then',
  'else',
  'dependentRequired',
  'dependentSchemas',
  'minProperties',
  'maxProperties',
]
/** Keywords that only pass on what is wrong inside. */
const OUTER = new Set(['properties', 'items', 'prefixItems', 'allOf', 'if', 'dependentSchemas', 'false'])
/** Keywords whose inside is no error of its own. */
const CLOSED = new Set(['anyOf', 'oneOf', 'contains', 'not'])

export interface CheckOptions {
  /** The outcome adds the fields that it requires. */
  outcome?: string
}

/** Everything that is wrong with the writable fields; nothing wrong gives an empty list. */
export function check(form: FormDocument, data: Fields, { outcome }: CheckOptions = {}): FieldError[] {
  const schema = form.json_schema
  const properties = schema.properties ?? {}
  const writable = Object.keys(properties).filter(
    (name) => form.rights === undefined || form.rights[name] === 'write',
  )
  const taken = Object.fromEntries(
    Object.entries(data).filter(([name, value]) => value !== undefined && writable.includes(name)),
  )
  const whole: Record<string, unknown> = {
    type: 'object',
    properties: Object.fromEntries(writable.map((name) => [name, usable(properties[name]!)])),
    required: (schema.required ?? []).filter((name) => writable.includes(name)),
  }
  for (const keyword of TOGETHER) if (keyword in schema) whole[keyword] = usable(schema[keyword] as FieldSchema)
  const found = told(new Validator(whole as never, '2020-12', false).validate(taken).errors, whole, properties)
  const requires = form.outcomes?.find((each) => each.id === outcome)?.requires ?? []
  for (const name of requires) {
    const path = `/${escaped(name)}`
    const isMissing = isEmpty(taken[name])
    if (isMissing && !found.some((each) => each.path === path && each.rule === 'required'))
      found.push(required(path, name, properties[name]))
  }
  return found
}

function isEmpty(value: unknown): boolean {
  return value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0)
}

/** A copy without patterns that only the server's engine (RE2) can read: it checks those alone. */
function usable(schema: FieldSchema): FieldSchema {
  if (Array.isArray(schema)) return schema.map((each) => usable(each as FieldSchema)) as never
  if (schema === null || typeof schema !== 'object') return schema
  const found: FieldSchema = {}
  for (const [keyword, value] of Object.entries(schema)) {
    if (keyword.startsWith('x-')) continue
    if (keyword === 'pattern' && !compiles(value)) continue
    found[keyword] = keyword === 'enum' || keyword === 'const' ? value : usable(value as FieldSchema)
  }
  return found
}

function compiles(pattern: unknown): boolean {
  try {
    new RegExp(String(pattern), 'u')
    return true
  } catch {
    return false
  }
}

interface Raw {
  instanceLocation: string
  keyword: string
  keywordLocation: string
  error: string
}

function told(raw: Raw[], schema: unknown, properties: Record<string, FieldSchema>): FieldError[] {
  const closed = raw.filter((each) => CLOSED.has(each.keyword)).map((each) => `${each.keywordLocation}/`)
  const found: FieldError[] = []
  for (const each of raw) {
    if (OUTER.has(each.keyword)) continue
    if (closed.some((place) => each.keywordLocation.startsWith(place))) continue
    // The library gives the items that do not fit beside the list that lacks one.
    if (each.keywordLocation.includes('/contains') && each.keyword !== 'contains') continue
    const path = each.instanceLocation.replace(/^#/, '')
    const name = /required property "([\s\S]*)"\.$/.exec(each.error)?.[1]
    const error =
      each.keyword === 'required' && name !== undefined
        ? required(`${path}/${escaped(name)}`, name, properties[name])
        : { path, rule: each.keyword, ...message(each.keyword, valueAt(schema, each.keywordLocation)) }
    const isKnown = found.some((other) => other.path === error.path && other.rule === error.rule)
    if (!isKnown || each.keyword === 'dependentRequired') found.push(error)
  }
  return found
}

function valueAt(schema: unknown, location: string): unknown {
  let found = schema
  for (const step of location.replace(/^#\/?/, '').split('/')) {
    if (step === '') continue
    const key = decodeURIComponent(step).replace(/~1/g, '/').replace(/~0/g, '~')
    found = (found as Record<string, unknown> | undefined)?.[key]
  }
  return found
}

function escaped(step: string): string {
  return step.replace(/~/g, '~0').replace(/\//g, '~1')
}
