/** "What may Li see here, and by which rule" (decision 0012). */
import { CheckCircleOutlined, CloseCircleOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { Alert, Button, Card, Flex, Form, Input, theme, Typography } from 'antd'
import { useState } from 'react'

import { api, read, type Schemas } from '../../../api/client'
import { Failure } from '../../../design/Failure'
import { clearable } from '../../../design/NamedIcon'
import { Waiting } from '../../../design/Waiting'
import { useLanguage } from '../../../i18n'
import { usePlaceNames } from '../../../design/places'
import { useT } from './messages'

type Way = Schemas['WayOut']

export function PersonSight({ person }: { person: string }) {
  const t = useT()
  const { token } = theme.useToken()
  const [number, setNumber] = useState('')
  const sight = useQuery({
    queryKey: ['sight', person, number],
    queryFn: () =>
      read(
        api.GET('/people/{person_id}/sight', {
          params: { path: { person_id: person }, query: { number: number || undefined } },
        }),
      ),
    placeholderData: (before) => before,
  })
  const words = useWords()
  return (
    <Card size="small" title={t('sight')}>
      <Form
        layout="inline"
        onFinish={(given: { number?: string }) => setNumber(given.number?.trim() ?? '')}
        style={{ marginBottom: 8, rowGap: 8 }}
      >
        <Form.Item name="number" label={t('sightNumber')}>
          <Input allowClear={clearable} style={{ width: 240 }} />
        </Form.Item>
        <Button htmlType="submit">{t('sightAsk')}</Button>
      </Form>
      <Typography.Paragraph type="secondary" style={{ marginBottom: 8 }}>
        {t('sightHint')}
      </Typography.Paragraph>
      {sight.isPending && <Waiting rows={3} />}
      {sight.error && <Failure problem={sight.error} retry={() => void sight.refetch()} />}
      {sight.data?.sees !== null && sight.data?.sees !== undefined && (
        <Alert
          type={sight.data.sees ? 'success' : 'info'}
          showIcon
          title={t(sight.data.sees ? 'sees' : 'seesNot', { number: sight.data.number ?? '' })}
          style={{ marginBottom: 8 }}
        />
      )}
      <ul style={{ listStyle: 'none', margin: 0, padding: 0, display: 'grid', gap: 6 }} aria-live="polite">
        {sight.data?.ways.map((way, i) => (
          <li key={i}>
            <Flex gap={8} align="flex-start">
              {way.holds ? (
                <CheckCircleOutlined style={{ color: token.colorSuccess, marginTop: 4 }} aria-label={t('holdsYes')} />
              ) : (
                <CloseCircleOutlined style={{ color: token.colorTextTertiary, marginTop: 4 }} aria-label={t('holdsNo')} />
              )}
              <span style={way.holds ? undefined : { color: token.colorTextSecondary }}>{words(way)}</span>
            </Flex>
          </li>
        ))}
      </ul>
    </Card>
  )
}

function useWords(): (way: Way) => string {
  const t = useT()
  const places = usePlaceNames()
  const separator = useLanguage() === 'zh' ? '、' : ', '
  const list = (value: unknown, name: (each: string) => string) =>
    Array.isArray(value) && value.length > 0 ? value.map((each) => name(String(each))).join(separator) : '—'
  return ({ rule, details }) => {
    switch (rule) {
      case 'organisation':
        return t('way_organisation', {
          organisation: details['organisation'] ? places.organisation(String(details['organisation'])) : '—',
        })
      case 'task': {
        const groups = details['groups']
        if (!Array.isArray(groups) || groups.length === 0) return t('way_taskNone')
        return t('way_task', { groups: list(groups, places.group) })
      }
      case 'head':
        return t('way_head', { organisations: list(details['organisations'], places.organisation) })
      case 'letter':
        return t('way_letter', {
          letter: String(details['letter']),
          areas: list(details['areas'], places.area),
          until: String(details['until']),
        })
      case 'office':
        return t('way_office', { areas: list(details['areas'], places.area) })
      case 'registers':
        return t('way_registers', { areas: list(details['areas'], places.area) })
      default:
        return t(`way_${rule}`)
    }
  }
}
