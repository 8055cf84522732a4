/** 接口令牌: one's own; the secret of a new one is shown once. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Alert, Button, Card, Flex, Form, Input, InputNumber, Modal, Popconfirm, Select, Table, Typography } from 'antd'
import { useState } from 'react'

import { usePerson } from '../../app/session'
import { api, read, type Schemas } from '../../api/client'
import { announce } from '../../design/announce'
import { Failure } from '../../design/Failure'
import { Moment } from '../../design/Moment'
import { Waiting } from '../../design/Waiting'
import { useLanguage } from '../../i18n'
import { usePlaceNames } from '../../design/places'
import { useT } from './messages'

type Token = Schemas['ApiTokenOut']

export function OwnTokens() {
  const t = useT()
  const places = usePlaceNames()
  const comma = useLanguage() === 'zh' ? '、' : ', '
  const queries = useQueryClient()
  const [isMaking, setMaking] = useState(false)
  const tokens = useQuery({ queryKey: ['tokens'], queryFn: () => read(api.GET('/tokens')) })
  const revoke = useMutation({
    mutationFn: (token_id: string) => api.DELETE('/tokens/{token_id}', { params: { path: { token_id } } }),
    onSuccess: () => {
      announce(t('revoked'))
      return queries.invalidateQueries({ queryKey: ['tokens'] })
    },
  })
  return (
    <Card title={t('tokens')} extra={<Button onClick={() => setMaking(true)}>{t('newToken')}</Button>}>
      <Typography.Paragraph type="secondary">{t('tokensHint')}</Typography.Paragraph>
      {tokens.isPending && <Waiting rows={2} />}
      {tokens.error && <Failure problem={tokens.error} retry={() => void tokens.refetch()} />}
      {revoke.error && <Failure problem={revoke.error} />}
      {tokens.data?.length === 0 && <Typography.Text>{t('noTokens')}</Typography.Text>}
      {tokens.data && tokens.data.length > 0 && (
        <Table<Token>
          rowKey="id"
          size="small"
          pagination={false}
          dataSource={tokens.data}
          columns={[
            { title: t('tokenName'), dataIndex: 'name' },
            { title: t('tokenGroups'), render: (_, row) => row.groups.map(places.group).join(comma) || '—' },
            { title: t('since'), render: (_, row) => <Moment at={row.created_at} /> },
            { title: t('until'), render: (_, row) => <Moment at={row.expires_at} /> },
            {
              title: t('revoke'),
              render: (_, row) => (
                <Popconfirm title={t('revokeQuestion', { name: row.name })} onConfirm={() => revoke.mutate(row.id)}>
                  <Button size="small" danger aria-label={`${t('revoke')} ${row.name}`}>
                    {t('revoke')}
                  </Button>
                </Popconfirm>
              ),
            },
          ]}
        />
      )}
      {isMaking && <NewToken close={() => setMaking(false)} />}
    </Card>
  )
}

function NewToken({ close }: { close: () => void }) {
  const t = useT()
  const person = usePerson()
  const places = usePlaceNames()
  const queries = useQueryClient()
  const [form] = Form.useForm<{ name: string; groups: string[]; days: number }>()
  const make = useMutation({
    mutationFn: (body: { name: string; groups: string[]; days: number }) => read(api.POST('/tokens', { body })),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['tokens'] }),
  })
  const required = [{ required: true, message: t('required') }]
  if (make.data)
    return (
      <Modal open title={t('secret')} onCancel={close} footer={<Button onClick={close}>{t('close')}</Button>}>
        <Alert type="warning" showIcon title={t('secretHint')} style={{ marginBottom: 12 }} />
        <Flex gap={8}>
          <Input readOnly aria-label={t('secret')} value={make.data.secret} onFocus={(event) => event.target.select()} />
          <Button
            onClick={() => {
              void navigator.clipboard.writeText(make.data.secret).then(() => announce(t('copied')))
            }}
          >
            {t('copy')}
          </Button>
        </Flex>
      </Modal>
    )
  return (
    <Modal
      open
      title={t('newToken')}
      okText={t('create')}
      cancelText={t('cancel')}
      confirmLoading={make.isPending}
      onCancel={close}
      onOk={() => form.submit()}
    >
      {make.error && <Failure problem={make.error} />}
      <Form form={form} layout="vertical" initialValues={{ groups: [], days: 90 }} onFinish={(given) => make.mutate(given)}>
        <Form.Item name="name" label={t('tokenName')} rules={required}>
          <Input maxLength={200} autoFocus autoComplete="off" />
        </Form.Item>
        <Form.Item name="groups" label={t('tokenGroups')}>
          <Select mode="multiple" options={person.groups.map((each) => ({ value: each, label: places.group(each) }))} />
        </Form.Item>
        <Form.Item name="days" label={t('tokenDays')} rules={required}>
          <InputNumber min={1} max={366} precision={0} />
        </Form.Item>
      </Form>
    </Modal>
  )
}
