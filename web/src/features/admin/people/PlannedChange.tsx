/** Plan before acting: the pending list, what it would do, undo, apply. */
import { CloseOutlined, PlusOutlined, UndoOutlined } from '@ant-design/icons'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Alert, Button, Card, Flex, Space, Tag, Typography } from 'antd'
import { useMemo, useState } from 'react'

import { api, read, type Schemas } from '../../../api/client'
import { announce } from '../../../design/announce'
import { Failure } from '../../../design/Failure'
import { Waiting } from '../../../design/Waiting'
import { usePlaceNames } from '../../../design/places'
import { useT } from './messages'
import { OrganisationSelect, RoleSelect } from './PeoplePage'
import { PersonEffect } from './PersonEffect'

type Person = Schemas['KnownPersonOut']
type Status = 'active' | 'disabled'

export function PlannedChange({ person }: { person: Person }) {
  const t = useT()
  const places = usePlaceNames()
  const queries = useQueryClient()
  const [wanted, setWanted] = useState<readonly string[]>(person.groups)
  const [status, setStatus] = useState<Status>(person.status as Status)
  const gained = wanted.filter((each) => !person.groups.includes(each))
  const lost = person.groups.filter((each) => !wanted.includes(each))
  const changesGroups = gained.length > 0 || lost.length > 0
  const changesStatus = status !== person.status
  const isPlanned = changesGroups || changesStatus

  const plan = useMemo(
    () => ({ groups: changesGroups ? [...wanted] : null, status: changesStatus ? status : null }),
    [changesGroups, changesStatus, wanted, status],
  )
  const effect = useQuery({
    queryKey: ['person-effect', person.id, plan],
    enabled: isPlanned,
    queryFn: () =>
      read(
        api.POST('/people/{person_id}/preview', {
          params: { path: { person_id: person.id } },
          body: plan,
        }),
      ),
  })
  const apply = useMutation({
    mutationFn: async () => {
      const params = { path: { person_id: person.id } }
      // Somebody who comes back gets the roles afterwards, somebody who leaves loses them first.
      if (plan.groups && status === 'disabled')
        await api.PUT('/people/{person_id}/groups', { params, body: { groups: plan.groups } })
      if (plan.status) await api.PUT('/people/{person_id}/status', { params, body: { status: plan.status } })
      if (plan.groups && status !== 'disabled')
        await api.PUT('/people/{person_id}/groups', { params, body: { groups: plan.groups } })
    },
    onSuccess: async () => {
      announce(t('applied'))
      await Promise.all(
        [['person', person.id], ['people'], ['changes'], ['person-sessions', person.id], ['roles']].map((queryKey) =>
          queries.invalidateQueries({ queryKey }),
        ),
      )
    },
  })

  function discard() {
    setWanted(person.groups)
    setStatus(person.status as Status)
  }

  return (
    <Card size="small" title={t('groups')}>
      <Flex vertical gap={12}>
        <ul style={{ listStyle: 'none', margin: 0, padding: 0, display: 'grid', gap: 4 }}>
          {wanted.map((group) => (
            <li key={group}>
              <Flex gap={8} align="center">
                <Button
                  size="small"
                  type="text"
                  icon={<CloseOutlined />}
                  aria-label={t('takeAway', { name: places.group(group) })}
                  onClick={() => setWanted(wanted.filter((each) => each !== group))}
                />
                <span>{places.group(group)}</span>
                {gained.includes(group) && <Tag color="success">{t('gains')}</Tag>}
              </Flex>
            </li>
          ))}
        </ul>
        <AddGroup add={(group) => setWanted([...new Set([...wanted, group])].sort())} />
        <section aria-label={t('pending')} style={{ display: 'grid', gap: 8 }}>
          <Flex justify="space-between" align="center" wrap gap={8}>
            <Typography.Text strong>{t('pending')}</Typography.Text>
            <Button
              size="small"
              danger={status === 'active'}
              onClick={() => setStatus(status === 'active' ? 'disabled' : 'active')}
            >
              {status === 'active' ? t('disable') : t('enable')}
            </Button>
          </Flex>
          {!isPlanned && <Typography.Text type="secondary">{t('pendingNone')}</Typography.Text>}
          <ul style={{ margin: 0, paddingInlineStart: 20 }}>
            {changesStatus && (
              <Pending
                text={status === 'disabled' ? t('disablePlanned') : t('enablePlanned')}
                undo={() => setStatus(person.status as Status)}
              />
            )}
            {lost.map((group) => (
              <Pending
                key={group}
                text={`${t('loses')}：${places.group(group)}`}
                undo={() => setWanted([...wanted, group].sort())}
              />
            ))}
            {gained.map((group) => (
              <Pending
                key={group}
                text={`${t('gains')}：${places.group(group)}`}
                undo={() => setWanted(wanted.filter((each) => each !== group))}
              />
            ))}
          </ul>
          {isPlanned && effect.isPending && <Waiting rows={3} />}
          {effect.error && <Failure problem={effect.error} retry={() => void effect.refetch()} />}
          {isPlanned && effect.data && <PersonEffect effect={effect.data} />}
          {apply.error && <Failure problem={apply.error} />}
          {isPlanned && (
            <Space>
              <Button
                type="primary"
                loading={apply.isPending}
                disabled={!effect.data || effect.data.last_administrator}
                onClick={() => apply.mutate()}
              >
                {t('apply')}
              </Button>
              <Button onClick={discard}>{t('discard')}</Button>
            </Space>
          )}
          {effect.data?.last_administrator && isPlanned && (
            <Alert type="error" showIcon title={t('lastAdministrator')} />
          )}
        </section>
      </Flex>
    </Card>
  )
}

function Pending({ text, undo }: { text: string; undo: () => void }) {
  const t = useT()
  return (
    <li>
      <Flex gap={8} align="center">
        {text}
        <Button size="small" type="link" icon={<UndoOutlined />} aria-label={`${t('undo')} ${text}`} onClick={undo}>
          {t('undo')}
        </Button>
      </Flex>
    </li>
  )
}

function AddGroup({ add }: { add: (group: string) => void }) {
  const t = useT()
  const [organisation, setOrganisation] = useState<string>()
  const [role, setRole] = useState<string>()
  return (
    <Flex gap={8} wrap align="center" role="group" aria-label={t('addGroup')}>
      <OrganisationSelect value={organisation} onChange={setOrganisation} />
      <RoleSelect value={role} onChange={setRole} />
      <Button
        icon={<PlusOutlined />}
        disabled={!organisation || !role}
        onClick={() => {
          add(`${organisation}.${role}`)
          setRole(undefined)
        }}
      >
        {t('addThis')}
      </Button>
    </Flex>
  )
}
