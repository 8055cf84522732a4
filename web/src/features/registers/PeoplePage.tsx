/** 个人与收款方: one person's or payee's history, masked until there is a reason. */
import { useMutation } from '@tanstack/react-query'
import { AutoComplete, Button, Card, Descriptions, Flex, Form, Input, Modal, Table, Tabs, Tag, Typography } from 'antd'
import { useState } from 'react'

import { api, read, type Schemas } from '../../api/client'
import { announce } from '../../design/announce'
import { Empty } from '../../design/Empty'
import { Failure } from '../../design/Failure'
import { Money } from '../../design/Money'
import { useNames } from '../../design/names'
import { PageHead } from '../../design/PageHead'
import { caseColumn, figureColumn, moneyColumn, textColumn } from './cells'
import { useT } from './messages'
import { AsOfBanner, AsOfBox, type Row } from './RegisterPage'
import { useVocabulary } from './vocabulary'

export default function PeoplePage() {
  const t = useT()
  const [asOf, setAsOf] = useState('')
  return (
    <>
      <PageHead title={t('people')} hint={t('peopleHint')} />
      <Form layout="vertical" component="div">
        <AsOfBox value={asOf} onChange={setAsOf} />
      </Form>
      <AsOfBanner asOf={asOf} onToday={() => setAsOf('')} />
      <Tabs
        items={[
          { key: 'person', label: t('lookUpPerson'), children: <PersonLookup key={asOf} asOf={asOf} /> },
          { key: 'payee', label: t('lookUpPayee'), children: <PayeeLookup key={asOf} asOf={asOf} /> },
        ]}
      />
    </>
  )
}

function PersonLookup({ asOf }: { asOf: string }) {
  const t = useT()
  const say = useVocabulary()
  const names = useNames()
  const lookUp = useMutation({
    mutationFn: (body: Schemas['PersonLookupIn']) => read(api.POST('/registers/persons', { body })),
    onSuccess: (_, { reason }) => reason && announce(t('revealed')),
  })
  const found = lookUp.data
  const isShown = Boolean(lookUp.variables?.reason)
  const ask = (id_number: string, reason: string | null) =>
    lookUp.mutate({ id_number: id_number.trim(), as_of: asOf || null, reason })
  return (
    <Flex vertical gap={16}>
      <Form<{ id: string }> layout="inline" colon={false} onFinish={({ id }) => ask(id, null)}>
        <Form.Item name="id" label={t('idNumber')} rules={[{ required: true, whitespace: true, message: t('idNumber') }]}>
          <Input autoComplete="off" style={{ width: 240 }} />
        </Form.Item>
        <Button type="primary" htmlType="submit" loading={lookUp.isPending}>
          {t('lookUp')}
        </Button>
      </Form>
      {lookUp.error && <Failure problem={lookUp.error} />}
      {found && (
        <>
          <Card
            size="small"
            extra={!isShown && <Reveal onReason={(reason) => ask(lookUp.variables!.id_number, reason)} />}
            title={<Shown isShown={isShown} />}
          >
            <Descriptions
              size="small"
              items={[
                { label: t('name'), children: found.name ?? t('unknownPerson') },
                { label: t('idNumber'), children: <span className="tabular">{found.id_number}</span> },
                {
                  label: t('places'),
                  children: found.places.map((each) => t('placesOf', each)).join(' · ') || '–',
                },
              ]}
            />
          </Card>
          <Rows
            title={t('subsidies')}
            rows={found.subsidies as Row[]}
            columns={[
              figureColumn(t('year'), 'year'),
              textColumn(t('benefit'), 'benefit', say),
              textColumn(t('state'), 'state', say),
              textColumn(t('area'), 'area', names.area),
              moneyColumn(t('amount'), 'amount_yuan'),
              caseColumn(t('caseNumber'), () => t('openCase')),
            ]}
          />
          <Rows
            title={t('claimLines')}
            rows={found.lines as Row[]}
            columns={[
              caseColumn(t('caseNumber'), (row) => String(row.case_number)),
              textColumn(t('benefit'), 'benefit', say),
              textColumn(t('state'), 'state', say),
              textColumn(t('rules'), 'rules', (rules) => (rules as unknown as string[]).join(', ')),
              moneyColumn(t('payable'), 'payable_yuan'),
            ]}
          />
          <Payments rows={found.payments as Row[]} />
        </>
      )}
    </Flex>
  )
}

function PayeeLookup({ asOf }: { asOf: string }) {
  const t = useT()
  const names = useNames()
  const say = useVocabulary()
  const [typed, setTyped] = useState('')
  const lookUp = useMutation({
    mutationFn: (body: Schemas['PayeeLookupIn']) => read(api.POST('/registers/payees', { body })),
    onSuccess: (_, { reason }) => reason && announce(t('revealed')),
  })
  const found = lookUp.data
  const isShown = Boolean(lookUp.variables?.reason)
  const byName = names.organisationOptions.find((each) => each.label === typed.trim())
  const ask = (payee: string, reason: string | null) => lookUp.mutate({ payee, as_of: asOf || null, reason })
  return (
    <Flex vertical gap={16}>
      <Form layout="inline" colon={false} onFinish={() => typed.trim() && ask(byName?.value ?? typed.trim(), null)}>
        <Form.Item label={t('payee')} htmlFor="payee" extra={t('payeeHint')}>
          <AutoComplete
            id="payee"
            value={typed}
            onChange={setTyped}
            style={{ width: 320 }}
            options={names.organisationOptions.map(({ label }) => ({ value: label }))}
            showSearch={{ filterOption: (text, option) => Boolean(text) && String(option?.value).includes(text) }}
          />
        </Form.Item>
        <Button type="primary" htmlType="submit" loading={lookUp.isPending}>
          {t('lookUp')}
        </Button>
      </Form>
      {lookUp.error && <Failure problem={lookUp.error} />}
      {found && (
        <>
          <Card
            size="small"
            title={
              <>
                {names.organisation(found.payee)} <Shown isShown={isShown} />
              </>
            }
            extra={!isShown && <Reveal onReason={(reason) => ask(lookUp.variables!.payee, reason)} />}
          >
            <Table<Schemas['PayeeTotalOut']>
              rowKey={(row) => `${row.year} ${row.fund_source} ${row.state}`}
              size="small"
              pagination={false}
              dataSource={found.totals}
              locale={{ emptyText: <Empty title={t('noRecords')} /> }}
              aria-label={t('totalsOf')}
              columns={[
                { title: t('year'), align: 'right', className: 'tabular', dataIndex: 'year' },
                { title: t('fund'), render: (_, row) => say(row.fund_source) },
                { title: t('state'), render: (_, row) => say(row.state) },
                { title: t('count'), align: 'right', className: 'tabular', dataIndex: 'payments' },
                { title: t('amount'), align: 'right', render: (_, row) => <Money amount={row.yuan} /> },
              ]}
            />
          </Card>
          <Payments rows={found.payments as Row[]} />
        </>
      )}
    </Flex>
  )
}

function Payments({ rows }: { rows: Row[] }) {
  const t = useT()
  const say = useVocabulary()
  return (
    <Rows
      title={t('paymentsTo')}
      rows={rows}
      columns={[
        caseColumn(t('order'), (row) => String(row.order_number)),
        textColumn(t('validFrom'), 'valid_from'),
        textColumn(t('fund'), 'fund_source', say),
        textColumn(t('state'), 'state', say),
        moneyColumn(t('amount'), 'amount_yuan'),
      ]}
    />
  )
}

type Columns = NonNullable<Parameters<typeof Table<Row>>[0]['columns']>

function Rows({ title, rows, columns }: { title: string; rows: Row[]; columns: Columns }) {
  const t = useT()
  return (
    <section aria-label={title}>
      <Typography.Title level={2} style={{ fontSize: 16 }}>
        {title}
      </Typography.Title>
      <Table<Row>
        rowKey={(row) => `${row.case_id} ${row.entry} ${row.line}`}
        size="small"
        pagination={false}
        scroll={{ x: 'max-content' }}
        dataSource={rows}
        columns={columns}
        locale={{ emptyText: <Empty title={t('noRecords')} /> }}
      />
    </section>
  )
}

function Shown({ isShown }: { isShown: boolean }) {
  const t = useT()
  return isShown ? <Tag color="warning">{t('shown')}</Tag> : <Tag>{t('masked')}</Tag>
}

function Reveal({ onReason }: { onReason: (reason: string) => void }) {
  const t = useT()
  const [isOpen, setOpen] = useState(false)
  const [form] = Form.useForm<{ reason: string }>()
  return (
    <>
      <Button size="small" onClick={() => setOpen(true)}>
        {t('reveal')}
      </Button>
      <Modal open={isOpen} title={t('reveal')} okText={t('reveal')} onCancel={() => setOpen(false)} onOk={form.submit} destroyOnHidden>
        <Form
          form={form}
          layout="vertical"
          onFinish={({ reason }) => {
            setOpen(false)
            onReason(reason.trim())
          }}
        >
          <Form.Item
            name="reason"
            label={t('revealReason')}
            extra={t('revealHint')}
            rules={[{ required: true, whitespace: true, min: 4, message: t('reasonShort') }]}
          >
            <Input.TextArea autoSize={{ minRows: 2 }} maxLength={1000} />
          </Form.Item>
        </Form>
      </Modal>
    </>
  )
}
