/** 办理路径: distinct sequences of steps, with share and time; a click keeps one of them. */
import { Button, Table, Typography } from 'antd'

import type { Schemas } from '../../api/client'
import { Empty } from '../../design/Empty'
import { Failure } from '../../design/Failure'
import { useNames } from '../../design/names'
import { Waiting } from '../../design/Waiting'
import type { Filter } from './filter'
import { useT } from './messages'
import { useVariants } from './queries'

type Variant = Schemas['VariantOut']
/** A percentage of fewer cases says nothing. */
export const ENOUGH_FOR_SHARES = 20

export function VariantsView({ filter, onChange }: { filter: Filter; onChange: (filter: Filter) => void }) {
  const t = useT()
  const names = useNames()
  const found = useVariants(filter)
  if (found.isPending) return <Waiting />
  if (found.error) return <Failure problem={found.error} retry={() => void found.refetch()} />
  const { cases, titles, variants, distinct } = found.data
  const title = (step: string) => (titles[step] ? names.text(titles[step]) : step)
  return (
    <>
      <Typography.Paragraph type="secondary">
        {t('variantsHint', { distinct })} {cases < ENOUGH_FOR_SHARES && t('noShare')}
      </Typography.Paragraph>
      <Table<Variant>
        rowKey="variant"
        size="small"
        pagination={false}
        dataSource={variants}
        scroll={{ x: 'max-content' }}
        locale={{ emptyText: <Empty title={t('noCases')} hint={t('noCasesHint')} /> }}
        columns={[
          {
            title: t('path'),
            render: (_, row) => (
              <div style={{ maxWidth: 640 }}>
                {row.steps.length === 0 ? t('noneSteps') : row.steps.map(title).join(' → ')}
              </div>
            ),
          },
          {
            title: t('cases'),
            align: 'right',
            render: (_, row) => (
              <Button
                type="link"
                size="small"
                className="tabular"
                aria-label={`${t('onlyThisPath')}: ${row.cases}`}
                onClick={() => onChange({ ...filter, variant: row.variant })}
              >
                {row.cases}
              </Button>
            ),
          },
          {
            title: t('share'),
            align: 'right',
            className: 'tabular',
            render: (_, row) =>
              cases < ENOUGH_FOR_SHARES ? '–' : `${((row.cases / cases) * 100).toFixed(1)} %`,
          },
          { title: t('runningCases'), align: 'right', className: 'tabular', dataIndex: 'running' },
          {
            title: `${t('medianDays')} (${t('days')})`,
            align: 'right',
            className: 'tabular',
            render: (_, row) => row.median_days ?? '–',
          },
          {
            title: `${t('p90Days')} (${t('days')})`,
            align: 'right',
            className: 'tabular',
            render: (_, row) => row.p90_days ?? '–',
          },
        ]}
      />
    </>
  )
}
