/** Another title or process key for a workspace. */
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Form, Input, Modal } from 'antd'

import { api, read, type Schemas } from '../../api/client'
import { Failure } from '../../design/Failure'
import { useT } from './messages'
import { KEY } from './NewDialog'

export function RenameDialog(props: { workspace: Schemas['WorkspaceOut']; onClose: () => void }) {
  const t = useT()
  const queries = useQueryClient()
  const [form] = Form.useForm<{ title: string; key: string }>()
  const rename = useMutation({
    mutationFn: (body: { title: string; key: string }) =>
      read(
        api.PATCH('/workspaces/{workspace}', {
          params: { path: { workspace: props.workspace.id } },
          body,
        }),
      ),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ['workspaces'] })
      props.onClose()
    },
  })
  return (
    <Modal
      open
      title={t('rename')}
      okText={t('rename')}
      cancelText={t('cancel')}
      confirmLoading={rename.isPending}
      onOk={() => form.submit()}
      onCancel={props.onClose}
    >
      {rename.error && <Failure problem={rename.error} />}
      <Form
        form={form}
        layout="vertical"
        initialValues={{ title: props.workspace.title, key: props.workspace.key }}
        onFinish={(values) => rename.mutate(values)}
      >
        <Form.Item name="title" label={t('titleField')} rules={[{ required: true, max: 200 }]}>
          <Input autoFocus />
        </Form.Item>
        <Form.Item
          name="key"
          label={t('keyField')}
          extra={t('keyHint')}
          rules={[{ required: true, pattern: KEY, message: t('keyWrong') }]}
        >
          <Input />
        </Form.Item>
      </Form>
    </Modal>
  )
}
