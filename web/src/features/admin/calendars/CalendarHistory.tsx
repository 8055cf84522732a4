/** What was set for the area before; any of it can be taken up again. */
import { Button, Flex, Typography } from 'antd'

import type { Schemas } from '../../../api/client'
import { announce } from '../../../design/announce'
import { Moment } from '../../../design/Moment'
import { useT } from './messages'

interface Props {
  periods: Schemas['AreaCalendarOut'][]
  restore: (calendar: Schemas['CalendarOut']) => void
}

export function CalendarHistory({ periods, restore }: Props) {
  const t = useT()
  if (periods.length === 0) return <Typography.Text type="secondary">{t('historyNone')}</Typography.Text>
  return (
    <ul style={{ listStyle: 'none', margin: 0, padding: 0, display: 'grid', gap: 6 }}>
      {periods.map((each, i) => (
        <li key={each.since}>
          <Flex justify="space-between" align="center" gap={8}>
            <span>
              <Moment at={each.since} />{' '}
              <Typography.Text type="secondary">
                {t('setBy', { person: each.set_by?.startsWith('system') ? t('system') : (each.set_by ?? t('system')) })}
              </Typography.Text>
            </span>
            {i > 0 && (
              <Button
                size="small"
                onClick={() => {
                  restore(each.calendar)
                  announce(t('restoring'))
                }}
              >
                {t('restore')}
              </Button>
            )}
          </Flex>
        </li>
      ))}
    </ul>
  )
}
