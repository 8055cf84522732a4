import { useNames } from '../../design/names'
import { caseColumn, figureColumn, momentColumn, moneyColumn, textColumn } from './cells'
import { useT } from './messages'
import { RegisterPage } from './RegisterPage'
import { useVocabulary } from './vocabulary'

export default function LedgerPage() {
  const t = useT()
  const names = useNames()
  const say = useVocabulary()
  return (
    <RegisterPage
      name="ledger"
      filters={[{ param: 'claimant', label: t('claimant'), options: names.organisationOptions }]}
      columns={[
        caseColumn(t('caseNumber'), (row) => String(row.case_number || t('openCase'))),
        textColumn(t('claimant'), 'claimant', names.organisation),
        textColumn(t('area'), 'area', names.area),
        textColumn(t('state'), 'state', say),
        figureColumn(t('lines'), 'lines'),
        moneyColumn(t('claimed'), 'claimed_yuan'),
        moneyColumn(t('payable'), 'payable_yuan'),
        moneyColumn(t('refused'), 'refused_yuan'),
        moneyColumn(t('cut'), 'cut_yuan'),
        momentColumn(t('recorded'), 'recorded_at'),
      ]}
    />
  )
}
