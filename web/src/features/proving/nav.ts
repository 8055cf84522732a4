/** Names of the feature in the menu; apart from its other texts, which come with its pages. */
import { defineMessages } from '../../i18n'

export const useNav = defineMessages('proving.nav', {
  zh: {
    tryOuts: '试运行',
    publishRequests: '发布审批',
  },
  en: {
    tryOuts: 'Try-outs',
    publishRequests: 'Publishing',
  },
})
