/** Count and sum after each condition; what is too broad says how to narrow it. */
import { CloseOutlined, RightOutlined } from '@ant-design/icons'
import { Alert, Button, Flex, Typography } from 'antd'

import type { Schemas } from '../../api/client'
import { money } from '../../design/formats'
import { Failure } from '../../design/Failure'
import type { Said } from './conditions'
import { type Filter, without } from './filter'
import { useT } from './messages'
import { useSummary } from './queries'

interface Props {
  filter: Filter
  said: Said[]
  onChange: (filter: Filter) => void
}

export function Funnel({ filter, said, onChange }: Props) {
  const t = useT()
  const summary = useSummary(filter)
  const steps = summary.data?.steps ?? []
  const last = steps.at(-1)
  const step = (condition: string) => steps.find((each) => each.condition === condition)
  // Several conditions of one name are counted together, so the count stands after the last of them.
  const groups = [...new Set(said.map((each) => each.condition))]
  return (
    <section aria-label={t('funnel')}>
      {summary.error && <Failure problem={summary.error} retry={() => void summary.refetch()} />}
      <Flex component="ol" wrap gap={6} align="center" className="find-funnel">
        <li>
          <span>{t('everything')}</span> <Counted step={step('')} />
        </li>
        {groups.map((condition) => (
          <li key={condition}>
            <RightOutlined aria-hidden className="find-arrow" />
            {said
              .filter((each) => each.condition === condition)
              .map((each) => (
                <span key={each.text} className="find-chip">
                  {each.text}
                  <Button
                    type="text"
                    size="small"
                    icon={<CloseOutlined aria-hidden />}
                    aria-label={t('remove', { condition: each.text })}
                    onClick={() => onChange(without(filter, each.fields))}
                  />
                </span>
              ))}
            <Counted step={step(condition)} />
          </li>
        ))}
      </Flex>
      {last?.more && summary.data && (
        <Alert
          type="info"
          showIcon
          style={{ marginBottom: 12 }}
          title={t('tooBroad', { limit: summary.data.limit.toLocaleString() })}
          description={summary.data.ways
            .map((way) => t(`way_${way}` as 'way_process'))
            .join(t('comma'))}
        />
      )}
    </section>
  )
}

function Counted({ step }: { step: Schemas['NarrowingOut'] | undefined }) {
  const t = useT()
  if (!step) return null
  return (
    <Typography.Text strong className="tabular" data-count={step.cases}>
      {step.more
        ? t('moreThan', { count: step.cases.toLocaleString() })
        : t('count', { count: step.cases })}
      {step.amount_yuan != null && <Typography.Text type="secondary"> {money(step.amount_yuan)}</Typography.Text>}
    </Typography.Text>
  )
}
