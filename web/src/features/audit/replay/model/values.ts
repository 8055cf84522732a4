/** Values of variables as people read them. */
import type { Tagged } from './journal.ts'

/** Ends in its distance from UTC; without one it is a time of the clock on the wall. */
const INSTANT = /T.*(Z|[+-]\d\d:\d\d)$/
const TAGS = new Set(['n', 'd', 't', 'dt', 'dur', 'ym'])

/** The tag and text of a tagged value; null for plain JSON. */
export function tagOf(value: Tagged): [tag: string, text: string] | null {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return null
  const entries = Object.entries(value)
  if (entries.length !== 1) return null
  const [tag, text] = entries[0]!
  return TAGS.has(tag) && typeof text === 'string' ? [tag, text] : null
}

export interface Words {
  yes: string
  no: string
  empty: string
  unknown: string
  comma: string
  semicolon: string
  /** How an amount of yuan is written. */
  money: (text: string) => string
  /** How an instant is written, in the time of the product. */
  moment: (text: string) => string
}

/** `name` decides about amounts: they end in `_yuan`. Unknown stays unknown, never 0. */
export function valueText(value: Tagged, words: Words, name = ''): string {
  if (value === undefined) return words.unknown
  if (value === null || value === '') return words.empty
  if (value === true) return words.yes
  if (value === false) return words.no
  const tagged = tagOf(value)
  if (tagged) {
    const [tag, text] = tagged
    if (tag === 'n' && name.endsWith('_yuan')) return words.money(text)
    if (tag !== 'dt') return text
    const plain = text.replace(/@.*$/, '')
    if (INSTANT.test(plain)) return words.moment(plain)
    return plain.replace('T', ' ').replace(/:00$/, '')
  }
  if (typeof value === 'number') return name.endsWith('_yuan') ? words.money(String(value)) : String(value)
  if (typeof value === 'string') return value
  if (Array.isArray(value)) return value.length === 0 ? words.empty : value.map((each) => valueText(each, words)).join(words.comma)
  return Object.entries(value as object)
    .map(([key, each]) => `${key}: ${valueText(each, words, key)}`)
    .join(words.semicolon)
}
