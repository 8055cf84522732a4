/** What was asked to be corrected and what became of it: old → new, or left as it was. */
import { ArrowRightOutlined } from '@ant-design/icons'
import { Tag } from 'antd'

import { pick, useLanguage } from '../i18n'
import './forms.css'
import { useT } from './messages'
import { Readable } from './Readable'
import type { FieldSchema } from './types'

export interface CorrectedRow {
  field: string
  label: { zh: string; en: string }
  note: string
  changed: boolean
  schema: FieldSchema
  old: unknown
  new: unknown
  /** The value is not for the reader. */
  isHidden?: boolean
  /** Said in place of the values. */
  said?: { old?: string; new: string }
}

export function Corrected({ rows, label }: { rows: readonly CorrectedRow[]; label: string }) {
  const t = useT()
  const language = useLanguage()
  return (
    <dl className="corrected" aria-label={label}>
      {rows.map((row) => (
        <div key={row.field}>
          <dt>
            {pick(language, row.label)}
            {!row.changed && <Tag color="warning">{t('unchanged')}</Tag>}
            {row.note && <div className="quiet">{t('askedFor', { note: row.note })}</div>}
          </dt>
          <dd>
            {row.isHidden ? (
              <span className="quiet">{row.changed ? t('changedNotShown') : t('notShown')}</span>
            ) : row.changed ? (
              <>
                <del>
                  <span className="unseen">{t('was')}</span>
                  {row.said?.old ?? <Readable value={row.old} schema={row.schema} name={row.field} />}
                </del>{' '}
                <ArrowRightOutlined aria-hidden />{' '}
                <ins>{row.said?.new ?? <Readable value={row.new} schema={row.schema} name={row.field} />}</ins>
              </>
            ) : (
              <Readable value={row.old} schema={row.schema} name={row.field} />
            )}
          </dd>
        </div>
      ))}
    </dl>
  )
}

/** Whether two values say the same: what is empty is empty, numbers are compared as they are written. */
export function isSame(one: unknown, other: unknown): boolean {
  return said(one) === said(other)
}

function said(value: unknown): string {
  if (value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0)) return ''
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}

/** Whether a text says no more than the named fields with their reasons do. */
export function saysOnly(text: string, named: readonly { label: { zh: string; en: string }; note: string }[]): boolean {
  return text.split('\n').every((line) => {
    const rest = line.trim()
    return (
      rest === '' ||
      named.some(({ label, note }) => note !== '' && [label.zh, label.en].some((each) => rest.includes(each)) && rest.endsWith(note))
    )
  })
}
