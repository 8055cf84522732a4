/** 账户: where one is signed in, and how one likes to work. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Button, Card, Checkbox, Flex, Popconfirm, Radio, Table } from 'antd'

import { api, read, type Schemas } from '../../api/client'
import { setPreferences, usePreferences } from '../../app/preferences'
import { announce } from '../../design/announce'
import { Failure } from '../../design/Failure'
import { Moment } from '../../design/Moment'
import { PageHead } from '../../design/PageHead'
import { Waiting } from '../../design/Waiting'
import { useT } from './messages'

export default function AccountPage() {
  const t = useT()
  return (
    <>
      <PageHead title={t('title')} />
      <Flex vertical gap={16}>
        <Sessions />
        <WayOfWorking />
      </Flex>
    </>
  )
}

function Sessions() {
  const t = useT()
  const queries = useQueryClient()
  const sessions = useQuery({ queryKey: ['sessions'], queryFn: () => read(api.GET('/sessions')) })
  const end = useMutation({
    mutationFn: (session_id: string) =>
      api.DELETE('/sessions/{session_id}', { params: { path: { session_id } } }),
    onSuccess: () => {
      announce(t('ended'))
      return queries.invalidateQueries({ queryKey: ['sessions'] })
    },
  })
  if (sessions.isPending) return <Waiting />
  if (sessions.error) return <Failure problem={sessions.error} retry={() => void sessions.refetch()} />
  return (
    <Card title={t('sessions')}>
      {end.error && <Failure problem={end.error} />}
      <Table<Schemas['SessionOut']>
        rowKey="id"
        size="small"
        pagination={false}
        dataSource={sessions.data}
        columns={[
          { title: t('device'), dataIndex: 'user_agent', ellipsis: true },
          { title: t('address'), dataIndex: 'address' },
          { title: t('since'), render: (_, row) => <Moment at={row.created_at} /> },
          { title: t('until'), render: (_, row) => <Moment at={row.expires_at} /> },
          {
            title: t('end'),
            render: (_, row) =>
              row.present ? (
                t('present')
              ) : (
                <Popconfirm title={t('endQuestion')} onConfirm={() => end.mutate(row.id)}>
                  <Button size="small">{t('end')}</Button>
                </Popconfirm>
              ),
          },
        ]}
      />
    </Card>
  )
}

function WayOfWorking() {
  const t = useT()
  const { letters, density } = usePreferences()
  return (
    <Card title={t('way')}>
      <Flex vertical gap={12} align="flex-start">
        <Checkbox checked={letters} onChange={(event) => setPreferences({ letters: event.target.checked })}>
          {t('letters')}
        </Checkbox>
        <Radio.Group
          aria-label={t('density')}
          value={density}
          onChange={(event) => setPreferences({ density: event.target.value as typeof density })}
          options={[
            { value: 'compact', label: t('compact') },
            { value: 'comfortable', label: t('comfortable') },
          ]}
        />
      </Flex>
    </Card>
  )
}
