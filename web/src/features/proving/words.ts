/** What designers are told wherever they are; apart from the other texts, which come with the pages. */
import { defineMessages } from '../../i18n'

export const useWords = defineMessages('proving.told', {
  zh: {
    open: '{{who}}申请发布“{{what}}”第{{n}}版，等您签署',
    published: '{{who}}已签署，“{{what}}”第{{n}}版已发布',
    refused: '{{who}}退回了“{{what}}”第{{n}}版的发布申请',
    withdrawn: '{{who}}撤回了“{{what}}”第{{n}}版的发布申请',
    toSign: '{{count}}件待您签署',
    show: '查看',
  },
  en: {
    open: '{{who}} asks to publish “{{what}}”, version {{n}}: to be signed by you',
    published: '{{who}} signed: “{{what}}”, version {{n}}, is published',
    refused: '{{who}} refused to publish “{{what}}”, version {{n}}',
    withdrawn: '{{who}} withdrew the request to publish “{{what}}”, version {{n}}',
    toSign: '{{count}} to be signed by you',
    show: 'Show',
  },
})
