/** 新增人员: who, where from, how they sign in; roles come on their page. */
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Form, Input, Modal } from 'antd'

import { api, read } from '../../../api/client'
import { announce } from '../../../design/announce'
import { Failure } from '../../../design/Failure'
import { useT } from './messages'
import { OrganisationSelect } from './PeoplePage'

interface Given {
  id: string
  name_zh: string
  name_en: string
  organisation?: string
  password?: string
}

export function AddPerson({ close, added }: { close: () => void; added: (id: string) => void }) {
  const t = useT()
  const queries = useQueryClient()
  const [form] = Form.useForm<Given>()
  const add = useMutation({
    mutationFn: (given: Given) =>
      read(
        api.POST('/people', {
          body: {
            id: given.id.trim(),
            name_zh: given.name_zh.trim(),
            name_en: given.name_en.trim(),
            organisation: given.organisation ?? null,
            area: null,
            groups: [],
            password: given.password || null,
          },
        }),
      ),
    onSuccess: async (person) => {
      announce(t('created', { name: person.name_zh }))
      await queries.invalidateQueries({ queryKey: ['people'] })
      added(person.id)
    },
  })
  const required = { required: true, message: t('required'), whitespace: true }
  return (
    <Modal
      open
      title={t('addTitle')}
      okText={t('create')}
      cancelText={t('cancel')}
      confirmLoading={add.isPending}
      onCancel={close}
      onOk={() => form.submit()}
      destroyOnHidden
    >
      {add.error && <Failure problem={add.error} />}
      <Form form={form} layout="vertical" onFinish={(given) => add.mutate(given)} scrollToFirstError>
        <Form.Item
          name="id"
          label={t('id')}
          extra={t('idHint')}
          rules={[required, { pattern: /^[a-z0-9][a-z0-9_.-]{0,98}$/, message: t('idWrong') }]}
        >
          <Input autoComplete="off" autoFocus />
        </Form.Item>
        <Form.Item name="name_zh" label={t('nameZh')} rules={[required]}>
          <Input autoComplete="off" maxLength={200} />
        </Form.Item>
        <Form.Item name="name_en" label={t('nameEn')} rules={[required]}>
          <Input autoComplete="off" maxLength={200} />
        </Form.Item>
        <Form.Item name="organisation" label={t('organisation')}>
          <OrganisationSelect id="organisation" />
        </Form.Item>
        <Form.Item
          name="password"
          label={t('firstPassword')}
          extra={t('firstPasswordHint')}
          rules={[{ min: 10, message: t('firstPasswordHint') }]}
        >
          <Input.Password autoComplete="new-password" />
        </Form.Item>
      </Form>
    </Modal>
  )
}
