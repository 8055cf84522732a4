/** Names of the feature in the menu; apart from its other texts, which come with its pages. */
import { defineMessages } from '../../i18n'

export const useNav = defineMessages('applicant.nav', {
  zh: {
    apply: '发起办件',
    mine: '我的申请',
  },
  en: {
    apply: 'New application',
    mine: 'My applications',
  },
})
