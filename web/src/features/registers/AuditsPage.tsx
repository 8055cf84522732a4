import { money } from '../../design/formats'
import { useNames } from '../../design/names'
import { caseColumn, figureColumn, textColumn } from './cells'
import { useT } from './messages'
import { RegisterPage, type Row } from './RegisterPage'
import { useVocabulary } from './vocabulary'

export default function AuditsPage() {
  const t = useT()
  const names = useNames()
  const say = useVocabulary()
  const part = (title: string, name: 'population' | 'sample') => ({
    title,
    align: 'right' as const,
    render: (_: unknown, row: Row) => (
      <span className="figures">
        {t('casesYuan', { count: row[`${name}_claims`] ?? 0, yuan: money(row[`${name}_yuan`]) })}
      </span>
    ),
  })
  return (
    <RegisterPage
      name="audits"
      filters={[
        { param: 'auditee', label: t('auditee'), options: names.organisationOptions },
        { param: 'firm', label: t('firm'), options: names.organisationOptions },
      ]}
      columns={[
        caseColumn(t('caseNumber'), (row) => String(row.case_number)),
        textColumn(t('auditee'), 'auditee', names.organisation),
        textColumn(t('firm'), 'firm', names.organisation),
        textColumn(t('area'), 'area', names.area),
        { title: t('period'), className: 'tabular', render: (_, row) => `${row.period_from} – ${row.period_until}` },
        textColumn(t('state'), 'state', say),
        part(t('population'), 'population'),
        part(t('sample'), 'sample'),
        figureColumn(t('findings'), 'findings'),
      ]}
    />
  )
}
