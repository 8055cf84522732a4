/** 账户: who I am here, where I am signed in, how I like to work, password, tokens. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Button, Card, Checkbox, Descriptions, Flex, Popconfirm, Radio, Table } from 'antd'

import { usePerson } from '../../app/session'
import { api, read, type Schemas } from '../../api/client'
import { setPreferences, usePreferences } from '../../app/preferences'
import { announce } from '../../design/announce'
import { deviceName } from '../../design/deviceName'
import { Failure } from '../../design/Failure'
import { Moment } from '../../design/Moment'
import { PageHead } from '../../design/PageHead'
import { Waiting } from '../../design/Waiting'
import { LANGUAGE_NAMES, pick, setLanguage, useLanguage } from '../../i18n'
import { usePlaceNames } from '../../design/places'
import { useT } from './messages'
import { OwnTokens } from './OwnTokens'
import { PasswordForm } from './PasswordForm'

export default function AccountPage() {
  const t = useT()
  const person = usePerson()
  const language = useLanguage()
  return (
    <>
      <PageHead title={t('title')} hint={pick(language, { zh: person.name_zh, en: person.name_en })} />
      <Flex vertical gap={16}>
        <Me />
        <WayOfWorking />
        <Sessions />
        <PasswordForm />
        <OwnTokens />
      </Flex>
    </>
  )
}

function Me() {
  const t = useT()
  const person = usePerson()
  const places = usePlaceNames()
  const comma = useLanguage() === 'zh' ? '、' : ', '
  return (
    <Card title={t('me')}>
      <Descriptions
        size="small"
        column={{ xs: 1, md: 2 }}
        items={[
          { key: 'user', label: t('user'), children: person.id },
          {
            key: 'organisation',
            label: t('organisation'),
            children: person.organisation ? places.organisation(person.organisation) : '—',
          },
          {
            key: 'roles',
            label: t('roles'),
            children: person.groups.map(places.group).join(comma) || t('noRoles'),
          },
        ]}
      />
    </Card>
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
          {
            title: t('device'),
            render: (_, row) => <span title={row.user_agent}>{deviceName(row.user_agent)}</span>,
          },
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
  const language = useLanguage()
  const { letters, density, theme } = usePreferences()
  const rows = [
    {
      label: t('language'),
      control: (
        <Radio.Group
          aria-label={t('language')}
          value={language}
          onChange={(event) => void setLanguage(event.target.value as typeof language)}
          options={Object.entries(LANGUAGE_NAMES).map(([value, label]) => ({ value, label }))}
        />
      ),
    },
    {
      label: t('theme'),
      control: (
        <Radio.Group
          aria-label={t('theme')}
          value={theme}
          onChange={(event) => setPreferences({ theme: event.target.value as typeof theme })}
          options={(['system', 'light', 'dark'] as const).map((each) => ({ value: each, label: t(each) }))}
        />
      ),
    },
    {
      label: t('density'),
      control: (
        <Radio.Group
          aria-label={t('density')}
          value={density}
          onChange={(event) => setPreferences({ density: event.target.value as typeof density })}
          options={(['compact', 'comfortable'] as const).map((each) => ({ value: each, label: t(each) }))}
        />
      ),
    },
  ]
  return (
    <Card title={t('way')}>
      <Flex vertical gap={12} align="flex-start">
        {rows.map(({ label, control }) => (
          <Flex key={label} gap={16} align="center" wrap>
            <span aria-hidden style={{ width: 96 }}>
              {label}
            </span>
            {control}
          </Flex>
        ))}
        <Checkbox checked={letters} onChange={(event) => setPreferences({ letters: event.target.checked })}>
          {t('letters')}
        </Checkbox>
      </Flex>
    </Card>
  )
}
