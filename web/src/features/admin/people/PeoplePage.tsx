/** 人员: find somebody, see what they hold, add somebody. The address keeps the filter. */
import { PlusOutlined, SearchOutlined } from '@ant-design/icons'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Button, Flex, Input, Select, Table, Tag } from 'antd'
import { useEffect, useState } from 'react'
import { Link, useNavigate, useSearchParams } from 'react-router'

import { api, read, type Schemas } from '../../../api/client'
import { Empty } from '../../../design/Empty'
import { Failure } from '../../../design/Failure'
import { useHotkeys } from '../../../design/hotkeys'
import { clearable } from '../../../design/NamedIcon'
import { PageHead } from '../../../design/PageHead'
import { KNOWN_ROLES, useRoleName } from '../../../design/roleNames'
import { Waiting } from '../../../design/Waiting'
import { useName, useOrganisations, usePlaceNames } from '../../../design/places'
import { useDebounced } from '../useDebounced'
import { AddPerson } from './AddPerson'
import { FirstSteps } from './FirstSteps'
import { useT } from './messages'

type Person = Schemas['KnownPersonOut']
const FILTERS = ['organisation', 'role', 'status'] as const

export default function PeoplePage() {
  const t = useT()
  const [address, setAddress] = useSearchParams()
  const [typed, setTyped] = useState(address.get('search') ?? '')
  const [isAdding, setAdding] = useState(false)
  const search = useDebounced(typed.trim())
  const navigate = useNavigate()
  const query = {
    search: search || undefined,
    organisation: address.get('organisation') ?? undefined,
    role: address.get('role') ?? undefined,
    status: (address.get('status') as 'active' | 'disabled' | null) ?? undefined,
  }

  useEffect(() => {
    setAddress(
      (before) => {
        if (search) before.set('search', search)
        else before.delete('search')
        return before
      },
      { replace: true },
    )
  }, [search, setAddress])

  const people = useInfiniteQuery({
    queryKey: ['people', query],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam }) =>
      read(api.GET('/people', { params: { query: { ...query, after: pageParam, limit: 50 } } })),
    getNextPageParam: (last) => last.next ?? undefined,
    placeholderData: (before) => before,
  })
  const rows = people.data?.pages.flatMap((each) => each.items) ?? []

  useHotkeys([
    {
      id: 'people.search',
      key: '/',
      label: t('search'),
      run: () => document.getElementById('people-search')?.focus(),
    },
    { id: 'people.add', label: t('add'), run: () => setAdding(true) },
  ])

  function choose(name: (typeof FILTERS)[number], value: string | undefined) {
    setAddress((before) => {
      if (value) before.set(name, value)
      else before.delete(name)
      return before
    })
  }

  const isFiltered = Boolean(search) || FILTERS.some((each) => address.has(each))
  return (
    <>
      <PageHead
        title={t('title')}
        hint={t('hint')}
        actions={
          <Button type="primary" icon={<PlusOutlined />} onClick={() => setAdding(true)}>
            {t('add')}
          </Button>
        }
      />
      {people.data && rows.length <= 1 && !isFiltered && <FirstSteps />}
      <Flex gap={8} wrap style={{ marginBottom: 12 }}>
        <Input
          id="people-search"
          aria-label={t('search')}
          placeholder={t('search')}
          value={typed}
          allowClear={clearable}
          prefix={<SearchOutlined />}
          onChange={(event) => setTyped(event.target.value)}
          style={{ width: 260 }}
        />
        <OrganisationSelect
          value={query.organisation}
          onChange={(value) => choose('organisation', value)}
        />
        <RoleSelect value={query.role} onChange={(value) => choose('role', value)} />
        <Select
          aria-label={t('status')}
          placeholder={t('anyStatus')}
          allowClear
          value={query.status}
          onChange={(value: string | undefined) => choose('status', value)}
          options={[
            { value: 'active', label: t('active') },
            { value: 'disabled', label: t('disabled') },
          ]}
          style={{ width: 130 }}
        />
      </Flex>
      {people.error && <Failure problem={people.error} retry={() => void people.refetch()} />}
      {people.isPending ? (
        <Waiting rows={10} />
      ) : rows.length === 0 ? (
        <Empty
          title={t('none')}
          hint={t('noneHint')}
          action={
            isFiltered && (
              <Button
                onClick={() => {
                  setTyped('')
                  setAddress({})
                }}
              >
                {t('clear')}
              </Button>
            )
          }
        />
      ) : (
        <PeopleTable rows={rows} />
      )}
      {people.hasNextPage && (
        <Button
          block
          style={{ marginTop: 8 }}
          loading={people.isFetchingNextPage}
          onClick={() => void people.fetchNextPage()}
        >
          {t('more')}
        </Button>
      )}
      {isAdding && (
        <AddPerson
          close={() => setAdding(false)}
          added={(id) => void navigate(`/people/${encodeURIComponent(id)}`)}
        />
      )}
    </>
  )
}

function PeopleTable({ rows }: { rows: Person[] }) {
  const t = useT()
  const name = useName()
  const places = usePlaceNames()
  const role = useRoleName()
  return (
    <Table<Person>
      rowKey="id"
      size="small"
      pagination={false}
      dataSource={rows}
      scroll={{ x: 'max-content' }}
      columns={[
        {
          title: t('name'),
          render: (_, row) => <Link to={`/people/${encodeURIComponent(row.id)}`}>{name(row)}</Link>,
        },
        { title: t('user'), dataIndex: 'id' },
        {
          title: t('organisation'),
          render: (_, row) => (row.organisation ? places.organisation(row.organisation) : '—'),
        },
        {
          title: t('roles'),
          render: (_, row) => (
            <Flex gap={4} wrap>
              {row.groups.map((group) => (
                <Tag key={group} variant="filled" title={places.group(group)} style={{ margin: 0 }}>
                  {role(group.slice(group.lastIndexOf('.') + 1))}
                </Tag>
              ))}
            </Flex>
          ),
        },
        {
          title: t('status'),
          render: (_, row) => (row.status === 'active' ? t('active') : <Tag>{t('disabled')}</Tag>),
        },
      ]}
    />
  )
}

export function OrganisationSelect({
  value,
  onChange,
  id,
}: {
  value?: string | undefined
  onChange?: (value: string | undefined) => void
  id?: string
}) {
  const t = useT()
  const name = useName()
  const { data, isPending } = useOrganisations()
  return (
    <Select
      {...(id ? { id } : { 'aria-label': t('organisation') })}
      placeholder={t('anyOrganisation')}
      allowClear
      loading={isPending}
      showSearch={{ optionFilterProp: 'label' }}
      value={value}
      onChange={onChange}
      options={data?.map((each) => ({ value: each.id, label: name(each) })) ?? []}
      style={{ minWidth: 260 }}
    />
  )
}

export function RoleSelect({
  value,
  onChange,
  id,
}: {
  value?: string | undefined
  onChange?: (value: string | undefined) => void
  id?: string
}) {
  const t = useT()
  const role = useRoleName()
  return (
    <Select
      {...(id ? { id } : { 'aria-label': t('chooseRole') })}
      placeholder={t('anyRole')}
      allowClear
      showSearch={{ optionFilterProp: 'label' }}
      value={value}
      onChange={onChange}
      options={KNOWN_ROLES.map((each) => ({ value: each, label: role(each) }))}
      style={{ width: 180 }}
    />
  )
}
