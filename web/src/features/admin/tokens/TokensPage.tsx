/** 接口令牌: everybody's tokens that still work; an administrator ends them. */
import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query'
import { Button, Popconfirm, Table } from 'antd'
import { Link } from 'react-router'

import { api, read, type Schemas } from '../../../api/client'
import { announce } from '../../../design/announce'
import { Empty } from '../../../design/Empty'
import { Failure } from '../../../design/Failure'
import { Moment } from '../../../design/Moment'
import { PageHead } from '../../../design/PageHead'
import { Waiting } from '../../../design/Waiting'
import { usePlaceNames } from '../../../design/places'
import { useT } from './messages'

type Token = Schemas['OwnedTokenOut']

export default function TokensPage() {
  const t = useT()
  const places = usePlaceNames()
  const queries = useQueryClient()
  const tokens = useInfiniteQuery({
    queryKey: ['all-tokens'],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam }) => read(api.GET('/tokens/all', { params: { query: { after: pageParam } } })),
    getNextPageParam: (last) => last.next ?? undefined,
  })
  const revoke = useMutation({
    mutationFn: (token: Token) =>
      api.DELETE('/people/{person_id}/tokens/{token_id}', {
        params: { path: { person_id: token.person, token_id: token.id } },
      }),
    onSuccess: () => {
      announce(t('revoked'))
      return queries.invalidateQueries({ queryKey: ['all-tokens'] })
    },
  })
  const rows = tokens.data?.pages.flatMap((each) => each.items) ?? []
  return (
    <>
      <PageHead title={t('title')} hint={t('hint')} />
      {tokens.isPending && <Waiting />}
      {tokens.error && <Failure problem={tokens.error} retry={() => void tokens.refetch()} />}
      {revoke.error && <Failure problem={revoke.error} />}
      {tokens.data && rows.length === 0 && <Empty title={t('none')} hint={t('noneHint')} />}
      {rows.length > 0 && (
        <Table<Token>
          rowKey="id"
          size="small"
          pagination={false}
          dataSource={rows}
          columns={[
            {
              title: t('owner'),
              render: (_, row) => <Link to={`/people/${encodeURIComponent(row.person)}`}>{row.person}</Link>,
            },
            { title: t('name'), dataIndex: 'name' },
            {
              title: t('groups'),
              render: (_, row) => (row.groups.length > 0 ? row.groups.map(places.group).join('；') : t('noGroups')),
            },
            { title: t('since'), render: (_, row) => <Moment at={row.created_at} /> },
            { title: t('until'), render: (_, row) => <Moment at={row.expires_at} /> },
            {
              title: t('revoke'),
              render: (_, row) => (
                <Popconfirm title={t('revokeQuestion', { name: row.name })} onConfirm={() => revoke.mutate(row)}>
                  <Button size="small" danger aria-label={`${t('revoke')} ${row.name}`}>
                    {t('revoke')}
                  </Button>
                </Popconfirm>
              ),
            },
          ]}
        />
      )}
      {tokens.hasNextPage && (
        <Button block style={{ marginTop: 8 }} loading={tokens.isFetchingNextPage} onClick={() => void tokens.fetchNextPage()}>
          {t('more')}
        </Button>
      )}
    </>
  )
}
