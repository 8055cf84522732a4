/** 底稿: everything written about one item, and the next entry. Nothing written is ever changed. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Button, Drawer, Flex, Form, Input, Radio, Select, Tag, Typography } from 'antd'
import { useState } from 'react'
import { Link } from 'react-router'

import { api, read, type Schemas } from '../../../api/client'
import { announce } from '../../../design/announce'
import { Failure } from '../../../design/Failure'
import { cleanAmount, money } from '../../../design/formats'
import { Moment } from '../../../design/Moment'
import { useNames } from '../../../design/names'
import { Waiting } from '../../../design/Waiting'
import { useT } from './messages'

type Entry = Schemas['PaperOut']
type Written = Schemas['PaperIn']

interface Props {
  sample: Schemas['SampleOut']
  item: Schemas['SampleItemOut'] | undefined
  onClose: () => void
}

export function PaperDrawer({ sample, item, onClose }: Props) {
  const t = useT()
  return (
    <Drawer
      open={item !== undefined}
      onClose={onClose}
      size={640}
      title={item && t('paperOf', { number: item.number })}
      extra={item?.case_id && <Link to={`/audit/cases/${item.case_id}/replay`}>{t('replay')}</Link>}
      destroyOnHidden
    >
      {item && <Paper sample={sample} position={item.position} />}
    </Drawer>
  )
}

function Paper({ sample, position }: { sample: Schemas['SampleOut']; position: number }) {
  const t = useT()
  const queries = useQueryClient()
  const path = { sample_id: sample.id, position }
  const key = ['samples', sample.id, 'papers', position]
  const papers = useQuery({
    queryKey: key,
    queryFn: () =>
      read(api.GET('/audit/samples/{sample_id}/items/{position}/papers', { params: { path } })),
  })
  const write = useMutation({
    mutationFn: (body: Written) =>
      read(api.POST('/audit/samples/{sample_id}/items/{position}/papers', { params: { path }, body })),
    onSuccess: () => {
      announce(t('written'))
      void queries.invalidateQueries({ queryKey: ['samples', sample.id, 'items'] })
      return queries.invalidateQueries({ queryKey: key })
    },
  })
  if (papers.isPending) return <Waiting rows={3} />
  if (papers.error) return <Failure problem={papers.error} retry={() => void papers.refetch()} />
  return (
    <Flex vertical gap={16}>
      <Entries entries={papers.data} write={sample.writes ? write.mutateAsync : undefined} />
      {write.error && <Failure problem={write.error} />}
      {sample.writes && <NextEntry write={write.mutateAsync} isWriting={write.isPending} />}
    </Flex>
  )
}

type Write = (body: Written) => Promise<unknown>

function Entries({ entries, write }: { entries: Entry[]; write?: Write }) {
  const t = useT()
  const names = useNames()
  const [reasonFor, setReasonFor] = useState<number>()
  const gone = new Set(entries.map((each) => each.withdraws))
  if (entries.length === 0) return <Typography.Text type="secondary">{t('noEntries')}</Typography.Text>
  return (
    <section aria-label={t('history')}>
      <ol className="find-papers">
        {entries.map((each) => (
          <li key={each.id} data-kind={each.kind}>
            <Flex gap={8} wrap align="center">
              <strong>{t(each.kind as 'note')}</strong>
              {each.finding && (
                <Tag color="warning">{t(each.finding === 'amount' ? 'amountFinding' : (each.finding as 'fraud'))}</Tag>
              )}
              {each.conclusion && <Tag>{t(each.conclusion as 'proper')}</Tag>}
              {each.amount_yuan != null && <span className="tabular">{money(each.amount_yuan)}</span>}
              {each.withdraws != null && <span>{t('takesBack', { id: each.withdraws })}</span>}
              {gone.has(each.id) && <Tag>{t('takenBack')}</Tag>}
              <Typography.Text type="secondary">
                {t('plannedBy', { name: names.text(each.person_name), at: '' }).replace(/[，,]\s*$/, '')}{' '}
                <Moment at={each.at} />
              </Typography.Text>
            </Flex>
            {each.text && <div className="opinion">{each.text}</div>}
            {write && !gone.has(each.id) && (each.kind === 'note' || each.kind === 'finding') && (
              <Button size="small" type="link" onClick={() => setReasonFor(each.id)}>
                {t('takeBack', { id: each.id })}
              </Button>
            )}
            {write && reasonFor === each.id && (
              <Form<{ reason: string }>
                layout="vertical"
                onFinish={({ reason }) =>
                  void write({ kind: 'withdrawal', text: reason.trim(), withdraws: each.id } as Written).then(() =>
                    setReasonFor(undefined),
                  )
                }
              >
                <Form.Item
                  name="reason"
                  label={t('takeBackReason')}
                  rules={[{ required: true, whitespace: true, message: t('required') }]}
                >
                  <Input.TextArea autoSize={{ minRows: 2 }} />
                </Form.Item>
                <Button htmlType="submit">{t('withdrawal')}</Button>
              </Form>
            )}
          </li>
        ))}
      </ol>
    </section>
  )
}

interface Typed {
  kind: 'note' | 'finding' | 'conclusion'
  finding?: NonNullable<Written['finding']>
  conclusion?: NonNullable<Written['conclusion']>
  amount?: string
  text?: string
}

function NextEntry({ write, isWriting }: { write: Write; isWriting: boolean }) {
  const t = useT()
  const [form] = Form.useForm<Typed>()
  const kind = Form.useWatch('kind', form) ?? 'note'
  const required = { required: true, message: t('required') }
  return (
    <Form<Typed>
      form={form}
      layout="vertical"
      initialValues={{ kind: 'note' }}
      onFinish={(typed) => void write(bodyOf(typed)).then(() => form.resetFields(['text', 'amount', 'finding', 'conclusion']))}
    >
      <Form.Item name="kind" label={t('kind')}>
        <Radio.Group
          optionType="button"
          options={(['note', 'finding', 'conclusion'] as const).map((value) => ({ value, label: t(value) }))}
        />
      </Form.Item>
      {kind === 'finding' && (
        <Flex gap={12}>
          <Form.Item name="finding" label={t('type')} rules={[required]} style={{ minWidth: 180 }}>
            <Select
              options={(['procedure', 'amount', 'eligibility', 'fraud'] as const).map((value) => ({
                value,
                label: t(value === 'amount' ? 'amountFinding' : value),
              }))}
            />
          </Form.Item>
          <Form.Item name="amount" label={t('amountFound')}>
            <Input inputMode="decimal" />
          </Form.Item>
        </Flex>
      )}
      {kind === 'conclusion' && (
        <Form.Item name="conclusion" label={t('conclusion')} rules={[required]}>
          <Radio.Group
            options={(['proper', 'improper', 'open'] as const).map((value) => ({ value, label: t(value) }))}
          />
        </Form.Item>
      )}
      <Form.Item
        name="text"
        label={t('text')}
        rules={kind === 'conclusion' ? [] : [{ ...required, whitespace: true }]}
      >
        <Input.TextArea autoSize={{ minRows: 3, maxRows: 12 }} maxLength={4000} />
      </Form.Item>
      <Button type="primary" htmlType="submit" loading={isWriting}>
        {t('write')}
      </Button>
    </Form>
  )
}

function bodyOf(typed: Typed): Written {
  const amount = typed.kind === 'finding' && typed.amount ? cleanAmount(typed.amount) : null
  return {
    kind: typed.kind,
    text: typed.text?.trim() ?? '',
    finding: typed.kind === 'finding' ? (typed.finding ?? null) : null,
    conclusion: typed.kind === 'conclusion' ? (typed.conclusion ?? null) : null,
    amount_yuan: amount,
    withdraws: null,
  }
}
