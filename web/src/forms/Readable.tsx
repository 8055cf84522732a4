/** A value to read: amounts, days, lists, tables and structures in words, never as code. */
import { Tag } from 'antd'
import { Fragment, type ReactNode, useContext } from 'react'

import { dayText, money, momentText } from '../design/formats'
import { type Language, pick, useLanguage } from '../i18n'
import { isDate } from './check'
import { FileName } from './FileName'
import { useT } from './messages'
import { type Reference, referenceOf } from './references'
import { Referred } from './Referred'
import { type FieldSchema, isMoney, typesOf } from './types'
import { CODES, KEYS, spelled, Vocabulary } from './vocabulary'

const MOST_ROWS = 50

interface Props {
  value: unknown
  schema?: FieldSchema
  name?: string
  /** A short place: structures are only counted. */
  isShort?: boolean
}

export function Readable({ value, schema = {}, name = '', isShort = false }: Props): ReactNode {
  const t = useT()
  const language = useLanguage()
  const words = useContext(Vocabulary)
  const plain = untagged(value)
  if (plain === null || plain === undefined || plain === '')
    return <span className="quiet">{t('none')}</span>
  const reference = referenceOf(schema)
  if (reference) return <Names ids={[plain].flat().map(String)} reference={reference} />
  if (typeof plain === 'boolean') return plain ? t('yes') : t('no')
  if (typeof plain === 'string' || typeof plain === 'number')
    return <Scalar value={plain} schema={schema} name={name} />
  if (Array.isArray(plain)) {
    if (plain.length === 0) return <span className="quiet">{t('emptyList')}</span>
    const items = schema.items ?? {}
    if (plain.every((each) => isRecord(untagged(each))))
      return isShort ? t('more', { count: plain.length }) : <Rows rows={plain.map(untagged) as Row[]} schema={items} />
    const isFiles = items.format === 'attachment' || String(plain[0]).startsWith('sha256:')
    if (!isFiles && plain.every((each) => !isRecord(untagged(each)) && !Array.isArray(each)) && (isShort || plain.join('').length < 80))
      return plain.map((each) => pick(language, words[String(each)]) || shortText(untagged(each), items, name, language)).join(language === 'zh' ? '、' : ', ')
    return (
      <ul style={{ margin: 0, paddingInlineStart: 18 }}>
        {plain.slice(0, MOST_ROWS).map((each, i) => (
          <li key={i}>
            <Readable value={each} schema={items} name={name} />
          </li>
        ))}
        {plain.length > MOST_ROWS && <li>{t('more', { count: plain.length - MOST_ROWS })}</li>}
      </ul>
    )
  }
  if (!isRecord(plain)) return String(plain)
  const entries = Object.entries(inOneLanguage(plain, language))
  if (entries.length === 0) return <span className="quiet">{t('emptyList')}</span>
  if (isShort) return entries.map(([key]) => labelOf(key, schema, language)).join('、')
  return (
    <dl className="pairs">
      {entries.map(([key, inner]) => (
        <div key={key}>
          <dt>{labelOf(key, schema, language)}</dt>
          <dd>
            <Readable value={inner} schema={schema.properties?.[key] ?? {}} name={nameIn(key, name)} />
          </dd>
        </div>
      ))}
    </dl>
  )
}

function Names({ ids, reference }: { ids: string[]; reference: Reference }) {
  const comma = useLanguage() === 'zh' ? '、' : ', '
  return ids.map((id, i) => (
    <Fragment key={i}>
      {i > 0 && comma}
      <Referred id={id} reference={reference} />
    </Fragment>
  ))
}

/** Amounts keyed by fund or payee stand in a field that says yuan. */
function nameIn(key: string, around: string): string {
  return around.endsWith('totals') || around.endsWith('_yuan') ? `${key}_yuan` : key
}

type Row = Record<string, unknown>

/** A reason that comes in both languages is told once. */
function inOneLanguage(row: Row, language: Language): Row {
  if (!('zh' in row) || !('en' in row)) return row
  const { zh, en, ...rest } = row
  return { ...rest, zh: pick(language, { zh: String(zh), en: String(en) }) }
}

function Rows({ rows, schema }: { rows: Row[]; schema: FieldSchema }) {
  const t = useT()
  const language = useLanguage()
  const spoken = rows.map((row) => inOneLanguage(row, language))
  const shown = [...new Set(spoken.flatMap((row) => Object.keys(row)))]
  return (
    <div style={{ overflowX: 'auto' }} tabIndex={0} role="group">
      <table className="plain-table">
        <thead>
          <tr>
            {shown.map((key) => (
              <th key={key} scope="col">
                {labelOf(key, schema, language)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {spoken.slice(0, MOST_ROWS).map((row, i) => (
            <tr key={i}>
              {shown.map((key) => (
                <td key={key}>
                  <Readable
                    value={row[key]}
                    schema={schema.properties?.[key] ?? {}}
                    name={key}
                  />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {rows.length > MOST_ROWS && <div className="quiet">{t('more', { count: rows.length - MOST_ROWS })}</div>}
    </div>
  )
}

function Scalar({ value, schema, name }: { value: string | number; schema: FieldSchema; name: string }) {
  const t = useT()
  const words = useContext(Vocabulary)
  const language = useLanguage()
  if (isAmount(value, schema, name)) return <span className="tabular">{money(value)}</span>
  if (typeof value === 'string' && (schema.format === 'attachment' || value.startsWith('sha256:')))
    return <FileName reference={value} />
  if (schema.format === 'roster') return t('rosterKept')
  const text = pick(language, words[String(value)]) || shortText(value, schema, name, language)
  if (name === 'rule') return <Tag>{text}</Tag>
  return <span style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>{text}</span>
}

function isAmount(value: string | number, schema: FieldSchema, name: string): boolean {
  if (!/^-?\d+(\.\d+)?$/.test(String(value))) return false
  return isMoney(name, schema) || (name.endsWith('_yuan') && typesOf(schema).length === 0)
}

/** One value in a line of text. */
export function shortText(value: unknown, schema: FieldSchema, name: string, language: Language): string {
  const plain = untagged(value)
  if (plain === null || plain === undefined) return ''
  const option = schema['x-options']?.[String(plain)] ?? schema.items?.['x-options']?.[String(plain)]
  if (option) return pick(language, option)
  if (typeof plain === 'boolean') return plain ? useT.now('yes') : useT.now('no')
  if (typeof plain === 'number' || (typeof plain === 'string' && /^-?\d+(\.\d+)?$/.test(plain)))
    return isAmount(plain, schema, name) ? money(plain) : String(plain)
  if (typeof plain === 'string') {
    if (isDate(plain)) return plain
    if (schema.format === 'date-time' || /^\d{4}-\d\d-\d\dT\d\d:\d\d/.test(plain))
      return Number.isNaN(Date.parse(plain)) ? plain : momentText(plain)
    return CODES[plain] ? pick(language, CODES[plain]) : plain
  }
  if (Array.isArray(plain)) return plain.map((each) => shortText(each, schema.items ?? {}, name, language)).join('、')
  return JSON.stringify(plain)
}

export function labelOf(key: string, schema: FieldSchema, language: Language): string {
  const label = schema.properties?.[key]?.['x-label']
  return label ? pick(language, label) : KEYS[key] ? pick(language, KEYS[key]) : spelled(key)
}

/** {n: "1409.50"}, {d: "2026-05-03"} and their like as plain text. */
export function untagged(value: unknown): unknown {
  if (!isRecord(value)) return value
  const keys = Object.keys(value)
  if (keys.length !== 1) return value
  const [key] = keys as [string]
  const inner = value[key]
  if (['n', 'd', 't', 'dt', 'dur', 'ym'].includes(key) && typeof inner === 'string')
    return key === 'dt' && !Number.isNaN(Date.parse(inner)) ? inner : inner
  return key === 'ctx' && isRecord(inner) ? inner : value
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return value !== null && typeof value === 'object' && !Array.isArray(value)
}

export function dayOf(value: unknown): string {
  const plain = untagged(value)
  return typeof plain === 'string' ? (isDate(plain) ? plain : dayText(plain)) : ''
}
