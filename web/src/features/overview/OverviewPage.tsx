/** 看板: where is it stuck; for the bureaus one heads or may read. */
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Button, Card, Flex, Form, Select, Table, Typography } from 'antd'
import type { ReactNode } from 'react'
import { Link, useSearchParams } from 'react-router'

import { api, read, type Schemas } from '../../api/client'
import { DayInput } from '../../design/DayInput'
import { Empty } from '../../design/Empty'
import { Failure } from '../../design/Failure'
import { useNames } from '../../design/names'
import { PageHead } from '../../design/PageHead'
import { Waiting } from '../../design/Waiting'
import { casesAddress, type Filter } from '../audit-find/filter'
import '../audit-find/find.css'
import { useChoices } from '../audit-find/queries'
import { StepMap } from '../audit-find/StepMap'
import { ENOUGH_FOR_SHARES } from '../audit-find/VariantsView'
import { useT } from './messages'
import { sundayOf, WeekChart } from './WeekChart'

type Overview = Schemas['OverviewOut']
type Group = Schemas['GroupOut']

export default function OverviewPage() {
  const t = useT()
  const [address, setAddress] = useSearchParams()
  const asked = {
    first: address.get('first') ?? undefined,
    last: address.get('last') ?? undefined,
    process: address.get('process') ?? undefined,
    bureau: address.get('bureau') ?? undefined,
  }
  const overview = useQuery({
    queryKey: ['overview', asked],
    queryFn: () => read(api.GET('/overview', { params: { query: asked } })),
    placeholderData: keepPreviousData,
    retry: false,
  })
  const ask = (change: Partial<typeof asked>) =>
    setAddress(
      Object.fromEntries(
        Object.entries({ ...asked, ...change }).filter((each): each is [string, string] => Boolean(each[1])),
      ),
    )
  const seen = overview.data
  return (
    <>
      <PageHead title={t('title')} hint={t('hint')} />
      {overview.isPending && <Waiting />}
      {seen && <Choice seen={seen} asked={asked} ask={ask} />}
      {overview.error && <Failure problem={overview.error} retry={() => void overview.refetch()} />}
      {seen && <Content seen={seen} asked={asked} ask={ask} />}
    </>
  )
}

interface Asked {
  first?: string
  last?: string
  process?: string
  bureau?: string
}

interface Props {
  seen: Overview
  asked: Asked
  ask: (change: Asked) => void
}

function Choice({ seen, asked, ask }: Props) {
  const t = useT()
  const names = useNames()
  const choices = useChoices()
  const narrow = { showSearch: true, allowClear: true, optionFilterProp: 'label' } as const
  return (
    <Form<Asked>
      key={`${seen.first} ${seen.last}`}
      layout="vertical"
      initialValues={{ first: seen.first, last: seen.last }}
      onFinish={({ first, last }) => ask({ first, last })}
    >
      <Flex wrap gap={12} align="flex-end">
        <Form.Item name="first" label={t('first')}>
          <DayInput required />
        </Form.Item>
        <Form.Item name="last" label={t('last')}>
          <DayInput required />
        </Form.Item>
        <Form.Item>
          <Button htmlType="submit">{t('show')}</Button>
        </Form.Item>
        <Form.Item>
          <Button onClick={() => ask({ first: undefined, last: undefined })}>{t('usual')}</Button>
        </Form.Item>
        <Form.Item label={t('process')} htmlFor="overview-process">
          <Select
            {...narrow}
            id="overview-process"
            value={asked.process}
            placeholder={t('allProcesses')}
            onChange={(process?: string) => ask({ process })}
            options={choices.processes}
            style={{ minWidth: 220 }}
          />
        </Form.Item>
        {seen.may_watch.length > 1 && (
          <Form.Item label={t('bureau')} htmlFor="overview-bureau">
            <Select
              {...narrow}
              id="overview-bureau"
              value={asked.bureau}
              placeholder={t('allBureaus')}
              onChange={(bureau?: string) => ask({ bureau })}
              options={seen.may_watch.map((value) => ({ value, label: names.organisation(value) }))}
              style={{ minWidth: 260 }}
            />
          </Form.Item>
        )}
      </Flex>
    </Form>
  )
}

function Content({ seen, asked, ask }: Props) {
  const t = useT()
  const names = useNames()
  if (seen.groups.length === 0 && seen.steps.length === 0)
    return <Empty title={t('nothing')} hint={t('nothingHint')} />
  // One bureau is a condition of the search; all that one may see is none.
  const only = asked.bureau ?? (seen.may_watch.length === 1 ? seen.may_watch[0] : undefined)
  const common: Filter = { ...(only ? { bureau: only } : {}), ...(asked.process ? { process: [asked.process] } : {}) }
  const done = { done_from: seen.first, done_until: seen.last }
  const within = (monday: string) => ({
    from: monday < seen.first ? seen.first : monday,
    until: sundayOf(monday) > seen.last ? seen.last : sundayOf(monday),
  })
  return (
    <Flex vertical gap={20}>
      <Card size="small">
        <WeekChart
          weeks={seen.weeks}
          onPeriod={(first, last) => ask({ first, last })}
          address={({ monday }, what) => {
            const { from, until } = within(monday)
            return casesAddress(
              what === 'done'
                ? { ...common, done_from: from, done_until: until }
                : { ...common, arrived_from: from, arrived_until: until },
            )
          }}
        />
      </Card>
      <section aria-label={t('byGroup')}>
        <Typography.Title level={2} style={{ fontSize: 16 }}>
          {t('byGroup')}
        </Typography.Title>
        <Groups groups={seen.groups} done={done} />
      </section>
      <section aria-label={t('waitingTimes')}>
        <Typography.Title level={2} style={{ fontSize: 16 }}>
          {t('waitingTimes')}
        </Typography.Title>
        <StepMap
          steps={seen.steps}
          calendar={seen.calendar}
          link={(step, counted, figure) => {
            const here: Filter = { ...common, step: step.step, step_process: step.process }
            if (counted === 'cases') return <span className="tabular">{figure}</span>
            const more: Filter =
              counted === 'waiting'
                ? { waiting: true }
                : counted === 'overdue'
                  ? { overdue: true }
                  : counted === 'late'
                    ? { late: true, ...done }
                    : done
            return (
              <Opens
                figure={figure}
                filter={{ ...here, ...more }}
                label={names.text({ zh: step.title_zh, en: step.title_en })}
              />
            )
          }}
        />
      </section>
    </Flex>
  )
}

function Groups({ groups, done }: { groups: Group[]; done: Filter }) {
  const t = useT()
  const names = useNames()
  const choices = useChoices()
  const here = (row: Group): Filter => ({ process: [row.process], bureau: row.bureau })
  const column = (title: string, name: 'done' | 'late' | 'waiting' | 'overdue', more: Filter) => ({
    title,
    align: 'right' as const,
    render: (_: unknown, row: Group): ReactNode => (
      <Opens
        figure={row[name]}
        filter={{ ...here(row), ...more }}
        label={`${choices.process(row.process)} ${names.organisation(row.bureau)} ${title}`}
      />
    ),
  })
  return (
    <Table<Group>
      rowKey={(row) => `${row.process} ${row.bureau}`}
      size="small"
      pagination={false}
      scroll={{ x: 'max-content' }}
      dataSource={groups}
      columns={[
        { title: t('process'), render: (_, row) => choices.process(row.process) },
        { title: t('bureau'), render: (_, row) => names.organisation(row.bureau) },
        column(t('done'), 'done', done),
        column(t('late'), 'late', { ...done, late: true }),
        {
          title: t('lateShare'),
          align: 'right',
          className: 'tabular',
          render: (_, row) =>
            row.done < ENOUGH_FOR_SHARES ? (
              <span className="find-unknown" title={t('fewCases')}>
                –
              </span>
            ) : (
              `${((row.late / row.done) * 100).toFixed(1)} %`
            ),
        },
        column(t('waiting'), 'waiting', { waiting: true }),
        column(t('overdue'), 'overdue', { overdue: true }),
      ]}
    />
  )
}

function Opens({ figure, filter, label }: { figure: number; filter: Filter; label: string }) {
  if (figure === 0) return <span className="tabular">0</span>
  return (
    <Link className="tabular" to={casesAddress(filter)} aria-label={`${label}: ${figure}`}>
      {figure}
    </Link>
  )
}
