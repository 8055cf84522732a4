/** Dialogs that add an area or organisation, or give an organisation another name. */
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Form, Input, InputNumber, Modal, Select, TreeSelect } from 'antd'
import type { ReactNode } from 'react'

import { api } from '../../../api/client'
import { announce } from '../../../design/announce'
import { Failure } from '../../../design/Failure'
import { KNOWN_KINDS, useKindName } from '../../../design/kindNames'
import { type Organisation, useAreaTree } from '../../../design/places'
import { useT } from './messages'

const ID = /^[A-Za-z0-9][A-Za-z0-9_.-]{0,98}$/

function Dialog<Given extends object>({
  title,
  ok,
  initial,
  send,
  close,
  children,
}: {
  title: string
  ok: string
  initial: Partial<Given>
  send: (given: Given) => Promise<unknown>
  close: () => void
  children: ReactNode
}) {
  const t = useT()
  const queries = useQueryClient()
  const [form] = Form.useForm<Given>()
  const saving = useMutation({
    mutationFn: send,
    onSuccess: async () => {
      announce(t('done'))
      close()
      await queries.invalidateQueries({ queryKey: ['areas'] })
      await queries.invalidateQueries({ queryKey: ['organisations'] })
    },
  })
  return (
    <Modal
      open
      title={title}
      okText={ok}
      cancelText={t('cancel')}
      confirmLoading={saving.isPending}
      onCancel={close}
      onOk={() => form.submit()}
    >
      {saving.error && <Failure problem={saving.error} />}
      <Form<Given>
        form={form}
        layout="vertical"
        initialValues={initial}
        onFinish={(given) => saving.mutate(given)}
        scrollToFirstError
      >
        {children}
      </Form>
    </Modal>
  )
}

function useRules() {
  const t = useT()
  const required = { required: true, message: t('required') }
  return { required: [required], id: [required, { pattern: ID, message: t('idWrong') }] }
}

function Names() {
  const t = useT()
  const { required } = useRules()
  return (
    <>
      <Form.Item name="name_zh" label={t('nameZh')} rules={required}>
        <Input maxLength={200} autoComplete="off" />
      </Form.Item>
      <Form.Item name="name_en" label={t('nameEn')} rules={required}>
        <Input maxLength={200} autoComplete="off" />
      </Form.Item>
    </>
  )
}

interface AreaGiven {
  code: string
  name_zh: string
  name_en: string
  plan: number | null
}

export function AddArea({ parent, close }: { parent: string; close: () => void }) {
  const t = useT()
  const rules = useRules()
  return (
    <Dialog<AreaGiven>
      title={t('addArea')}
      ok={t('create')}
      initial={{ plan: null }}
      close={close}
      send={(given) => api.POST('/areas', { body: { ...given, plan: given.plan ?? null, parent: parent || null } })}
    >
      <Form.Item name="code" label={t('code')} rules={rules.id}>
        <Input autoFocus autoComplete="off" />
      </Form.Item>
      <Names />
      <Form.Item name="plan" label={t('plan')} extra={t('planHint')}>
        <InputNumber min={1} max={1000} precision={0} />
      </Form.Item>
    </Dialog>
  )
}

interface OrganisationGiven {
  id: string
  kind: string
  area: string
  name_zh: string
  name_en: string
  credit_code?: string
}

export function AddOrganisation({ area, close }: { area: string; close: () => void }) {
  const t = useT()
  const rules = useRules()
  const tree = useAreaTree()
  const kind = useKindName()
  return (
    <Dialog<OrganisationGiven>
      title={t('addOrganisation')}
      ok={t('create')}
      initial={{ area }}
      close={close}
      send={(given) =>
        api.POST('/organisations', { body: { ...given, credit_code: given.credit_code?.trim() || null } })
      }
    >
      <Form.Item name="area" label={t('area')} rules={rules.required}>
        <TreeSelect treeData={tree} treeDefaultExpandAll />
      </Form.Item>
      <Form.Item name="kind" label={t('kind')} rules={rules.required}>
        <Select
          showSearch={{ optionFilterProp: 'label' }}
          options={KNOWN_KINDS.map((each) => ({ value: each, label: kind(each) }))}
        />
      </Form.Item>
      <Form.Item name="id" label={t('id')} extra={t('idHint')} rules={rules.id}>
        <Input autoComplete="off" />
      </Form.Item>
      <Names />
      <Form.Item name="credit_code" label={t('credit')}>
        <Input maxLength={18} autoComplete="off" />
      </Form.Item>
    </Dialog>
  )
}

export function RenameOrganisation({ of, close }: { of: Organisation; close: () => void }) {
  const t = useT()
  return (
    <Dialog<{ name_zh: string; name_en: string }>
      title={t('rename')}
      ok={t('save')}
      initial={{ name_zh: of.name_zh, name_en: of.name_en }}
      close={close}
      send={(body) =>
        api.PUT('/organisations/{organisation_id}/names', {
          params: { path: { organisation_id: of.id } },
          body,
        })
      }
    >
      <Names />
    </Dialog>
  )
}
