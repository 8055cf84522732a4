/** Names of the feature in the menu; apart from its other texts, which come with its pages. */
import { defineMessages } from '../../i18n'

export const useNav = defineMessages('registers.nav', {
  zh: {
    institutions: '机构登记',
    ledger: '申领台账',
    people: '个人与收款方',
    payments: '支付登记',
    audits: '审计登记',
    directory: '目录清单',
  },
  en: {
    institutions: 'Institutions',
    ledger: 'Claims',
    people: 'Persons and payees',
    payments: 'Payments',
    audits: 'Audits',
    directory: 'Directory',
  },
})
