import type { Schemas } from '../../api/client'
import { type Language, pick } from '../../i18n'
import type { useT } from './messages'

type Notice = Schemas['NotificationOut']
type T = ReturnType<typeof useT>

const STATES = [
  'accepted',
  'not_accepted',
  'approved',
  'partly_approved',
  'refused',
  'paid',
  'withdrawn',
  'terminated',
  'closed',
] as const

/** A notice in one sentence. */
export function noticeText(notice: Notice, language: Language, t: T): string {
  const title = pick(language, { zh: notice.title_zh, en: notice.title_en })
  if (notice.kind === 'transferred') return t('noticeTransferred', { title })
  if (notice.kind === 'returned') return t('noticeReturned', { title })
  if (notice.kind === 'assigned') return t('noticeAssigned', { title })
  const state = STATES.find((each) => each === notice.state)
  return t('noticeDecided', { state: state ? t(`st_${state}`) : notice.state })
}

/** Where a notice leads: the task while it is open, else the case. */
export function noticeAddress(notice: Notice): string {
  return notice.open && notice.task
    ? `/tasks?task=${notice.case_id}.${notice.task}`
    : `/cases/${notice.case_id}`
}
