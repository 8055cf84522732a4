/** 更改密码: where local accounts exist; ends every session, so the person signs in again. */
import { useMutation, useQuery } from '@tanstack/react-query'
import { App, Button, Card, Form, Input, Typography } from 'antd'

import { usePerson, useSession } from '../../app/session'
import { api, read } from '../../api/client'
import { Failure } from '../../design/Failure'
import { useT } from './messages'

interface Given {
  old: string
  new: string
  again: string
}

export function PasswordForm() {
  const t = useT()
  const person = usePerson()
  const { reload } = useSession()
  const { message } = App.useApp()
  const [form] = Form.useForm<Given>()
  const methods = useQuery({
    queryKey: ['sign-in-methods'],
    queryFn: () => read(api.GET('/sign-in/methods')),
    staleTime: Infinity,
  })
  const change = useMutation({
    mutationFn: (given: Given) => api.PUT('/me/password', { body: { old: given.old, new: given.new } }),
    onSuccess: async () => {
      void message.success(t('changed'))
      await reload()
    },
  })
  if (!methods.data?.local) return null
  const required = { required: true, message: t('required') }
  return (
    <Card title={t('password')}>
      <Typography.Paragraph type="secondary">{t('passwordHint')}</Typography.Paragraph>
      {change.error && <Failure problem={change.error} />}
      <Form<Given> form={form} layout="vertical" style={{ maxWidth: 380 }} onFinish={(given) => change.mutate(given)}>
        {/* For password managers, which keep names and passwords together. */}
        <input type="text" name="username" autoComplete="username" value={person.id} readOnly hidden />
        <Form.Item name="old" label={t('old')} rules={[required]}>
          <Input.Password autoComplete="current-password" />
        </Form.Item>
        <Form.Item name="new" label={t('new')} extra={t('newHint')} rules={[required, { min: 10, message: t('newHint') }]}>
          <Input.Password autoComplete="new-password" />
        </Form.Item>
        <Form.Item
          name="again"
          label={t('again')}
          dependencies={['new']}
          rules={[
            required,
            {
              validator: (_rule, again: string) =>
                !again || again === form.getFieldValue('new') ? Promise.resolve() : Promise.reject(new Error(t('differ'))),
            },
          ]}
        >
          <Input.Password autoComplete="new-password" />
        </Form.Item>
        <Button htmlType="submit" loading={change.isPending}>
          {t('change')}
        </Button>
      </Form>
    </Card>
  )
}
