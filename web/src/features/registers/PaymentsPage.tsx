/** 支付登记: orders, and their sums by fund source as they stood. */
import { useQuery } from '@tanstack/react-query'
import { Card, Table } from 'antd'

import { api, read, type Schemas } from '../../api/client'
import { Failure } from '../../design/Failure'
import { money } from '../../design/formats'
import { Money } from '../../design/Money'
import { useNames } from '../../design/names'
import { caseColumn, figureColumn, momentColumn, moneyColumn, textColumn } from './cells'
import { useT } from './messages'
import { RegisterPage } from './RegisterPage'
import { useVocabulary } from './vocabulary'

const STATES = ['ordered', 'released', 'paid', 'failed'] as const

export default function PaymentsPage() {
  const t = useT()
  const names = useNames()
  const say = useVocabulary()
  return (
    <RegisterPage
      name="payments"
      filters={[{ param: 'order_number', label: t('order') }]}
      above={(asOf, area) => <FundTotals asOf={asOf} area={area} />}
      columns={[
        caseColumn(t('order'), (row) => String(row.order_number)),
        textColumn(t('area'), 'area', names.area),
        textColumn(t('fund'), 'fund_source', say),
        textColumn(t('state'), 'state', say),
        moneyColumn(t('amount'), 'amount_yuan'),
        figureColumn(t('payees'), 'payments'),
        textColumn(t('receipt'), 'receipt'),
        momentColumn(t('recorded'), 'recorded_at'),
      ]}
    />
  )
}

function FundTotals({ asOf, area }: { asOf: string; area: string }) {
  const t = useT()
  const names = useNames()
  const say = useVocabulary()
  const totals = useQuery({
    queryKey: ['registers', 'funds', asOf, area],
    queryFn: () =>
      read(
        api.GET('/registers/funds', {
          params: { query: { as_of: asOf || undefined, area: area || undefined } },
        }),
      ),
  })
  if (totals.error) return <Failure problem={totals.error} retry={() => void totals.refetch()} />
  if (!totals.data || totals.data.length === 0) return null
  return (
    <Card size="small" title={t('totals')} style={{ marginBottom: 16 }}>
      <Table<Schemas['FundTotalOut']>
        rowKey={(row) => `${row.area} ${row.fund_source}`}
        size="small"
        pagination={false}
        scroll={{ x: 'max-content' }}
        dataSource={totals.data}
        columns={[
          { title: t('fund'), render: (_, row) => say(row.fund_source) },
          { title: t('area'), render: (_, row) => names.area(row.area) },
          ...STATES.map((state) => ({
            title: say(state),
            align: 'right' as const,
            render: (_: unknown, row: Schemas['FundTotalOut']) => {
              const each = row.states[state]
              return each ? (
                <span className="figures">{t('ordersYuan', { count: each.orders, yuan: money(each.yuan) })}</span>
              ) : (
                '–'
              )
            },
          })),
          {
            title: t('balance'),
            align: 'right',
            render: (_, row) => (row.balance_yuan == null ? t('noAccount') : <Money amount={row.balance_yuan} />),
          },
        ]}
      />
    </Card>
  )
}
