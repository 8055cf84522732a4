/** 登记委托书, valid from today as the product's clock says unless another day is given. */
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Alert, DatePicker, Form, Input, Modal, Select, TreeSelect } from 'antd'
import dayjs, { type Dayjs } from 'dayjs'

import { api } from '../../../api/client'
import { announce } from '../../../design/announce'
import { Failure } from '../../../design/Failure'
import { useAreaTree, useName } from '../../../design/places'
import { useAuditors } from './auditors'
import { useT } from './messages'

interface Given {
  person: string
  letter: string
  areas: string[]
  processes?: string[]
  validity: [Dayjs, Dayjs]
  cases?: [Dayjs | null, Dayjs | null] | null
}

const day = (value: Dayjs | null | undefined) => value?.format('YYYY-MM-DD') ?? null

export function AddLetter({ close, today }: { close: () => void; today: string }) {
  const t = useT()
  const name = useName()
  const tree = useAreaTree()
  const queries = useQueryClient()
  const [form] = Form.useForm<Given>()
  const auditors = useAuditors()
  const add = useMutation({
    mutationFn: (given: Given) =>
      api.POST('/entrustments', {
        body: {
          person: given.person,
          letter: given.letter.trim(),
          areas: given.areas,
          processes: given.processes ?? [],
          valid_from: day(given.validity[0])!,
          valid_until: day(given.validity[1])!,
          cases_from: day(given.cases?.[0]),
          cases_until: day(given.cases?.[1]),
        },
      }),
    onSuccess: async () => {
      announce(t('recorded'))
      close()
      await queries.invalidateQueries({ queryKey: ['entrustments'] })
    },
  })
  const required = [{ required: true, message: t('required') }]
  const first = dayjs(today)
  return (
    <Modal
      open
      title={t('add')}
      okText={t('create')}
      cancelText={t('cancel')}
      confirmLoading={add.isPending}
      onCancel={close}
      onOk={() => form.submit()}
    >
      {add.error && <Failure problem={add.error} />}
      {auditors.data?.items.length === 0 && <Alert type="warning" showIcon title={t('noAuditors')} />}
      <Form<Given>
        form={form}
        layout="vertical"
        initialValues={{ validity: [first, first.add(3, 'month')] }}
        onFinish={(given) => add.mutate(given)}
        scrollToFirstError
      >
        <Form.Item name="person" label={t('auditor')} rules={required}>
          <Select
            showSearch={{ optionFilterProp: 'label' }}
            loading={auditors.isPending}
            options={
              auditors.data?.items
                .filter((each) => each.status === 'active')
                .map((each) => ({ value: each.id, label: `${name(each)}（${each.id}）` })) ?? []
            }
          />
        </Form.Item>
        <Form.Item name="letter" label={t('letter')} rules={required}>
          <Input maxLength={200} autoComplete="off" />
        </Form.Item>
        <Form.Item name="areas" label={t('areas')} rules={required}>
          <TreeSelect treeData={tree} treeDefaultExpandAll multiple />
        </Form.Item>
        <Form.Item name="processes" label={t('processes')}>
          <Select mode="tags" placeholder={t('allProcesses')} open={false} suffixIcon={null} />
        </Form.Item>
        <Form.Item name="validity" label={t('validity')} rules={required}>
          <DatePicker.RangePicker style={{ width: '100%' }} />
        </Form.Item>
        <Form.Item name="cases" label={t('cases')}>
          <DatePicker.RangePicker allowEmpty={[true, true]} style={{ width: '100%' }} />
        </Form.Item>
      </Form>
    </Modal>
  )
}
