/** 异常与作业: what stands still, newest first, and the jobs behind it. */
import { useInfiniteQuery } from '@tanstack/react-query'
import { Button, Checkbox, Table, Tabs, Tag } from 'antd'
import { useState } from 'react'
import { Link, useSearchParams } from 'react-router'

import { api, read, type Schemas } from '../../../api/client'
import { Empty } from '../../../design/Empty'
import { Failure } from '../../../design/Failure'
import { momentText } from '../../../design/formats'
import { Moment } from '../../../design/Moment'
import { PageHead } from '../../../design/PageHead'
import { Waiting } from '../../../design/Waiting'
import { pick, useLanguage } from '../../../i18n'
import { JobTable } from './JobTable'
import { useT } from './messages'

type Incident = Schemas['IncidentOut']

export default function IncidentsPage() {
  const t = useT()
  const [address, setAddress] = useSearchParams()
  return (
    <>
      <PageHead title={t('title')} hint={t('hint')} />
      <Tabs
        activeKey={address.get('tab') ?? 'incidents'}
        onChange={(tab) => setAddress({ tab })}
        items={[
          { key: 'incidents', label: t('incidents'), children: <Incidents /> },
          { key: 'jobs', label: t('jobs'), children: <Jobs /> },
        ]}
      />
    </>
  )
}

function Incidents() {
  const t = useT()
  const [openOnly, setOpenOnly] = useState(true)
  const incidents = useInfiniteQuery({
    queryKey: ['incidents', openOnly],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam }) =>
      read(api.GET('/incidents', { params: { query: { open_only: openOnly, after: pageParam } } })),
    getNextPageParam: (last) => last.next ?? undefined,
    refetchInterval: 15_000,
    placeholderData: (before) => before,
  })
  const rows = incidents.data?.pages.flatMap((each) => each.items) ?? []
  return (
    <>
      <Checkbox checked={openOnly} onChange={(event) => setOpenOnly(event.target.checked)} style={{ marginBottom: 8 }}>
        {t('openOnly')}
      </Checkbox>
      {incidents.isPending && <Waiting />}
      {incidents.error && <Failure problem={incidents.error} retry={() => void incidents.refetch()} />}
      {incidents.data && rows.length === 0 && (
        <Empty
          title={t('noIncidents')}
          hint={t('noIncidentsHint', { at: momentText(new Date(incidents.dataUpdatedAt)) })}
        />
      )}
      {rows.length > 0 && <IncidentTable rows={rows} />}
      {incidents.hasNextPage && (
        <Button block style={{ marginTop: 8 }} loading={incidents.isFetchingNextPage} onClick={() => void incidents.fetchNextPage()}>
          {t('more')}
        </Button>
      )}
    </>
  )
}

export function IncidentTable({ rows }: { rows: Incident[] }) {
  const t = useT()
  const language = useLanguage()
  return (
    <Table<Incident>
      rowKey={(row) => `${row.case_id} ${row.instance} ${row.raised_at}`}
      size="small"
      pagination={false}
      dataSource={rows}
      columns={[
        { title: t('number'), dataIndex: 'number', width: 190 },
        { title: t('element'), dataIndex: 'element', width: 170 },
        { title: t('cause'), render: (_, row) => pick(language, row) },
        { title: t('raised'), render: (_, row) => <Moment at={row.raised_at} />, width: 140 },
        {
          title: t('resolved'),
          width: 150,
          render: (_, row) =>
            row.resolved_at ? t('resolvedBy', { person: row.resolved_by }) : <Tag color="error">{t('open')}</Tag>,
        },
        {
          title: t('look'),
          width: 130,
          render: (_, row) => (
            <Link to={`/incidents/${row.case_id}/${row.instance}`} aria-label={`${t('look')} ${row.number}`}>
              {t('look')}
            </Link>
          ),
        },
      ]}
    />
  )
}

function Jobs() {
  const t = useT()
  const [deadOnly, setDeadOnly] = useState(false)
  const jobs = useInfiniteQuery({
    queryKey: ['jobs', deadOnly],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam }) =>
      read(api.GET('/jobs', { params: { query: { dead_only: deadOnly, after: pageParam } } })),
    getNextPageParam: (last) => last.next ?? undefined,
    refetchInterval: 15_000,
    placeholderData: (before) => before,
  })
  const rows = jobs.data?.pages.flatMap((each) => each.items) ?? []
  return (
    <>
      <Checkbox checked={deadOnly} onChange={(event) => setDeadOnly(event.target.checked)} style={{ marginBottom: 8 }}>
        {t('deadOnly')}
      </Checkbox>
      {jobs.isPending && <Waiting />}
      {jobs.error && <Failure problem={jobs.error} retry={() => void jobs.refetch()} />}
      {jobs.data && rows.length === 0 && (
        <Empty title={t('noJobs')} hint={t('noJobsHint', { at: momentText(new Date(jobs.dataUpdatedAt)) })} />
      )}
      {rows.length > 0 && <JobTable rows={rows} />}
      {jobs.hasNextPage && (
        <Button block style={{ marginTop: 8 }} loading={jobs.isFetchingNextPage} onClick={() => void jobs.fetchNextPage()}>
          {t('more')}
        </Button>
      )}
    </>
  )
}
