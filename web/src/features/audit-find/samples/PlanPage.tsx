/** 制定抽样计划: what is drawn from, how, with which seed; nothing is drawn here. */
import { useMutation } from '@tanstack/react-query'
import { Button, Card, Flex, Form, Input, InputNumber, Radio, Tag, Typography } from 'antd'
import { useMemo } from 'react'
import { Link, useNavigate, useSearchParams } from 'react-router'

import { api, read, type Schemas } from '../../../api/client'
import { Failure } from '../../../design/Failure'
import { cleanAmount } from '../../../design/formats'
import { PageHead } from '../../../design/PageHead'
import { useConditions } from '../conditions'
import { casesAddress, type Filter, filterOf } from '../filter'
import { Funnel } from '../Funnel'
import '../find.css'
import { useStepTitles } from '../stepTitles'
import { useT } from './messages'

type Plan = Schemas['PlanIn']
type Method = Plan['method']

interface Typed {
  title: string
  method: Method
  size: number
  seed: string
  strata?: NonNullable<Plan['strata']>
  bounds?: string
  allocation: 'proportional' | 'each'
}

export default function PlanPage() {
  const t = useT()
  const go = useNavigate()
  const [address, setAddress] = useSearchParams()
  const filter = useMemo(() => filterOf(address), [address])
  const said = useConditions(filter, useStepTitles(filter))
  const [form] = Form.useForm<Typed>()
  const method = Form.useWatch('method', form) ?? 'random'
  const strata = Form.useWatch('strata', form)
  const isEach = Form.useWatch('allocation', form) === 'each'
  const plan = useMutation({
    mutationFn: (typed: Typed) => read(api.POST('/audit/samples', { body: planOf(typed, filter) })),
    onSuccess: (made) => go(`/audit/samples/${made.id}`),
  })
  const change = (next: Filter) =>
    setAddress(new URLSearchParams(casesAddress(next).split('?')[1] ?? ''), { replace: true })
  const required = { required: true, message: t('required') }
  return (
    <>
      <PageHead
        title={t('planTitle')}
        hint={t('planHint')}
        actions={<Link to={casesAddress(filter)}>{t('back')}</Link>}
      />
      <Flex vertical gap={16} style={{ maxWidth: 860 }}>
        <Card size="small" title={t('conditions')}>
          {said.length === 0 && <Tag>{t('noConditions')}</Tag>}
          <Funnel filter={filter} said={said} onChange={change} />
        </Card>
        {plan.error && <Failure problem={plan.error} />}
        <Form<Typed>
          form={form}
          layout="vertical"
          initialValues={{ method: 'random', size: 25, allocation: 'proportional', strata: 'process' }}
          onFinish={(typed) => plan.mutate(typed)}
        >
          <Form.Item name="title" label={t('name')} rules={[{ ...required, whitespace: true }]}>
            <Input maxLength={200} />
          </Form.Item>
          <Form.Item name="method" label={t('method')} extra={t(`${method}Hint` as 'randomHint')}>
            <Radio.Group
              optionType="button"
              options={(['random', 'systematic', 'stratified'] as const).map((value) => ({
                value,
                label: t(value),
              }))}
            />
          </Form.Item>
          {method === 'stratified' && (
            <>
              <Form.Item name="strata" label={t('strataBy')}>
                <Radio.Group
                  options={(['process', 'bureau', 'area', 'amount'] as const).map((value) => ({
                    value,
                    label: t(value),
                  }))}
                />
              </Form.Item>
              {strata === 'amount' && (
                <Form.Item name="bounds" label={t('bounds')} extra={t('boundsHint')} rules={[required]}>
                  <Input inputMode="decimal" />
                </Form.Item>
              )}
              <Form.Item name="allocation" label={t('allocation')}>
                <Radio.Group
                  options={(['proportional', 'each'] as const).map((value) => ({ value, label: t(value) }))}
                />
              </Form.Item>
            </>
          )}
          <Form.Item
            name="size"
            label={method === 'stratified' && isEach ? t('sizeEach') : t('size')}
            rules={[required]}
          >
            <InputNumber min={1} max={5000} precision={0} style={{ width: 160 }} />
          </Form.Item>
          <Form.Item label={t('seed')} htmlFor="seed" extra={t('seedHint')} required>
            <Flex gap={8}>
              <Form.Item name="seed" noStyle rules={[{ ...required, pattern: /^[\x21-\x7e]{1,100}$/ }]}>
                <Input id="seed" className="tabular" style={{ maxWidth: 320 }} autoComplete="off" />
              </Form.Item>
              <Button onClick={() => form.setFieldValue('seed', twentyDigits())}>{t('throw')}</Button>
            </Flex>
          </Form.Item>
          <Flex gap={12} align="center">
            <Button type="primary" htmlType="submit" loading={plan.isPending}>
              {t('freeze')}
            </Button>
            <Typography.Text type="secondary">{t('recorded')}</Typography.Text>
          </Flex>
        </Form>
      </Flex>
    </>
  )
}

function planOf(typed: Typed, filter: Filter): Plan {
  const isStratified = typed.method === 'stratified'
  const bounds =
    isStratified && typed.strata === 'amount'
      ? (typed.bounds ?? '').split(/[,，、;；\s]+/).map(cleanAmount).filter(Boolean)
      : []
  return {
    title: typed.title.trim(),
    filter: filter as Plan['filter'],
    method: typed.method,
    size: typed.size,
    seed: typed.seed.trim(),
    strata: isStratified ? (typed.strata ?? 'process') : null,
    bounds,
    each: isStratified && typed.allocation === 'each',
  }
}

/** Evenly spread: bytes of 250 and more are thrown again. */
function twentyDigits(): string {
  let digits = ''
  while (digits.length < 20) {
    for (const byte of crypto.getRandomValues(new Uint8Array(32)))
      if (byte < 250 && digits.length < 20) digits += String(byte % 10)
  }
  return digits
}
