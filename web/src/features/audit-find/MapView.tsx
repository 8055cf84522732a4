/** The cases found on the diagram: click a step to keep the cases with it, without it, waiting there. */
import { Button, Card, Flex } from 'antd'
import { useState } from 'react'
import { Link } from 'react-router'

import { Failure } from '../../design/Failure'
import { useNames } from '../../design/names'
import { Waiting } from '../../design/Waiting'
import { casesAddress, type Filter } from './filter'
import { useT } from './messages'
import { useMap } from './queries'
import { type Counted, StepMap, type StepTime } from './StepMap'

interface Props {
  filter: Filter
  onChange: (filter: Filter) => void
}

export function MapView({ filter, onChange }: Props) {
  const t = useT()
  const names = useNames()
  const map = useMap(filter)
  const [picked, pick] = useState<StepTime>()
  if (map.isPending) return <Waiting />
  if (map.error) return <Failure problem={map.error} retry={() => void map.refetch()} />
  const here = picked && { step: picked.step, step_process: picked.process }
  const ways: [string, Filter][] = picked
    ? [
        [t('onlyWith'), { ...filter, ...here }],
        [t('onlyWithout'), { ...filter, without_step: picked.step }],
        [t('onlyFirst'), { ...filter, first_step: picked.step }],
        [t('onlyLast'), { ...filter, last_step: picked.step }],
        [t('onlyWaiting'), { ...filter, ...here, waiting: true }],
      ]
    : []
  return (
    <StepMap
      steps={map.data.steps}
      calendar={map.data.calendar}
      picked={picked}
      onPick={pick}
      link={(step, counted, figure) =>
        figure === 0 ? (
          <span className="tabular">0</span>
        ) : (
          <Link className="tabular" to={casesAddress({ ...filter, ...conditionOf(step, counted) })}>
            {figure}
          </Link>
        )
      }
    >
      {picked && (
        <Card
          size="small"
          style={{ marginTop: 8 }}
          title={t('stepPicked', { step: names.text({ zh: picked.title_zh, en: picked.title_en }) })}
        >
          <Flex wrap gap={8}>
            {ways.map(([label, narrowed]) => (
              <Button
                key={label}
                onClick={() => {
                  pick(undefined)
                  onChange(narrowed)
                }}
              >
                {label}
              </Button>
            ))}
          </Flex>
        </Card>
      )}
    </StepMap>
  )
}

function conditionOf(step: StepTime, counted: Counted): Filter {
  const here = { step: step.step, step_process: step.process }
  if (counted === 'waiting') return { ...here, waiting: true }
  if (counted === 'overdue') return { ...here, overdue: true }
  if (counted === 'late') return { ...here, late: true }
  if (counted === 'done') return { ...here, done_until: FAR }
  return here
}

/** Whatever was completed was completed before. */
const FAR = '9998-12-31'
