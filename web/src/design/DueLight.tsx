/** Working days left, in words, colour and shape; the exact time on hover. */
import { CheckCircleOutlined, ClockCircleOutlined, ExclamationCircleFilled, WarningFilled } from '@ant-design/icons'
import { theme } from 'antd'

import { deadlineText } from './formats'
import { useT } from './messages'

interface Props {
  dueAt: string | null | undefined
  /** Working days left as the server counted them; negative: overdue by so many. */
  workingDaysLeft: number | null | undefined
}

export function DueLight({ dueAt, workingDaysLeft: left }: Props) {
  const t = useT()
  const { token } = theme.useToken()
  if (!dueAt || left === null || left === undefined)
    return <span style={{ color: token.colorTextTertiary }}>{t('noLimit')}</span>
  const [color, Icon, words] =
    left < 0
      ? ([token.colorError, ExclamationCircleFilled, t('overdue', { days: -left })] as const)
      : left === 0
        ? ([token.colorError, WarningFilled, t('dueToday')] as const)
        : left <= 2
          ? ([token.colorWarning, ClockCircleOutlined, t('daysLeft', { days: left })] as const)
          : ([token.colorTextSecondary, CheckCircleOutlined, t('daysLeft', { days: left })] as const)
  return (
    <span title={deadlineText(dueAt)} style={{ color, whiteSpace: 'nowrap' }}>
      <Icon aria-hidden /> {words}
    </span>
  )
}
