/** 工作日历: a year at a glance, changes pending with their effect, then applied. */
import { LeftOutlined, RightOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { Button, Card, Flex, Tag, TreeSelect, Typography } from 'antd'
import { useState } from 'react'
import { useSearchParams } from 'react-router'

import { usePerson } from '../../../app/session'
import { api, read } from '../../../api/client'
import { Failure } from '../../../design/Failure'
import { dayText } from '../../../design/formats'
import { PageHead } from '../../../design/PageHead'
import { Waiting } from '../../../design/Waiting'
import { useAreaTree } from '../../../design/places'
import { CalendarHistory } from './CalendarHistory'
import { useT } from './messages'
import { type Calendar, type Plan, daysOfMonth, planOf, toggled, works } from './model'
import { PendingDays } from './PendingDays'
import { Legend, YearGrid } from './YearGrid'

export default function CalendarsPage() {
  const t = useT()
  const person = usePerson()
  const tree = useAreaTree()
  const [address, setAddress] = useSearchParams()
  const area = address.get('area') ?? person.area ?? tree[0]?.value ?? ''
  const calendar = useQuery({
    queryKey: ['calendar', area],
    enabled: area !== '',
    queryFn: () => read(api.GET('/calendars/{area}', { params: { path: { area } } })),
  })
  const clock = useQuery({ queryKey: ['clock'], queryFn: () => read(api.GET('/clock')) })
  return (
    <>
      <PageHead title={t('title')} hint={t('hint')} />
      <TreeSelect
        aria-label={t('area')}
        value={area}
        treeData={tree}
        treeDefaultExpandAll
        onChange={(value: string) => setAddress({ area: value })}
        style={{ width: 280, marginBottom: 12 }}
      />
      {calendar.error && <Failure problem={calendar.error} retry={() => void calendar.refetch()} />}
      {(calendar.isPending || clock.isPending) && <Waiting rows={12} />}
      {calendar.data && clock.data && (
        <Year key={`${area} ${calendar.data.hash}`} area={area} calendar={calendar.data} today={dayText(clock.data.now)} />
      )}
    </>
  )
}

function Year({ area, calendar, today }: { area: string; calendar: Calendar; today: string }) {
  const t = useT()
  const before = planOf(calendar)
  const [plan, setPlan] = useState<Plan>(before)
  const [year, setYear] = useState(Number(today.slice(0, 4)))
  const history = useQuery({
    queryKey: ['calendar-history', area],
    queryFn: () => read(api.GET('/calendars/{area}/history', { params: { path: { area } } })),
  })
  const count = Array.from({ length: 12 }, (_, month) => daysOfMonth(year, month + 1))
    .flat()
    .filter((day) => works(plan, day)).length
  return (
    <Flex gap={16} align="flex-start">
      <section style={{ flex: 1, minWidth: 0 }} aria-label={t('title')}>
        <Flex gap={12} align="center" wrap style={{ marginBottom: 12 }}>
          <Button icon={<LeftOutlined />} aria-label={t('before')} onClick={() => setYear(year - 1)} />
          <Typography.Title level={2} style={{ fontSize: 18, margin: 0 }} className="tabular" aria-live="polite">
            {year}
          </Typography.Title>
          <Button icon={<RightOutlined />} aria-label={t('next')} onClick={() => setYear(year + 1)} />
          <Typography.Text type="secondary">{t('total', { year, days: count })}</Typography.Text>
          {history.data && <Tag>{t(history.data.length > 0 ? 'own' : 'inherited')}</Tag>}
        </Flex>
        <Legend />
        <YearGrid
          year={year}
          before={before}
          plan={plan}
          today={today}
          toggle={(day) => setPlan(toggled(plan, day))}
          showYear={setYear}
        />
      </section>
      <Flex vertical gap={16} style={{ width: 320, flex: 'none', position: 'sticky', top: 12 }}>
        <PendingDays area={area} before={before} plan={plan} setPlan={setPlan} />
        <Card size="small" title={t('history')}>
          {history.isPending && <Waiting rows={2} />}
          {history.error && <Failure problem={history.error} retry={() => void history.refetch()} />}
          {history.data && <CalendarHistory periods={history.data} restore={(calendar) => setPlan(planOf(calendar))} />}
        </Card>
      </Flex>
    </Flex>
  )
}
