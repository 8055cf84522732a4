/** Names of the feature in the menu; apart from its other texts, which come with its pages. */
import { defineMessages } from '../../i18n'

export const useNav = defineMessages('admin.nav', {
  zh: {
    people: '人员',
    roles: '岗位',
    organisations: '机构与区划',
    calendars: '工作日历',
    entrustments: '委托书',
    tokens: '接口令牌',
    incidents: '异常与作业',
    health: '运行状态',
    changes: '变更记录',
  },
  en: {
    people: 'People',
    roles: 'Roles',
    organisations: 'Organisations and areas',
    calendars: 'Working calendars',
    entrustments: 'Letters of entrustment',
    tokens: 'API tokens',
    incidents: 'Incidents and jobs',
    health: 'System health',
    changes: 'Change history',
  },
})
