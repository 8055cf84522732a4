/** A roster as it was filed, to read: persons masked as the server sends them. */
import { Table } from 'antd'

import { Failure } from '../../../design/Failure'
import { Sideways } from '../../../design/Sideways'
import { Waiting } from '../../../design/Waiting'
import { pick, useLanguage } from '../../../i18n'
import { useColumns } from '../../applicant/roster/useSheet'
import { useT } from '../messages'
import { useRoster } from '../queries'

const PAGE = 50

export function RosterTable({ caseId, roster }: { caseId: string; roster: string }) {
  const t = useT()
  const language = useLanguage()
  const found = useRoster(caseId, roster)
  const columns = useColumns()
  if (found.error ?? columns.error) return <Failure problem={found.error ?? columns.error} retry={() => void found.refetch()} />
  if (!found.data || !columns.data) return <Waiting rows={6} />
  const { fields, rows } = found.data
  const known = new Map(columns.data.map((each) => [each.field, each]))
  const said = (field: string, value: string) => {
    const choice = known.get(field)?.choices.find((each) => each.value === value)
    return choice ? pick(language, choice) : value
  }
  return (
    <Sideways label={t('roster')}>
      <Table
        size="small"
        rowKey="row"
        className="wide"
        dataSource={rows.map((cells, i) => ({ row: i + 1, cells }))}
        pagination={rows.length > PAGE ? { pageSize: PAGE, showSizeChanger: false } : false}
        columns={[
          { title: t('line'), dataIndex: 'row', width: 56 },
          ...fields.map((field, i) => ({
            key: field,
            title: pick(language, known.get(field)) || field,
            render: (_: unknown, { cells }: { cells: readonly string[] }) => said(field, cells[i] ?? ''),
          })),
        ]}
      />
    </Sideways>
  )
}
