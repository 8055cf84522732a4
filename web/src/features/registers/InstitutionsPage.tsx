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
        {
          title: t('institution'),
          render: (_, row) => {
            const known = names.organisation(String(row['institution']))
            return known === row['institution'] ? String(row['name']) : known
          },
        },
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
