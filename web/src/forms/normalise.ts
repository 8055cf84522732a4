/** What people type, made clean before it is checked: NFKC, no stray blanks, amounts without ￥ and commas. */
import { cleanAmount } from '../design/formats'
import { cleanDay } from '../design/day-formats'
import { type FieldSchema, isA, type Fields } from './types'

/** One field as the server takes it; `undefined`: nothing was filled in. */
export function normalised(value: unknown, schema: FieldSchema): unknown {
  if (typeof value === 'string') return cleanText(value, schema)
  if (Array.isArray(value)) {
    const items = value
      .map((each) => normalised(each, schema.items ?? {}))
      .filter((each) => each !== undefined && each !== '')
    return items.length > 0 || isA(schema, 'array') ? items : undefined
  }
  if (value !== null && typeof value === 'object') {
    const properties = schema.properties ?? {}
    const found: Fields = {}
    for (const [name, inner] of Object.entries(value)) {
      const clean = normalised(inner, properties[name] ?? {})
      if (clean !== undefined) found[name] = clean
    }
    return found
  }
  return value ?? undefined
}

function cleanText(value: string, schema: FieldSchema): unknown {
  if (schema.format === 'decimal') return cleanAmount(value) || undefined
  if (schema.format === 'date') return cleanDay(value) || undefined
  if (!isA(schema, 'string') && (isA(schema, 'integer') || isA(schema, 'number'))) {
    const text = cleanAmount(value)
    if (text === '') return undefined
    // What is no number stays a text, so that the check can say so.
    return /^-?\d+(\.\d+)?$/.test(text) ? Number(text) : text
  }
  // Prose keeps its full-width punctuation; only letters and digits become plain ones.
  const text = value
    .normalize('NFC')
    .replace(/[０-９Ａ-Ｚａ-ｚ]/g, (each) => each.normalize('NFKC'))
    .replace(/[ \t]+$/gm, '')
    .trim()
  return text === '' ? undefined : text
}

/**
 * The fields to send: those that are filled in, and an empty value for those that were filled in
 * before and are empty now.
 */
export function toSend(typed: Fields, before: Fields, properties: Record<string, FieldSchema>): Fields {
  const found: Fields = {}
  for (const [name, schema] of Object.entries(properties)) {
    if (!(name in typed)) continue
    const clean = normalised(typed[name], schema)
    const isEmpty = clean === undefined || (Array.isArray(clean) && clean.length === 0)
    if (!isEmpty) found[name] = clean
    else if (isFilled(before[name])) {
      if (isA(schema, 'null')) found[name] = null
      else if (isA(schema, 'array')) found[name] = []
      else if (isA(schema, 'string') && !schema.format && !schema.minLength) found[name] = ''
    }
  }
  return found
}

function isFilled(value: unknown): boolean {
  return value !== undefined && value !== null && value !== '' && !(Array.isArray(value) && value.length === 0)
}
