import { useNames } from '../../design/names'
import { caseColumn, textColumn } from './cells'
import { useT } from './messages'
import { RegisterPage } from './RegisterPage'
import { useVocabulary } from './vocabulary'

export default function InstitutionsPage() {
  const t = useT()
  const names = useNames()
  const say = useVocabulary()
  return (
    <RegisterPage
      name="institutions"
      filters={[{ param: 'institution', label: t('institution'), options: names.organisationOptions }]}
      columns={[
        textColumn(t('institution'), 'name', names.organisation),
        textColumn(t('kind'), 'kind', say),
        textColumn(t('accreditation'), 'accreditation'),
        textColumn(t('area'), 'area', names.area),
        textColumn(t('state'), 'state', say),
        textColumn(t('validFrom'), 'valid_from'),
        textColumn(t('validUntil'), 'valid_until'),
        caseColumn(t('caseNumber'), () => t('openCase')),
      ]}
    />
  )
}
