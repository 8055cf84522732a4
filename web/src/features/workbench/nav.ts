/** Names of the feature in the menu; apart from its other texts, which come with its pages. */
import { defineMessages } from '../../i18n'

export const useNav = defineMessages('workbench.nav', {
  zh: {
    navInbox: '办理',
  },
  en: {
    navInbox: 'Work',
  },
})
