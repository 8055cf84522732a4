/** 我的申请: where is my case; and what is half filled in. */
import { SearchOutlined } from '@ant-design/icons'
import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query'
import { Button, Flex, Input, Popconfirm, Segmented, Table, Tabs, Tag } from 'antd'
import { Link, useSearchParams } from 'react-router'

import { api, read, type Schemas } from '../../api/client'
import { usePerson } from '../../app/session'
import { announce } from '../../design/announce'
import { Empty } from '../../design/Empty'
import { Failure } from '../../design/Failure'
import { keep } from '../../design/kept'
import { LinkButton } from '../../design/LinkButton'
import { Moment } from '../../design/Moment'
import { PageHead } from '../../design/PageHead'
import { Waiting } from '../../design/Waiting'
import { pick, useLanguage } from '../../i18n'
import { useT } from './messages'
import { placeOf } from './useStartDraft'

function useDrafts() {
  return useQuery({ queryKey: ['start-drafts'], queryFn: () => read(api.GET('/start-drafts')) })
}

export default function ApplicationsPage() {
  const t = useT()
  const [search, setSearch] = useSearchParams()
  const drafts = useDrafts()
  const tab = search.get('tab') ?? 'filed'
  const count = drafts.data?.length ?? 0
  return (
    <>
      <PageHead
        title={t('mine')}
        actions={
          <LinkButton type="primary" to="/apply">
            {t('apply')}
          </LinkButton>
        }
      />
      <Tabs
        activeKey={tab}
        onChange={(key) => setSearch(key === 'filed' ? {} : { tab: key })}
        items={[
          { key: 'filed', label: t('filed'), children: <Filed /> },
          {
            key: 'drafts',
            label: count > 0 ? `${t('drafts')} ${count}` : t('drafts'),
            children: <Drafts drafts={drafts} />,
          },
        ]}
      />
    </>
  )
}

function Filed() {
  const t = useT()
  const language = useLanguage()
  const person = usePerson()
  const [search, setSearch] = useSearchParams()
  const openOnly = search.get('show') !== 'all'
  const number = search.get('number') ?? ''
  const cases = useInfiniteQuery({
    queryKey: ['my-cases', person.id, openOnly, number],
    queryFn: ({ pageParam }) =>
      read(
        api.GET('/cases', {
          params: {
            query: {
              applicant: person.id,
              open_only: openOnly && !number,
              ...(number ? { number } : {}),
              ...(pageParam ? { after: pageParam } : {}),
            },
          },
        }),
      ),
    initialPageParam: '',
    getNextPageParam: (page) => page.next ?? undefined,
  })
  const set = (name: string, value: string) => {
    const next = new URLSearchParams(search)
    if (value) next.set(name, value)
    else next.delete(name)
    setSearch(next, { replace: true })
  }
  const rows = cases.data?.pages.flatMap((each) => each.items) ?? []
  return (
    <>
      <Flex gap={12} wrap style={{ marginBottom: 12 }}>
        <Segmented
          aria-label={t('state')}
          value={openOnly ? 'open' : 'all'}
          onChange={(value) => set('show', value === 'all' ? 'all' : '')}
          options={[
            { value: 'open', label: t('open') },
            { value: 'all', label: t('all') },
          ]}
        />
        <Input
          type="search"
          prefix={<SearchOutlined aria-hidden />}
          aria-label={t('findNumber')}
          placeholder={t('findNumber')}
          defaultValue={number}
          onPressEnter={(event) => set('number', event.currentTarget.value.trim())}
          onBlur={(event) => set('number', event.currentTarget.value.trim())}
          style={{ width: 320 }}
        />
      </Flex>
      {cases.error && <Failure problem={cases.error} retry={() => void cases.refetch()} />}
      {cases.isPending && <Waiting />}
      {cases.data && rows.length === 0 && (
        <Empty title={t('empty')} hint={t('emptyHint')} action={<LinkButton to="/apply">{t('apply')}</LinkButton>} />
      )}
      {rows.length > 0 && (
        <Table<Schemas['CaseOut']>
          rowKey="case_id"
          size="small"
          pagination={false}
          dataSource={rows}
          columns={[
            {
              title: t('number'),
              render: (_, row) => <Link to={`/applications/${row.case_id}`}>{row.number}</Link>,
            },
            { title: t('what'), render: (_, row) => pick(language, { zh: row.title_zh, en: row.title_en }) },
            { title: t('state'), render: (_, row) => <StateTag row={row} /> },
            { title: t('since'), render: (_, row) => <Moment at={row.started_at} /> },
            { title: t('ended'), render: (_, row) => <Moment at={row.ended_at} /> },
          ]}
        />
      )}
      {cases.hasNextPage && (
        <Button loading={cases.isFetchingNextPage} onClick={() => void cases.fetchNextPage()} style={{ marginTop: 12 }}>
          {t('more50')}
        </Button>
      )}
    </>
  )
}

function StateTag({ row }: { row: Schemas['CaseOut'] }) {
  const language = useLanguage()
  const color = row.state === 'correcting' ? 'warning' : row.ended_at ? undefined : 'processing'
  return <Tag color={color}>{pick(language, row.state_name)}</Tag>
}

function Drafts({ drafts }: { drafts: ReturnType<typeof useDrafts> }) {
  const t = useT()
  const language = useLanguage()
  const person = usePerson()
  const queries = useQueryClient()
  if (drafts.isPending) return <Waiting />
  if (drafts.error) return <Failure problem={drafts.error} retry={() => void drafts.refetch()} />
  if (drafts.data.length === 0) return <Empty title={t('noDrafts')} hint={t('noDraftsHint')} />
  async function discard(process: string) {
    await api.DELETE('/start-drafts/{process}', { params: { path: { process } } })
    keep(placeOf(person.id, process), null)
    announce(t('discarded'))
    for (const key of ['catalogue', 'start-drafts', 'start-draft']) void queries.invalidateQueries({ queryKey: [key] })
  }
  return (
    <Table<Schemas['StartDraftRowOut']>
      rowKey="process"
      size="small"
      pagination={false}
      dataSource={drafts.data}
      columns={[
        {
          title: t('what'),
          render: (_, row) => (
            <Link to={`/apply/${row.process}`}>{pick(language, { zh: row.title_zh, en: row.title_en })}</Link>
          ),
        },
        { title: t('savedAt'), render: (_, row) => <Moment at={row.saved_at} /> },
        {
          title: t('discard'),
          render: (_, row) => (
            <Popconfirm
              title={t('discardQuestion')}
              okText={t('discard')}
              cancelText={t('keep')}
              onConfirm={() => void discard(row.process)}
            >
              <Button size="small">{t('discard')}</Button>
            </Popconfirm>
          ),
        },
      ]}
    />
  )
}
