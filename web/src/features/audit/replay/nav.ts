/** Names of the feature in the menu; apart from its other texts, which come with its pages. */
import { defineMessages } from '../../../i18n'

export const useNav = defineMessages('audit.replay.nav', {
  zh: {
    compare: '双案对比',
  },
  en: {
    compare: 'Two cases side by side',
  },
})
