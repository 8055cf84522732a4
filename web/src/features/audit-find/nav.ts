/** Names of the feature in the menu; apart from its other texts, which come with its pages. */
import { defineMessages } from '../../i18n'

export const useNav = defineMessages('audit-find.nav', {
  zh: {
    title: '案件检索',
    samplesTitle: '抽样与底稿',
  },
  en: {
    title: 'Find cases',
    samplesTitle: 'Samples and papers',
  },
})
