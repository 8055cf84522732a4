/** The samples of one's office, with how far their papers are. */
import { useInfiniteQuery } from '@tanstack/react-query'
import { Button, Flex, Table } from 'antd'
import { Link } from 'react-router'

import { api, read, type Schemas } from '../../../api/client'
import { Empty } from '../../../design/Empty'
import { Failure } from '../../../design/Failure'
import { Moment } from '../../../design/Moment'
import { Money } from '../../../design/Money'
import { useNames } from '../../../design/names'
import { PageHead } from '../../../design/PageHead'
import { Waiting } from '../../../design/Waiting'
import { useT } from './messages'

export default function SamplesPage() {
  const t = useT()
  const names = useNames()
  const samples = useInfiniteQuery({
    queryKey: ['samples'],
    queryFn: ({ pageParam }) =>
      read(api.GET('/audit/samples', { params: { query: { after: pageParam } } })),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
  })
  const toSearch = (
    <Link to="/audit/cases">
      <Button tabIndex={-1}>{t('toSearch')}</Button>
    </Link>
  )
  return (
    <>
      <PageHead title={t('title')} hint={t('hint')} actions={toSearch} />
      {samples.isPending && <Waiting />}
      {samples.error && <Failure problem={samples.error} retry={() => void samples.refetch()} />}
      {samples.data && (
        <Table<Schemas['SampleRowOut']>
          rowKey="id"
          size="small"
          pagination={false}
          scroll={{ x: 'max-content' }}
          dataSource={samples.data.pages.flatMap((page) => page.items)}
          locale={{ emptyText: <Empty title={t('none')} hint={t('noneHint')} action={toSearch} /> }}
          columns={[
            { title: t('name'), render: (_, row) => <Link to={`/audit/samples/${row.id}`}>{row.title}</Link> },
            { title: t('method'), render: (_, row) => t(row.method as 'random') },
            {
              title: t('population'),
              align: 'right',
              render: (_, row) => (
                <span className="figures">
                  {t('cases', { count: row.population })} <Money amount={row.population_yuan} />
                </span>
              ),
            },
            {
              title: t('sampleOf'),
              align: 'right',
              render: (_, row) => (row.drawn_at ? t('cases', { count: row.items }) : t('notDrawn')),
            },
            {
              title: t('progress'),
              align: 'right',
              render: (_, row) => row.drawn_at && t('of', { done: row.concluded, all: row.items }),
            },
            { title: t('planned'), render: (_, row) => names.text(row.person_name) },
            { title: t('drawn'), render: (_, row) => <Moment at={row.drawn_at ?? row.planned_at} /> },
          ]}
        />
      )}
      {samples.hasNextPage && (
        <Flex justify="center" style={{ marginTop: 12 }}>
          <Button loading={samples.isFetchingNextPage} onClick={() => void samples.fetchNextPage()}>
            {t('more')}
          </Button>
        </Flex>
      )}
    </>
  )
}
