/** Keep the list as it stands as a view: for oneself, or for one's bureau. */
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { App, Form, Input, Modal, Radio } from 'antd'

import { api, read } from '../../api/client'
import { usePerson } from '../../app/session'
import { messageOf } from '../../design/Failure'
import { pick, useLanguage } from '../../i18n'
import { type Density, type Listing, queryOf } from './address'
import { useT } from './messages'
import { useCounts } from './queries'

interface Props {
  listing: Listing
  density: Density
  columns: string[]
  close: () => void
}

export default function SaveView({ listing, density, columns, close }: Props) {
  const t = useT()
  const language = useLanguage()
  const person = usePerson()
  const queries = useQueryClient()
  const { message } = App.useApp()
  const [form] = Form.useForm<{ name: string; bureau: string }>()
  const bureaus = useCounts().data?.bureaus ?? []
  const shareable = bureaus.filter((each) =>
    person.memberships.some((one) => one.organisation === each.id),
  )
  const saving = useMutation({
    mutationFn: ({ name, bureau }: { name: string; bureau: string }) => {
      const query = queryOf(listing)
      return read(
        api.POST('/views', {
          body: {
            name,
            bureau: bureau || null,
            box: query.box,
            filter: {
              process: query.process ?? null,
              bureau: query.bureau ?? null,
              due: query.due ?? null,
              returned: query.returned ?? false,
              text: query.text ?? null,
            },
            columns,
            sort: listing.sort,
            descending: listing.descending,
            density,
          },
        }),
      )
    },
    onSuccess: (view) => {
      void queries.invalidateQueries({ queryKey: ['views'] })
      void message.success(t('viewSaved', { name: view.name }))
      close()
    },
    onError: (problem) => form.setFields([{ name: 'name', errors: [messageOf(problem)] }]),
  })
  return (
    <Modal
      open
      title={t('saveView')}
      okText={t('save')}
      cancelText={t('cancel')}
      onCancel={close}
      onOk={() => form.submit()}
      confirmLoading={saving.isPending}
    >
      <Form form={form} layout="vertical" initialValues={{ name: '', bureau: '' }} onFinish={saving.mutate}>
        <Form.Item name="name" label={t('viewName')} rules={[{ required: true, whitespace: true, max: 40 }]}>
          <Input autoFocus maxLength={40} />
        </Form.Item>
        <Form.Item name="bureau" label={t('viewShare')}>
          <Radio.Group
            style={{ display: 'grid', gap: 4 }}
            options={[
              { value: '', label: t('onlyMe') },
              ...shareable.map((each) => ({ value: each.id, label: pick(language, each) })),
            ]}
          />
        </Form.Item>
      </Form>
    </Modal>
  )
}
