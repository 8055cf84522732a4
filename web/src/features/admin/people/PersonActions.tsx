/** Rename somebody, or give them another password. */
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Button, Form, Input, Modal } from 'antd'
import { useState } from 'react'

import { api, type Schemas } from '../../../api/client'
import { announce } from '../../../design/announce'
import { Failure } from '../../../design/Failure'
import { useT } from './messages'

type Person = Schemas['KnownPersonOut']

export function PersonActions({ person }: { person: Person }) {
  const t = useT()
  const [open, setOpen] = useState<'rename' | 'password' | null>(null)
  return (
    <>
      <Button onClick={() => setOpen('rename')}>{t('rename')}</Button>
      <Button onClick={() => setOpen('password')}>{t('password')}</Button>
      {open === 'rename' && <Rename person={person} close={() => setOpen(null)} />}
      {open === 'password' && <NewPassword person={person} close={() => setOpen(null)} />}
    </>
  )
}

function Rename({ person, close }: { person: Person; close: () => void }) {
  const t = useT()
  const queries = useQueryClient()
  const [form] = Form.useForm<{ name_zh: string; name_en: string }>()
  const rename = useMutation({
    mutationFn: (body: { name_zh: string; name_en: string }) =>
      api.PUT('/people/{person_id}/names', { params: { path: { person_id: person.id } }, body }),
    onSuccess: async () => {
      announce(t('renamed'))
      close()
      await queries.invalidateQueries()
    },
  })
  const required = { required: true, message: t('required'), whitespace: true }
  return (
    <Modal
      open
      title={t('rename')}
      okText={t('save')}
      cancelText={t('cancel')}
      confirmLoading={rename.isPending}
      onCancel={close}
      onOk={() => form.submit()}
    >
      {rename.error && <Failure problem={rename.error} />}
      <Form form={form} layout="vertical" initialValues={person} onFinish={(given) => rename.mutate(given)}>
        <Form.Item name="name_zh" label={t('nameZh')} rules={[required]}>
          <Input maxLength={200} />
        </Form.Item>
        <Form.Item name="name_en" label={t('nameEn')} rules={[required]}>
          <Input maxLength={200} />
        </Form.Item>
      </Form>
    </Modal>
  )
}

function NewPassword({ person, close }: { person: Person; close: () => void }) {
  const t = useT()
  const queries = useQueryClient()
  const [form] = Form.useForm<{ password: string }>()
  const set = useMutation({
    mutationFn: (body: { password: string }) =>
      api.PUT('/people/{person_id}/password', { params: { path: { person_id: person.id } }, body }),
    onSuccess: async () => {
      announce(t('passwordSet'))
      close()
      await queries.invalidateQueries({ queryKey: ['person-sessions', person.id] })
    },
  })
  return (
    <Modal
      open
      title={t('password')}
      okText={t('save')}
      cancelText={t('cancel')}
      confirmLoading={set.isPending}
      onCancel={close}
      onOk={() => form.submit()}
    >
      {set.error && <Failure problem={set.error} />}
      <Form form={form} layout="vertical" onFinish={(given) => set.mutate(given)}>
        <Form.Item
          name="password"
          label={t('newPassword')}
          extra={t('passwordHint')}
          rules={[{ required: true, min: 10, message: t('passwordHint') }]}
        >
          <Input.Password autoComplete="new-password" />
        </Form.Item>
      </Form>
    </Modal>
  )
}
