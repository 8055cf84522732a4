/** A new workspace from a template. */
import { useMutation, useQuery } from '@tanstack/react-query'
import { Form, Input, Modal, Radio, Space, Typography } from 'antd'

import { api, read, type Schemas } from '../../api/client'
import { Failure } from '../../design/Failure'
import { pick, useLanguage } from '../../i18n'
import { useT } from './messages'

interface Values {
  template: string
  title: string
  key: string
}

export const KEY = /^[A-Za-z][A-Za-z0-9_]{0,89}$/

export function NewDialog(props: {
  keys: readonly string[]
  onDone: (made: Schemas['WorkspaceOut']) => void
  onClose: () => void
}) {
  const t = useT()
  const language = useLanguage()
  const [form] = Form.useForm<Values>()
  const key = Form.useWatch('key', form)
  const templates = useQuery({
    queryKey: ['workspace-templates'],
    queryFn: () => read(api.GET('/workspaces/templates')),
    staleTime: Infinity,
  })
  const create = useMutation({
    mutationFn: (values: Values) => read(api.POST('/workspaces', { body: values })),
    onSuccess: props.onDone,
  })
  return (
    <Modal
      open
      title={t('newFrom')}
      okText={t('create')}
      cancelText={t('cancel')}
      confirmLoading={create.isPending}
      onOk={() => form.submit()}
      onCancel={props.onClose}
    >
      {create.error && <Failure problem={create.error} />}
      <Form
        form={form}
        layout="vertical"
        initialValues={{ template: 'approval' }}
        onFinish={(values) => create.mutate(values)}
      >
        <Form.Item name="template" label={t('fromTemplate')}>
          <Radio.Group>
            <Space orientation="vertical">
              {(templates.data ?? []).map((each) => (
                <Radio key={each.id} value={each.id}>
                  {pick(language, each.title)}
                  <Typography.Text type="secondary" style={{ display: 'block' }}>
                    {pick(language, each.help)}
                  </Typography.Text>
                </Radio>
              ))}
            </Space>
          </Radio.Group>
        </Form.Item>
        <Form.Item name="title" label={t('titleField')} rules={[{ required: true, max: 200 }]}>
          <Input autoFocus />
        </Form.Item>
        <Form.Item
          name="key"
          label={t('keyField')}
          extra={props.keys.includes(key) ? t('keyTaken') : t('keyHint')}
          rules={[{ required: true, pattern: KEY, message: t('keyWrong') }]}
        >
          <Input />
        </Form.Item>
      </Form>
    </Modal>
  )
}
