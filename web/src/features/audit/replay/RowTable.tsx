/** A small table that is drawn anew at every move of the player: nothing in it measures or animates. */
import type { ReactNode } from 'react'

import './replay.css'

interface Props<Row> {
  rows: readonly Row[]
  keyOf: (row: Row) => string
  columns: readonly { title: string; width?: string; render: (row: Row) => ReactNode }[]
}

export function RowTable<Row>({ rows, keyOf, columns }: Props<Row>) {
  return (
    <table className="hq-rows">
      <thead>
        <tr>
          {columns.map(({ title, width }) => (
            <th key={title} scope="col" style={{ width }}>
              {title}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={keyOf(row)}>
            {columns.map(({ title, render }) => (
              <td key={title}>{render(row)}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}
