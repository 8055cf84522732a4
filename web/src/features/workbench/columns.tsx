/** The columns a list can show: the same for all processes, and the search fields of each. */
import { Tag } from 'antd'
import type { ReactNode } from 'react'

import type { Schemas } from '../../api/client'
import { DueLight } from '../../design/DueLight'
import { Moment } from '../../design/Moment'
import { Money } from '../../design/Money'
import { type Language, pick } from '../../i18n'
import type { Listing, Row, Sort } from './address'
import { useT } from './messages'

type BusinessColumn = Schemas['ColumnOut']
export type ProcessColumns = Schemas['ProcessColumnsOut']
type T = ReturnType<typeof useT>

export interface Column {
  id: string
  label: string
  /** Share of the width, and the least of it. */
  width: number
  least: number
  sort?: Sort
  right?: boolean
  render: (row: Row) => ReactNode
}

export const STANDARD_OPEN = ['number', 'task', 'applicant', 'amount', 'due', 'holder', 'flags']
const STANDARD_DONE = ['number', 'task', 'applicant', 'amount', 'outcome', 'closed']

export function standardOf(listing: Listing): string[] {
  return listing.tab === 'done' ? STANDARD_DONE : STANDARD_OPEN
}

export function applicantOf(row: Row, language: Language): string {
  const organisation = pick(language, { zh: row.organisation_zh, en: row.organisation_en })
  return organisation || pick(language, { zh: row.applicant_zh, en: row.applicant_en })
}

/** Applicant and subject in one line. */
export function nameOf(row: Row, language: Language, processes: readonly ProcessColumns[]): string {
  const [applicant, subject] = [applicantOf(row, language), subjectOf(row, processes)]
  return subject && subject !== applicant ? `${applicant} · ${subject}` : applicant
}

export function titleOf(row: Row, language: Language): string {
  return pick(language, { zh: row.title_zh, en: row.title_en })
}

/** Year and count are what people say on the telephone; area and process stand beside it. */
export function shortNumber(number: string): string {
  return number.split('-').slice(-2).join('-')
}

export function Number_({ number }: { number: string }) {
  return (
    <span className="tabular" title={number}>
      {shortNumber(number)}
    </span>
  )
}

/** What the case is about, where it is not the applicant: the first name among its fields. */
export function subjectOf(row: Row, processes: readonly ProcessColumns[]): string {
  const own = processes.find((each) => each.process === row.process)?.columns ?? []
  const named = own.find(
    (each) => each.kind === 'text' && each.name.endsWith('name') && row.fields[each.name],
  )
  return named ? (row.fields[named.name] ?? '') : ''
}

export function Holder({ row, language, t }: { row: Row; language: Language; t: T }) {
  if (row.assignee) return <>{pick(language, { zh: row.assignee_zh, en: row.assignee_en })}</>
  const asked = row.candidates.map((each) => pick(language, each)).join(language === 'zh' ? '、' : '; ')
  return (
    <span className="wb-faint" title={asked}>
      {t('free')}
    </span>
  )
}

const FLAGS = {
  frozen: ['frozen', 'processing'],
  returned: ['flagReturned', 'warning'],
  incident: ['incident', 'error'],
  draft: ['draft', 'default'],
} as const

export function Flags({ row, t }: { row: Row; t: T }) {
  return (
    <>
      {row.flags.map((flag) => {
        const known = FLAGS[flag as keyof typeof FLAGS]
        if (!known) return null
        return (
          <Tag key={flag} color={known[1]} variant="outlined" style={{ marginInlineEnd: 4 }}>
            {t(known[0])}
          </Tag>
        )
      })}
    </>
  )
}

export function Due({ row }: { row: Row }) {
  const left = row.overdue && row.days_left !== null ? Math.min(row.days_left, -1) : row.days_left
  return <DueLight dueAt={row.due_at} workingDaysLeft={left} />
}

export function allColumns(
  language: Language,
  t: T,
  business: readonly BusinessColumn[],
  processes: readonly ProcessColumns[],
): Column[] {
  const standard: Column[] = [
    {
      id: 'number',
      label: t('number'),
      width: 1,
      least: 112,
      sort: 'number',
      render: (row) => <Number_ number={row.number} />,
    },
    {
      id: 'task',
      label: t('task'),
      width: 2.4,
      least: 150,
      render: (row) => (
        <>
          {titleOf(row, language)}
          <span className="wb-faint">
            {' · '}
            {pick(language, { zh: row.process_zh, en: row.process_en })}
          </span>
        </>
      ),
    },
    {
      id: 'applicant',
      label: t('applicant'),
      width: 2.2,
      least: 130,
      sort: 'applicant',
      render: (row) => {
        const applicant = applicantOf(row, language)
        const subject = subjectOf(row, processes)
        return (
          <>
            {applicant}
            {subject && subject !== applicant && <span className="wb-faint"> · {subject}</span>}
          </>
        )
      },
    },
    {
      id: 'amount',
      label: t('amount'),
      width: 1.1,
      least: 104,
      right: true,
      sort: 'amount',
      render: (row) => <Money amount={row.amount_yuan} />,
    },
    {
      id: 'due',
      label: t('dueColumn'),
      width: 1.3,
      least: language === 'zh' ? 128 : 172,
      sort: 'due',
      render: (row) => <Due row={row} />,
    },
    {
      id: 'holder',
      label: t('holder'),
      width: 1,
      least: language === 'zh' ? 84 : 104,
      render: (row) => <Holder row={row} language={language} t={t} />,
    },
    { id: 'flags', label: t('state'), width: 1, least: 84, render: (row) => <Flags row={row} t={t} /> },
    {
      id: 'opened',
      label: t('opened'),
      width: 1.2,
      least: 132,
      sort: 'opened',
      render: (row) => <Moment at={row.opened_at} />,
    },
    {
      id: 'closed',
      label: t('closed'),
      width: 1.2,
      least: 132,
      render: (row) => <Moment at={row.closed_at} />,
    },
    { id: 'outcome', label: t('outcome'), width: 1, least: 80, render: (row) => pick(language, { zh: row.outcome_zh, en: row.outcome_en }) },
  ]
  return [...standard, ...business.map((each) => businessColumn(each, language))]
}

function businessColumn(column: BusinessColumn, language: Language): Column {
  const numeric = column.kind === 'money' || column.kind === 'number'
  return {
    id: `f.${column.name}`,
    label: pick(language, column),
    width: 1.3,
    least: 104,
    right: numeric,
    render: (row) => {
      const value = row.fields[column.name] ?? ''
      if (column.kind === 'money') return <Money amount={value} />
      const words = column.options[value]
      return words ? pick(language, words) : value
    },
  }
}
