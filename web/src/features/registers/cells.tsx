/** Cells that several registers share. */
import type { ReactNode } from 'react'
import { Link } from 'react-router'

import { Moment } from '../../design/Moment'
import { Money } from '../../design/Money'
import type { Row } from './RegisterPage'

type Column = { title: string; align?: 'right'; className?: string; render: (value: unknown, row: Row) => ReactNode }

export function textColumn(title: string, field: string, say: (value: string) => string = String): Column {
  return { title, render: (_, row) => (row[field] == null ? '' : say(row[field])) }
}

export function figureColumn(title: string, field: string): Column {
  return { title, align: 'right', className: 'tabular', render: (_, row) => String(row[field] ?? '') }
}

export function moneyColumn(title: string, field: string): Column {
  return { title, align: 'right', render: (_, row) => <Money amount={row[field]} /> }
}

export function momentColumn(title: string, field: string): Column {
  return { title, render: (_, row) => <Moment at={row[field]} /> }
}

/** The case's number, or other words, as the way to the case. */
export function caseColumn(title: string, say: (row: Row) => string): Column {
  return {
    title,
    render: (_, row) => (
      <Link to={`/cases/${row.case_id}`} className="tabular">
        {say(row)}
      </Link>
    ),
  }
}
