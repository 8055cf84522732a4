/** Jobs with the one thing that can be done about them: try again, with a reason. */
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Button, Form, Input, Modal, Table, Tag, Typography } from 'antd'
import { useState } from 'react'

import { api, commandHeaders, newKey, type Schemas } from '../../../api/client'
import { announce } from '../../../design/announce'
import { Failure } from '../../../design/Failure'
import { Moment } from '../../../design/Moment'
import { pick, useLanguage } from '../../../i18n'
import { useT } from './messages'

type Job = Schemas['JobOut']
const KINDS = ['timer', 'service', 'message', 'broadcast', 'signal', 'start'] as const

export function JobTable({ rows }: { rows: Job[] }) {
  const t = useT()
  const language = useLanguage()
  const [retrying, setRetrying] = useState<Job | null>(null)
  const kind = (name: string) => (KINDS.includes(name as (typeof KINDS)[number]) ? t(`kind.${name as 'timer'}`) : name)
  return (
    <>
      <Table<Job>
        rowKey={(row) => `${row.case_id} ${row.job}`}
        size="small"
        pagination={false}
        dataSource={rows}
        columns={[
          { title: t('number'), width: 190, render: (_, row) => row.number || '—' },
          { title: t('kind'), width: 110, render: (_, row) => kind(row.kind) },
          { title: t('name'), dataIndex: 'name', width: 180 },
          { title: t('due'), width: 140, render: (_, row) => <Moment at={row.due_at} /> },
          { title: t('attempts'), dataIndex: 'attempts', align: 'right', className: 'tabular', width: 80 },
          {
            title: t('state'),
            width: 120,
            render: (_, row) =>
              row.dead ? (
                <Tag color="error">{t('dead')}</Tag>
              ) : row.held ? (
                <Tag>{t('held')}</Tag>
              ) : row.total ? (
                t('progress', { done: row.done ?? 0, total: row.total })
              ) : (
                t('waiting')
              ),
          },
          {
            title: t('error'),
            render: (_, row) => (
              <Typography.Text type={row.dead ? 'danger' : 'secondary'}>
                {pick(language, { zh: row.error_zh, en: row.error_en })}
              </Typography.Text>
            ),
          },
          {
            title: t('retry'),
            width: 90,
            render: (_, row) =>
              row.dead && (
                <Button size="small" aria-label={`${t('retry')} ${row.number}`} onClick={() => setRetrying(row)}>
                  {t('retry')}
                </Button>
              ),
          },
        ]}
      />
      {retrying && <Retry job={retrying} close={() => setRetrying(null)} />}
    </>
  )
}

function Retry({ job, close }: { job: Job; close: () => void }) {
  const t = useT()
  const queries = useQueryClient()
  const [form] = Form.useForm<{ reason: string }>()
  const [key] = useState(newKey)
  const retry = useMutation({
    mutationFn: (body: { reason: string }) =>
      api.POST('/cases/{case_id}/jobs/{job}/retry', {
        params: { path: { case_id: job.case_id, job: job.job }, header: commandHeaders(key) },
        body,
      }),
    onSuccess: async () => {
      announce(t('retried'))
      close()
      await Promise.all([['jobs'], ['incident']].map((queryKey) => queries.invalidateQueries({ queryKey })))
    },
  })
  return (
    <Modal
      open
      title={t('retryTitle')}
      okText={t('retry')}
      cancelText={t('cancel')}
      confirmLoading={retry.isPending}
      onCancel={close}
      onOk={() => form.submit()}
    >
      {retry.error && <Failure problem={retry.error} />}
      <p>{t('retryHint')}</p>
      <Form form={form} layout="vertical" onFinish={(given) => retry.mutate({ reason: given.reason.trim() })}>
        <Form.Item
          name="reason"
          label={t('reason')}
          extra={t('reasonHint')}
          rules={[{ required: true, whitespace: true, message: t('required') }]}
        >
          <Input.TextArea rows={2} maxLength={4000} autoFocus />
        </Form.Item>
      </Form>
    </Modal>
  )
}
