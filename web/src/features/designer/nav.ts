/** Names of the feature in the menu; apart from its other texts, which come with its pages. */
import { defineMessages } from '../../i18n'

export const useNav = defineMessages('designer.nav', {
  zh: {
    bundles: '流程包',
  },
  en: {
    bundles: 'Bundles',
  },
})
