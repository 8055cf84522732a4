/** A register as a list: what stood on a day, newest first, with its filter in the address. */
import { DownloadOutlined } from '@ant-design/icons'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Alert, Button, Flex, Form, Input, Select, Switch, Table, type TableColumnsType } from 'antd'
import type { ReactNode } from 'react'
import { useSearchParams } from 'react-router'

import { fetchWithSession } from '../../api/client'
import { DayInput } from '../../design/DayInput'
import { Empty } from '../../design/Empty'
import { Failure } from '../../design/Failure'
import { clearable } from '../../design/NamedIcon'
import { useNames } from '../../design/names'
import { PageHead } from '../../design/PageHead'
import { Waiting } from '../../design/Waiting'
import { useT } from './messages'

export type Row = Record<string, never>
type Name = 'institutions' | 'ledger' | 'payments' | 'audits'

interface Filter {
  param: string
  label: string
  options?: { value: string; label: string }[]
}

interface Props {
  name: Name
  columns: TableColumnsType<Row>
  filters?: Filter[]
  above?: (asOf: string, area: string) => ReactNode
}

interface Page {
  items: Row[]
  next: string | null
}

export function RegisterPage({ name, columns, filters = [], above }: Props) {
  const t = useT()
  const names = useNames()
  const [address, setAddress] = useSearchParams()
  const asOf = address.get('as_of') ?? ''
  const area = address.get('area') ?? ''
  const current = address.get('current') !== 'false'
  const isNarrowed = !current || [...address].some(([param, value]) => value !== '' && param !== 'current')
  const query = new URLSearchParams(
    [...address].filter(([, value]) => value !== '').filter(([param]) => param !== 'current'),
  )
  query.set('current', String(current))
  const set = (param: string, value: string | undefined) =>
    setAddress((before) => {
      const next = new URLSearchParams(before)
      if (value) next.set(param, value)
      else next.delete(param)
      return next
    })
  const found = useInfiniteQuery({
    queryKey: ['registers', name, query.toString()],
    queryFn: async ({ pageParam }): Promise<Page> => {
      const asked = new URLSearchParams(query)
      if (pageParam) asked.set('after', pageParam)
      return (await (await fetchWithSession(`/registers/${name}?${asked}`)).json()) as Page
    },
    initialPageParam: '',
    getNextPageParam: (page) => page.next ?? undefined,
  })
  return (
    <>
      <PageHead
        title={t(name)}
        hint={t(`${name}Hint`)}
        actions={
          <Button href={`/registers/${name}.csv?${query}`} download icon={<DownloadOutlined aria-hidden />}>
            {t('export')}
          </Button>
        }
      />
      <Form layout="vertical" component="div">
        <Flex wrap gap={12} align="flex-end">
          <AsOfBox value={asOf} onChange={(day) => set('as_of', day)} />
          <Form.Item label={t('area')} htmlFor="register-area">
            <Select
              id="register-area"
              showSearch
              allowClear
              optionFilterProp="label"
              value={area || undefined}
              onChange={(value?: string) => set('area', value)}
              options={names.areaOptions}
              style={{ minWidth: 180 }}
            />
          </Form.Item>
          {filters.map((each) => (
            <Form.Item key={each.param} label={each.label} htmlFor={`register-${each.param}`}>
              {each.options ? (
                <Select
                  id={`register-${each.param}`}
                  showSearch
                  allowClear
                  optionFilterProp="label"
                  value={address.get(each.param) ?? undefined}
                  onChange={(value?: string) => set(each.param, value)}
                  options={each.options}
                  style={{ minWidth: 200 }}
                />
              ) : (
                <Input
                  id={`register-${each.param}`}
                  allowClear={clearable}
                  defaultValue={address.get(each.param) ?? ''}
                  onChange={(event) => event.target.value === '' && set(each.param, undefined)}
                  onPressEnter={(event) => set(each.param, event.currentTarget.value.trim())}
                  onBlur={(event) => set(each.param, event.currentTarget.value.trim())}
                />
              )}
            </Form.Item>
          ))}
          <Form.Item label={t('current')} htmlFor="register-current">
            <Switch
              id="register-current"
              checked={current}
              onChange={(on) => set('current', on ? undefined : 'false')}
            />
          </Form.Item>
        </Flex>
      </Form>
      <AsOfBanner asOf={asOf} onToday={() => set('as_of', undefined)} />
      {above?.(asOf, area)}
      {found.isPending && <Waiting />}
      {found.error && <Failure problem={found.error} retry={() => void found.refetch()} />}
      {found.data && (
        <Table<Row>
          rowKey={(row) => `${row.case_id} ${row.entry} ${row.line}`}
          size="small"
          pagination={false}
          scroll={{ x: 'max-content' }}
          dataSource={found.data.pages.flatMap((page) => page.items)}
          columns={columns}
          locale={{
            emptyText: (
              isNarrowed ? (
                <Empty
                  title={t('none')}
                  hint={t('noneHint')}
                  action={<Button onClick={() => setAddress({})}>{t('reset')}</Button>}
                />
              ) : (
                <Empty
                  title={t('nothingYet')}
                  hint={t('nothingYetHint')}
                  action={<Button onClick={() => set('current', 'false')}>{t('showAll')}</Button>}
                />
              )
            ),
          }}
        />
      )}
      {found.hasNextPage && (
        <Flex justify="center" style={{ marginTop: 12 }}>
          <Button loading={found.isFetchingNextPage} onClick={() => void found.fetchNextPage()}>
            {t('more')}
          </Button>
        </Flex>
      )}
    </>
  )
}

export function AsOfBox({ value, onChange }: { value: string; onChange: (day: string) => void }) {
  const t = useT()
  return (
    <Form.Item label={t('asOf')} htmlFor="register-as-of">
      <DayInput id="register-as-of" value={value} onChange={onChange} />
    </Form.Item>
  )
}

/** While what is shown is not of today. */
export function AsOfBanner({ asOf, onToday }: { asOf: string; onToday: () => void }) {
  const t = useT()
  if (!asOf) return null
  return (
    <Alert
      banner
      type="warning"
      role="status"
      style={{ marginBottom: 12 }}
      title={t('asOfBanner', { day: asOf })}
      action={
        <Button size="small" onClick={onToday}>
          {t('toToday')}
        </Button>
      }
    />
  )
}
