/** Where somebody is signed in; an administrator ends one of them or all. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Button, Card, Flex, Popconfirm, Typography } from 'antd'

import { api, read } from '../../../api/client'
import { announce } from '../../../design/announce'
import { deviceName } from '../../../design/deviceName'
import { Failure } from '../../../design/Failure'
import { Moment } from '../../../design/Moment'
import { Waiting } from '../../../design/Waiting'
import { useT } from './messages'

export function PersonSessions({ person }: { person: string }) {
  const t = useT()
  const queries = useQueryClient()
  const path = { person_id: person }
  const sessions = useQuery({
    queryKey: ['person-sessions', person],
    queryFn: () => read(api.GET('/people/{person_id}/sessions', { params: { path } })),
  })
  const end = useMutation({
    mutationFn: async (session_id: string | null) => {
      if (session_id === null) await api.DELETE('/people/{person_id}/sessions', { params: { path } })
      else
        await api.DELETE('/people/{person_id}/sessions/{session_id}', {
          params: { path: { ...path, session_id } },
        })
    },
    onSuccess: async () => {
      announce(t('ended'))
      await queries.invalidateQueries({ queryKey: ['person-sessions', person] })
      await queries.invalidateQueries({ queryKey: ['changes'] })
    },
  })
  const rows = sessions.data ?? []
  return (
    <Card
      size="small"
      title={t('sessions')}
      extra={
        rows.length > 1 && (
          <Popconfirm title={t('endAll')} onConfirm={() => end.mutate(null)}>
            <Button size="small">{t('endAll')}</Button>
          </Popconfirm>
        )
      }
    >
      {sessions.isPending && <Waiting rows={2} />}
      {sessions.error && <Failure problem={sessions.error} retry={() => void sessions.refetch()} />}
      {end.error && <Failure problem={end.error} />}
      {sessions.data && rows.length === 0 && <Typography.Text type="secondary">{t('noSessions')}</Typography.Text>}
      <ul style={{ listStyle: 'none', margin: 0, padding: 0, display: 'grid', gap: 8 }}>
        {rows.map((each) => (
          <li key={each.id}>
            <Flex justify="space-between" gap={8} align="center">
              <span title={each.user_agent}>
                {deviceName(each.user_agent)} · {each.address} · <Moment at={each.created_at} />
              </span>
              <Button size="small" onClick={() => end.mutate(each.id)}>
                {t('endOne')}
              </Button>
            </Flex>
          </li>
        ))}
      </ul>
    </Card>
  )
}
