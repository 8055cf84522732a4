/** Overwrite named variables, say why, let the step run again. */
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Button, Card, Flex, Form, Input, Select, Typography } from 'antd'
import { useState } from 'react'

import { api, commandHeaders, newKey, type Schemas } from '../../../api/client'
import { announce } from '../../../design/announce'
import { Failure } from '../../../design/Failure'
import { useT } from './messages'
import { asText, toTagged, typeOf, TYPES, type ValueType, WrongValue } from './values'

type View = Schemas['IncidentViewOut']
interface Given {
  reason: string
  values?: Record<string, { type: ValueType | ''; text?: string } | undefined>
}

export function Repair({ view }: { view: View }) {
  const t = useT()
  const queries = useQueryClient()
  const [form] = Form.useForm<Given>()
  const [key, setKey] = useState(newKey)
  const { case_id, instance, resolved_at } = view.incident
  const repair = useMutation({
    mutationFn: (given: Given) => {
      const values: Record<string, unknown> = {}
      for (const [i, entry] of Object.entries(given.values ?? {})) {
        const name = view.variables[Number(i)]?.name
        if (entry?.type && name) values[name] = toTagged(entry.type, entry.text ?? '')
      }
      return api.POST('/cases/{case_id}/incidents/{instance}/resolve', {
        params: { path: { case_id, instance }, header: commandHeaders(key) },
        body: { reason: given.reason.trim(), values: values as never },
      })
    },
    onSuccess: async () => {
      announce(t('repaired'))
      setKey(newKey())
      await Promise.all([['incident'], ['incidents'], ['jobs']].map((queryKey) => queries.invalidateQueries({ queryKey })))
    },
  })
  const isOver = resolved_at !== null
  return (
    <Card size="small" title={`${t('data')} · ${t('repairTitle')}`}>
      <Typography.Paragraph type="secondary">{t('dataHint')}</Typography.Paragraph>
      <Form form={form} layout="vertical" disabled={isOver} onFinish={(given) => repair.mutate(given)} scrollToFirstError>
        {view.variables.length === 0 && <Typography.Paragraph>{t('noData')}</Typography.Paragraph>}
        {view.variables.map((each, i) => (
          <Variable key={each.name} index={i} variable={each} />
        ))}
        {!isOver && (
          <>
            <Form.Item
              name="reason"
              label={t('reason')}
              extra={t('reasonHint')}
              rules={[{ required: true, whitespace: true, message: t('required') }]}
            >
              <Input.TextArea rows={2} maxLength={4000} />
            </Form.Item>
            {repair.error && <Failure problem={repair.error} />}
            <Button type="primary" htmlType="submit" loading={repair.isPending}>
              {t('repair')}
            </Button>
          </>
        )}
      </Form>
    </Card>
  )
}

function Variable({ index, variable }: { index: number; variable: View['variables'][number] }) {
  const t = useT()
  const names = { text: t('text'), number: t('numberType'), date: t('date'), boolean: t('boolean'), json: t('json') }
  return (
    <fieldset style={{ border: 0, padding: 0, margin: '0 0 12px', minWidth: 0 }}>
      <legend style={{ padding: 0, border: 0, margin: '0 0 4px', fontSize: 'inherit' }}>
        <code>{variable.name}</code>{' '}
        <Typography.Text type={variable.there ? 'secondary' : 'danger'} style={{ overflowWrap: 'anywhere' }}>
          {variable.there ? `${t('present')}：${asText(variable.value).slice(0, 200)}` : t('missing')}
        </Typography.Text>
      </legend>
      <Flex gap={8} align="flex-start">
        <Form.Item name={['values', index, 'type']} initialValue="" noStyle>
          <Select
            aria-label={`${variable.name} ${t('type')}`}
            style={{ width: 130 }}
            options={[{ value: '', label: t('keep') }, ...TYPES.map((each) => ({ value: each, label: names[each] }))]}
          />
        </Form.Item>
        <Form.Item noStyle shouldUpdate>
          {({ getFieldValue }) => {
            const type = getFieldValue(['values', index, 'type']) as ValueType | ''
            if (!type) return null
            return <ValueInput index={index} type={type} variable={variable} />
          }}
        </Form.Item>
      </Flex>
    </fieldset>
  )
}

function ValueInput({ index, type, variable }: { index: number; type: ValueType; variable: View['variables'][number] }) {
  const t = useT()
  const first = variable.there && typeOf(variable.value) === type ? asText(variable.value) : type === 'boolean' ? 'true' : ''
  return (
    <Form.Item
      key={type}
      name={['values', index, 'text']}
      initialValue={first}
      style={{ flex: 1, marginBottom: 0 }}
      rules={[
        {
          validator: (_rule, text: string | undefined) => {
            try {
              toTagged(type, text ?? '')
              return Promise.resolve()
            } catch (wrong) {
              return Promise.reject(wrong instanceof WrongValue ? new Error(t(wrong.kind)) : wrong)
            }
          },
        },
      ]}
    >
      {type === 'boolean' ? (
        <Select
          aria-label={`${variable.name} ${t('newValue')}`}
          options={[
            { value: 'true', label: t('yes') },
            { value: 'false', label: t('no') },
          ]}
        />
      ) : type === 'json' ? (
        <Input.TextArea aria-label={`${variable.name} ${t('newValue')}`} autoSize={{ minRows: 2, maxRows: 10 }} />
      ) : (
        <Input aria-label={`${variable.name} ${t('newValue')}`} autoComplete="off" />
      )}
    </Form.Item>
  )
}
