/** 委托书: which third-party auditor may read what, and when. */
import { PlusOutlined } from '@ant-design/icons'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Button, Popconfirm, Table, Tag } from 'antd'
import { useState } from 'react'
import { Link } from 'react-router'

import { api, read, type Schemas } from '../../../api/client'
import { announce } from '../../../design/announce'
import { Empty } from '../../../design/Empty'
import { Failure } from '../../../design/Failure'
import { dayText } from '../../../design/formats'
import { PageHead } from '../../../design/PageHead'
import { Waiting } from '../../../design/Waiting'
import { useLanguage } from '../../../i18n'
import { useName, usePlaceNames } from '../../../design/places'
import { AddLetter } from './AddLetter'
import { useAuditors } from './auditors'
import { useT } from './messages'

type Letter = Schemas['EntrustmentOut']

export default function EntrustmentsPage() {
  const t = useT()
  const [isAdding, setAdding] = useState(false)
  const letters = useQuery({ queryKey: ['entrustments'], queryFn: () => read(api.GET('/entrustments')) })
  const clock = useQuery({ queryKey: ['clock'], queryFn: () => read(api.GET('/clock')) })
  const today = clock.data ? dayText(clock.data.now) : undefined
  return (
    <>
      <PageHead
        title={t('title')}
        hint={t('hint')}
        actions={
          <Button type="primary" icon={<PlusOutlined />} disabled={!today} onClick={() => setAdding(true)}>
            {t('add')}
          </Button>
        }
      />
      {(letters.isPending || clock.isPending) && <Waiting />}
      {clock.error && <Failure problem={clock.error} retry={() => void clock.refetch()} />}
      {letters.error && <Failure problem={letters.error} retry={() => void letters.refetch()} />}
      {letters.data?.length === 0 && <Empty title={t('none')} hint={t('noneHint')} />}
      {letters.data && letters.data.length > 0 && today && <LetterTable rows={letters.data} today={today} />}
      {isAdding && today && <AddLetter close={() => setAdding(false)} today={today} />}
    </>
  )
}

function LetterTable({ rows, today }: { rows: Letter[]; today: string }) {
  const t = useT()
  const places = usePlaceNames()
  const queries = useQueryClient()
  const comma = useLanguage() === 'zh' ? '、' : ', '
  const name = useName()
  const auditors = useAuditors()
  const names = new Map(auditors.data?.items.map((each) => [each.id, name(each)]))
  const revoke = useMutation({
    mutationFn: (entrustment_id: string) =>
      api.DELETE('/entrustments/{entrustment_id}', { params: { path: { entrustment_id } } }),
    onSuccess: () => {
      announce(t('revoked'))
      return queries.invalidateQueries({ queryKey: ['entrustments'] })
    },
  })
  return (
    <>
      {revoke.error && <Failure problem={revoke.error} />}
      <Table<Letter>
        rowKey="id"
        size="small"
        pagination={false}
        dataSource={rows}
        columns={[
          { title: t('letter'), dataIndex: 'letter' },
          {
            title: t('auditor'),
            render: (_, row) => (
              <Link to={`/people/${encodeURIComponent(row.person)}`}>{names.get(row.person) ?? row.person}</Link>
            ),
          },
          { title: t('areas'), render: (_, row) => row.areas.map(places.area).join(comma) },
          {
            title: t('processes'),
            render: (_, row) => (row.processes.length > 0 ? row.processes.join(comma) : t('allProcesses')),
          },
          { title: t('cases'), render: (_, row) => <Started row={row} /> },
          {
            title: t('validity'),
            render: (_, row) => t('from', { from: row.valid_from, until: row.valid_until }),
          },
          { title: t('state'), render: (_, row) => <State row={row} today={today} /> },
          {
            title: t('revoke'),
            render: (_, row) => (
              <Popconfirm title={t('revokeQuestion', { letter: row.letter })} onConfirm={() => revoke.mutate(row.id)}>
                <Button size="small" danger aria-label={`${t('revoke')} ${row.letter}`}>
                  {t('revoke')}
                </Button>
              </Popconfirm>
            ),
          },
        ]}
      />
    </>
  )
}

function Started({ row: { cases_from: from, cases_until: until } }: { row: Letter }) {
  const t = useT()
  if (from && until) return <>{t('from', { from, until })}</>
  if (from) return <>{t('since', { from })}</>
  return <>{until ? t('upTo', { until }) : t('allCases')}</>
}

function State({ row, today }: { row: Letter; today: string }) {
  const t = useT()
  if (today > row.valid_until) return <Tag>{t('over')}</Tag>
  return today < row.valid_from ? <Tag>{t('toCome')}</Tag> : <Tag color="success">{t('inForce')}</Tag>
}
