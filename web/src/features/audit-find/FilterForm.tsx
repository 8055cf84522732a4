/** 检索条件: typed here, kept in the address when somebody searches. */
import { SearchOutlined } from '@ant-design/icons'
import { Button, Checkbox, Flex, Form, Input, Radio, Select } from 'antd'
import { useEffect } from 'react'

import { DayInput } from '../../design/DayInput'
import { cleanAmount } from '../../design/formats'
import { clearable } from '../../design/NamedIcon'
import { useNames } from '../../design/names'
import type { Filter } from './filter'
import { useT } from './messages'
import { useChoices } from './queries'

type PeriodOf = 'started' | 'ended' | 'done'

interface Typed {
  number?: string
  process?: string[]
  area?: string[]
  bureau?: string
  periodOf: PeriodOf
  from?: string
  until?: string
  amountFrom?: string
  amountUntil?: string
  payee?: string
  person?: string
  rule?: string
  decision?: string
  decisionRow?: string
  state?: string
  outcome?: string
  running: 'all' | 'true' | 'false'
  waiting?: boolean
  overdue?: boolean
  late?: boolean
}

/** Conditions that come from clicks on the diagram and paths stay as they are. */
const CLICKED = ['step', 'step_process', 'without_step', 'first_step', 'last_step', 'variant', 'arrived_from', 'arrived_until'] as const

export function FilterForm({ filter, onFind }: { filter: Filter; onFind: (filter: Filter) => void }) {
  const t = useT()
  const names = useNames()
  const choices = useChoices()
  const [form] = Form.useForm<Typed>()
  useEffect(() => {
    form.resetFields()
    form.setFieldsValue(typedOf(filter))
  }, [filter, form])
  const narrow = { showSearch: true, allowClear: true, optionFilterProp: 'label' } as const
  return (
    <Form<Typed>
      form={form}
      layout="vertical"
      size="middle"
      initialValues={typedOf(filter)}
      onFinish={(typed) => onFind(filterFrom(typed, filter))}
      aria-label={t('conditions')}
      className="find-form"
    >
      <Form.Item name="number" label={t('number')}>
        <Input allowClear={clearable} placeholder={t('numberHint')} />
      </Form.Item>
      <Form.Item name="process" label={t('process')}>
        <Select {...narrow} mode="multiple" options={choices.processes} />
      </Form.Item>
      <Form.Item name="area" label={t('area')}>
        <Select {...narrow} mode="multiple" options={names.areaOptions} />
      </Form.Item>
      <Form.Item name="bureau" label={t('bureau')}>
        <Select {...narrow} options={names.organisationOptions} />
      </Form.Item>
      <Form.Item name="periodOf" label={t('periodOf')} style={{ marginBottom: 8 }}>
        <Radio.Group
          optionType="button"
          options={[
            { value: 'started', label: t('started') },
            { value: 'ended', label: t('ended') },
            { value: 'done', label: t('done') },
          ]}
        />
      </Form.Item>
      <Flex gap={8}>
        <Form.Item name="from" label={t('periodFrom')} style={{ flex: 1, minWidth: 0 }}>
          <DayInput style={{ width: '100%' }} />
        </Form.Item>
        <Form.Item name="until" label={t('periodUntil')} style={{ flex: 1, minWidth: 0 }}>
          <DayInput style={{ width: '100%' }} />
        </Form.Item>
      </Flex>
      <Flex gap={8}>
        <Form.Item name="amountFrom" label={t('amountFrom')} style={{ flex: 1, minWidth: 0 }}>
          <Input inputMode="decimal" />
        </Form.Item>
        <Form.Item name="amountUntil" label={t('amountUntil')} style={{ flex: 1, minWidth: 0 }}>
          <Input inputMode="decimal" />
        </Form.Item>
      </Flex>
      <Form.Item name="payee" label={t('payee')} tooltip={t('payeeHint')}>
        <Input allowClear={clearable} />
      </Form.Item>
      <Form.Item name="person" label={t('person')} tooltip={t('personHint')}>
        <Input allowClear={clearable} />
      </Form.Item>
      <Form.Item name="rule" label={t('rule')} tooltip={t('ruleHint')}>
        <Input allowClear={clearable} />
      </Form.Item>
      <Flex gap={8}>
        <Form.Item name="decision" label={t('decision')} tooltip={t('decisionHint')} style={{ flex: 2, minWidth: 0 }}>
          <Input allowClear={clearable} />
        </Form.Item>
        <Form.Item
          name="decisionRow"
          label={t('decisionRow')}
          style={{ flex: 1, minWidth: 0 }}
          rules={[{ pattern: /^[1-9]\d{0,4}$/, message: t('decisionRowWrong') }]}
        >
          <Input inputMode="numeric" />
        </Form.Item>
      </Flex>
      <Form.Item name="state" label={t('state')}>
        <Select
          {...narrow}
          options={choices.states.map((each) => ({ value: each, label: names.state(each) }))}
        />
      </Form.Item>
      <Form.Item name="outcome" label={t('outcome')}>
        <Select {...narrow} options={choices.outcomes} />
      </Form.Item>
      <Form.Item name="running" label={t('running')}>
        <Radio.Group
          optionType="button"
          options={[
            { value: 'all', label: t('all') },
            { value: 'true', label: t('isRunning') },
            { value: 'false', label: t('isEnded') },
          ]}
        />
      </Form.Item>
      {(['waiting', 'overdue', 'late'] as const).map((flag) => (
        <Form.Item key={flag} name={flag} valuePropName="checked" style={{ marginBottom: 0 }}>
          <Checkbox>{t(flag)}</Checkbox>
        </Form.Item>
      ))}
      <Flex gap={8} className="find-acts">
        <Button type="primary" htmlType="submit" icon={<SearchOutlined aria-hidden />}>
          {t('find')}
        </Button>
        <Button onClick={() => onFind({})}>{t('reset')}</Button>
      </Flex>
    </Form>
  )
}

function typedOf(filter: Filter): Typed {
  const of: PeriodOf = filter.ended_from || filter.ended_until ? 'ended' : filter.done_from || filter.done_until ? 'done' : 'started'
  return {
    number: filter.number ?? undefined,
    process: filter.process,
    area: filter.area,
    bureau: filter.bureau ?? undefined,
    periodOf: of,
    from: filter[`${of}_from`] ?? undefined,
    until: filter[`${of}_until`] ?? undefined,
    amountFrom: filter.amount_from == null ? undefined : String(filter.amount_from),
    amountUntil: filter.amount_until == null ? undefined : String(filter.amount_until),
    payee: filter.payee ?? undefined,
    person: filter.person ?? undefined,
    rule: filter.rule ?? undefined,
    decision: filter.decision ?? undefined,
    decisionRow: filter.decision_row == null ? undefined : String(filter.decision_row),
    state: filter.state ?? undefined,
    outcome: filter.outcome ?? undefined,
    running: filter.running == null ? 'all' : filter.running ? 'true' : 'false',
    waiting: filter.waiting,
    overdue: filter.overdue,
    late: filter.late,
  }
}

function filterFrom(typed: Typed, before: Filter): Filter {
  const kept: Record<string, unknown> = {}
  for (const name of CLICKED) if (before[name]) kept[name] = before[name]
  const texts: Record<string, string | undefined> = {
    number: typed.number,
    bureau: typed.bureau,
    payee: typed.payee,
    person: typed.person,
    rule: typed.rule,
    decision: typed.decision,
    decision_row: typed.decision && typed.decisionRow,
    state: typed.state,
    outcome: typed.outcome,
    [`${typed.periodOf}_from`]: typed.from,
    [`${typed.periodOf}_until`]: typed.until,
    amount_from: typed.amountFrom && cleanAmount(typed.amountFrom),
    amount_until: typed.amountUntil && cleanAmount(typed.amountUntil),
  }
  for (const [name, value] of Object.entries(texts)) if (value?.trim()) kept[name] = value.trim()
  if (typed.process?.length) kept.process = typed.process
  if (typed.area?.length) kept.area = typed.area
  for (const flag of ['waiting', 'overdue', 'late'] as const) if (typed[flag]) kept[flag] = true
  if (typed.running !== 'all') kept.running = typed.running === 'true'
  return kept as Filter
}
