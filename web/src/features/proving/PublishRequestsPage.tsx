/** Requests to publish: what waits for a second person, and what was decided. */
import { useQuery } from '@tanstack/react-query'
import { Badge, Segmented, Table, Tag } from 'antd'
import { Link, useSearchParams } from 'react-router'

import { api, read, type Schemas } from '../../api/client'
import { Empty } from '../../design/Empty'
import { Failure } from '../../design/Failure'
import { Moment } from '../../design/Moment'
import { PageHead } from '../../design/PageHead'
import { Waiting } from '../../design/Waiting'
import { pick, useLanguage } from '../../i18n'
import { useT } from './messages'

type Request = Schemas['PublishRequestOut']
const STATES = { open: 'waiting', published: 'signedState', refused: 'refusedState', withdrawn: 'withdrawnState' } as const
const COLORS = { open: 'processing', published: 'success', refused: 'error', withdrawn: 'default' } as const

export function stateName(state: string): string {
  return state in STATES ? useT.now(STATES[state as keyof typeof STATES]) : state
}

export default function PublishRequestsPage() {
  const t = useT()
  const language = useLanguage()
  const [search, setSearch] = useSearchParams()
  const state = search.get('state') ?? 'open'
  const requests = useQuery({
    queryKey: ['publish-requests', state],
    queryFn: () => read(api.GET('/publish-requests', { params: { query: state === 'all' ? {} : { state } } })),
    refetchInterval: 60_000,
  })
  return (
    <>
      <PageHead
        title={t('publishRequests')}
        hint={t('publishRequestsHint')}
        actions={
          <Segmented
            aria-label={t('state')}
            value={state}
            options={[
              { value: 'open', label: t('waiting') },
              { value: 'all', label: t('all') },
            ]}
            onChange={(chosen) => setSearch({ state: String(chosen) }, { replace: true })}
          />
        }
      />
      {requests.error && <Failure problem={requests.error} retry={() => void requests.refetch()} />}
      {!requests.data && !requests.error && <Waiting />}
      {requests.data &&
        (requests.data.length === 0 ? (
          <Empty title={t('noRequests')} hint={t('noRequestsHint')} action={<Link to="/bundles">{t('toBundles')}</Link>} />
        ) : (
          <Table<Request>
            rowKey="id"
            size="middle"
            dataSource={requests.data}
            pagination={requests.data.length > 50 ? { pageSize: 50 } : false}
            scroll={{ x: 'max-content' }}
            columns={[
              {
                title: t('process'),
                render: (_, row) => (
                  <Link to={`/publish-requests/${row.id}`}>
                    {pick(language, { zh: row.title_zh, en: row.title_en }) || row.key} {t('version', { n: row.version })}
                  </Link>
                ),
              },
              { title: t('publishReason'), dataIndex: 'reason', ellipsis: true, width: 360 },
              { title: t('requestedBy'), render: (_, row) => pick(language, row.requested_by), width: 120 },
              { title: t('requestedAt'), render: (_, row) => <Moment at={row.requested_at} />, width: 150 },
              {
                title: t('state'),
                width: 120,
                render: (_, row) => (
                  <Badge status={COLORS[row.state as keyof typeof COLORS] ?? 'default'} text={stateName(row.state)} />
                ),
              },
              { title: t('decidedBy'), render: (_, row) => (row.decided_by ? pick(language, row.decided_by) : ''), width: 120 },
              {
                title: <span className="unseen">{t('sign')}</span>,
                key: 'mine',
                width: 90,
                render: (_, row) => (row.may_sign ? <Tag color="processing">{t('sign')}</Tag> : null),
              },
            ]}
          />
        ))}
    </>
  )
}
