/** Pending days with their effect on areas and limits; apply or discard. */
import { UndoOutlined } from '@ant-design/icons'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Button, Card, Flex, Space, Typography } from 'antd'

import { api, read } from '../../../api/client'
import { announce } from '../../../design/announce'
import { Failure } from '../../../design/Failure'
import { Waiting } from '../../../design/Waiting'
import { useLanguage } from '../../../i18n'
import { usePlaceNames } from '../../../design/places'
import { useT } from './messages'
import { changedDays, type Plan, toggled, works } from './model'

interface Props {
  area: string
  before: Plan
  plan: Plan
  setPlan: (plan: Plan) => void
}

export function PendingDays({ area, before, plan, setPlan }: Props) {
  const t = useT()
  const places = usePlaceNames()
  const comma = useLanguage() === 'zh' ? '、' : ', '
  const queries = useQueryClient()
  const days = changedDays(before, plan)
  const path = { area }
  const effect = useQuery({
    queryKey: ['calendar-effect', area, plan],
    enabled: days.length > 0,
    placeholderData: (kept) => kept,
    queryFn: () => read(api.POST('/calendars/{area}/preview', { params: { path }, body: plan })),
  })
  const apply = useMutation({
    mutationFn: () => api.PUT('/calendars/{area}', { params: { path }, body: plan }),
    onSuccess: async () => {
      announce(t('applied'))
      await Promise.all(
        ['calendar', 'calendar-history', 'changes'].map((name) => queries.invalidateQueries({ queryKey: [name] })),
      )
    },
  })
  return (
    <Card size="small" title={t('pending')}>
      {days.length === 0 && <Typography.Text type="secondary">{t('pendingNone')}</Typography.Text>}
      <ul style={{ listStyle: 'none', margin: 0, padding: 0, maxHeight: 260, overflow: 'auto' }}>
        {days.map((day) => (
          <li key={day}>
            <Flex justify="space-between" align="center" gap={8}>
              <span>
                <span className="tabular">{day}</span> {t(works(plan, day) ? 'toWork' : 'toRest')}
              </span>
              <Button
                size="small"
                type="link"
                icon={<UndoOutlined />}
                aria-label={`${t('undo')} ${day}`}
                onClick={() => setPlan(toggled(plan, day))}
              >
                {t('undo')}
              </Button>
            </Flex>
          </li>
        ))}
      </ul>
      {days.length > 0 && (
        <Flex vertical gap={8} style={{ marginTop: 8 }} aria-live="polite">
          {effect.isPending && <Waiting rows={3} />}
          {effect.error && <Failure problem={effect.error} retry={() => void effect.refetch()} />}
          {effect.data && (
            <>
              <div>
                <Typography.Text strong>{t('areas')}</Typography.Text>
                <div>{effect.data.areas.map(places.area).join(comma)}</div>
              </div>
              <div>
                <Typography.Text strong>{t('samples')}</Typography.Text>
                <ul style={{ margin: 0, paddingInlineStart: 20 }} className="tabular">
                  {effect.data.samples.map(({ working_days, before: was, after: becomes }) => (
                    <li key={working_days}>
                      {t(was === becomes ? 'sampleSame' : 'sample', { days: working_days, before: was, after: becomes })}
                    </li>
                  ))}
                </ul>
              </div>
            </>
          )}
          {apply.error && <Failure problem={apply.error} />}
          <Space>
            <Button type="primary" disabled={!effect.data} loading={apply.isPending} onClick={() => apply.mutate()}>
              {t('apply')}
            </Button>
            <Button onClick={() => setPlan(before)}>{t('discard')}</Button>
          </Space>
        </Flex>
      )}
    </Card>
  )
}
