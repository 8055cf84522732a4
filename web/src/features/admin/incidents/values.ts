/** Values of variables as an operator types and reads them; tagged as the engine stores them. */
export const TYPES = ['text', 'number', 'date', 'boolean', 'json'] as const
export type ValueType = (typeof TYPES)[number]
export type Wrong = 'wrongNumber' | 'wrongDate' | 'wrongJson'

/** What somebody typed as a tagged value. Throws the name of what is wrong. */
export function toTagged(type: ValueType, typed: string): unknown {
  const clean = typed.normalize('NFKC').trim()
  switch (type) {
    case 'text':
      return typed
    case 'boolean':
      return clean === 'true'
    case 'number': {
      const plain = clean.replace(/[,，\s]/g, '')
      if (!/^-?\d+(\.\d+)?$/.test(plain)) throw new WrongValue('wrongNumber')
      const isSmall = /^-?\d{1,15}$/.test(plain)
      return isSmall ? Number(plain) : { n: plain }
    }
    case 'date':
      if (!/^\d{4}-\d{2}-\d{2}$/.test(clean) || Number.isNaN(Date.parse(clean))) throw new WrongValue('wrongDate')
      return { d: clean }
    case 'json':
      try {
        return JSON.parse(typed)
      } catch {
        throw new WrongValue('wrongJson')
      }
  }
}

export class WrongValue extends Error {
  readonly kind: Wrong
  constructor(kind: Wrong) {
    super(kind)
    this.kind = kind
  }
}

export function typeOf(value: unknown): ValueType {
  if (typeof value === 'boolean') return 'boolean'
  if (typeof value === 'number') return 'number'
  if (value !== null && typeof value === 'object') {
    if ('n' in value) return 'number'
    if ('d' in value) return 'date'
    return 'json'
  }
  return 'text'
}

/** The value as text that `toTagged` reads again. */
export function asText(value: unknown): string {
  if (value === null || value === undefined) return ''
  if (typeof value === 'object') {
    if ('n' in value) return String((value as { n: unknown }).n)
    if ('d' in value) return String((value as { d: unknown }).d)
    return JSON.stringify(value)
  }
  return String(value)
}
