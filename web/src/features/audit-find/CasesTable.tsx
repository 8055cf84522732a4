/** The cases found, with the way into each. */
import { PlaySquareOutlined } from '@ant-design/icons'
import { Button, Flex, Select, Table, Tag } from 'antd'
import { useDeferredValue, useMemo, useState } from 'react'
import { Link } from 'react-router'

import type { Schemas } from '../../api/client'
import { AUDITORS } from '../../app/roles'
import { useSession } from '../../app/session'
import { Empty } from '../../design/Empty'
import { Failure } from '../../design/Failure'
import { dayText, exactMoment } from '../../design/formats'
import { Money } from '../../design/Money'
import { useNames } from '../../design/names'
import { Waiting } from '../../design/Waiting'
import type { Filter } from './filter'
import { useT } from './messages'
import { type Order, useCases } from './queries'

type Row = Schemas['FoundCaseOut']

/** About a screen full: the rest is drawn after it. */
const FIRST = 15

export function CasesTable({ filter }: { filter: Filter }) {
  const [order, setOrder] = useState<Order>('newest')
  const cases = useCases(filter, order)
  if (cases.isPending) return <Waiting />
  return <Found cases={cases} order={order} setOrder={setOrder} />
}

interface Props {
  cases: ReturnType<typeof useCases>
  order: Order
  setOrder: (order: Order) => void
}

function Found({ cases, order, setOrder }: Props) {
  const t = useT()
  const names = useNames()
  const { roles } = useSession()
  const replays = AUDITORS.some((role) => roles.has(role))
  const found = useMemo(() => cases.data?.pages.flatMap((page) => page.items) ?? [], [cases.data])
  const rows = useDeferredValue(found, found.slice(0, FIRST))
  return (
    <>
      {cases.error && <Failure problem={cases.error} retry={() => void cases.refetch()} />}
      <Flex justify="flex-end" style={{ marginBottom: 8 }}>
        <Select<Order>
          aria-label={t('order')}
          value={order}
          onChange={setOrder}
          popupMatchSelectWidth={false}
          options={[
            { value: 'newest', label: t('newest') },
            { value: 'oldest', label: t('oldest') },
            { value: 'amount', label: t('largest') },
            { value: 'duration', label: t('longest') },
          ]}
        />
      </Flex>
      <Table<Row>
        rowKey="case_id"
        size="small"
        pagination={false}
        loading={cases.isPlaceholderData && cases.isFetching}
        dataSource={rows}
        scroll={{ x: 'max-content' }}
        locale={{ emptyText: <Empty title={t('noCases')} hint={t('noCasesHint')} /> }}
        columns={[
          {
            title: t('number'),
            render: (_, row) => (
              <>
                <Link to={`/cases/${row.case_id}`} className="tabular">
                  {row.number}
                </Link>
                {row.frozen && <Tag style={{ marginInlineStart: 6 }}>{t('frozen')}</Tag>}
              </>
            ),
          },
          ...(replays
            ? [
                {
                  title: t('replay'),
                  render: (_: unknown, row: Row) => (
                    <Link
                      to={`/audit/cases/${row.case_id}/replay`}
                      aria-label={t('replayOf', { number: row.number })}
                      className="find-icon"
                    >
                      <PlaySquareOutlined aria-hidden />
                    </Link>
                  ),
                },
              ]
            : []),
          { title: t('process'), render: (_, row) => names.text({ zh: row.title_zh, en: row.title_en }) },
          {
            title: t('applicant'),
            render: (_, row) =>
              row.organisation
                ? names.organisation(row.organisation)
                : names.text({ zh: row.applicant_zh, en: row.applicant_en }),
          },
          { title: t('areaShort'), render: (_, row) => names.area(row.area) },
          { title: t('state'), render: (_, row) => names.state(row.state) },
          {
            title: t('caseAmount'),
            align: 'right',
            render: (_, row) =>
              row.amount_yuan == null ? (
                <span className="find-unknown">{t('unknownAmount')}</span>
              ) : (
                <Money amount={row.amount_yuan} />
              ),
          },
          { title: t('startedAt'), render: (_, row) => <Day at={row.started_at} /> },
          { title: t('endedAt'), render: (_, row) => <Day at={row.ended_at} /> },
        ]}
      />
      {cases.hasNextPage && (
        <Flex justify="center" style={{ marginTop: 12 }}>
          <Button loading={cases.isFetchingNextPage} onClick={() => void cases.fetchNextPage()}>
            {t('more')}
          </Button>
        </Flex>
      )}
    </>
  )
}

function Day({ at }: { at: string | null }) {
  if (at === null) return null
  return (
    <time dateTime={at} title={exactMoment(at)} className="tabular" style={{ whiteSpace: 'nowrap' }}>
      {dayText(at)}
    </time>
  )
}
