/**
 * Steps as a heat map on the diagram, with a table of the same figures. Shared with the dashboards:
 * what a click or a number opens is for the page to say.
 */
import { Flex, Segmented, Select, Table, Typography } from 'antd'
import { lazy, type ReactNode, Suspense, useMemo, useState } from 'react'

import type { Schemas } from '../../api/client'
import { Empty } from '../../design/Empty'
import { Failure } from '../../design/Failure'
import { useNames } from '../../design/names'
import { Waiting } from '../../design/Waiting'
import { useT } from './messages'
import { useProcessDiagram } from './queries'

const Diagram = lazy(() => import('../../design/Diagram'))

export type StepTime = Schemas['StepTimeOut']
type Measure = 'waiting' | 'cases' | 'median_days' | 'p90_days'
/** The figures that open cases. */
export type Counted = 'done' | 'cases' | 'waiting' | 'overdue' | 'late'

interface Props {
  steps: StepTime[]
  /** Area whose calendar counts the days; empty: the national one. */
  calendar: string
  /** A figure as a link to the cases behind it. */
  link: (step: StepTime, counted: Counted, figure: number) => ReactNode
  picked?: StepTime
  onPick?: (step: StepTime) => void
  children?: ReactNode
}

export function StepMap({ steps, calendar, link, picked, onPick, children }: Props) {
  const t = useT()
  const names = useNames()
  const processes = useMemo(() => busiestFirst(steps), [steps])
  const [chosen, choose] = useState<string>()
  const [measure, setMeasure] = useState<Measure>('waiting')
  const process = picked?.process ?? (chosen && processes.includes(chosen) ? chosen : processes[0])
  const diagram = useProcessDiagram(process)
  const heat = useMemo(() => heatOf(steps, process, measure), [steps, process, measure])
  const title = (step: StepTime) => names.text({ zh: step.title_zh, en: step.title_en })
  const drawn = diagram.data
  if (steps.length === 0) return <Empty title={t('noSteps')} />
  const counted = (name: Counted) => (_: unknown, step: StepTime) => link(step, name, step[name])
  return (
    <>
      <Flex wrap gap={12} align="center" style={{ marginBottom: 8 }}>
        <Select
          aria-label={t('diagram')}
          value={process}
          onChange={choose}
          popupMatchSelectWidth={false}
          style={{ minWidth: 220 }}
          options={processes.map((each) => ({ value: each, label: <ProcessName process={each} /> }))}
        />
        <Segmented<Measure>
          aria-label={t('measure')}
          value={measure}
          onChange={setMeasure}
          options={[
            { value: 'waiting', label: t('measureWaiting') },
            { value: 'cases', label: t('measureCases') },
            { value: 'median_days', label: t('measureMedian') },
            { value: 'p90_days', label: t('measureP90') },
          ]}
        />
      </Flex>
      {diagram.isPending && <Waiting />}
      {diagram.error && <Failure problem={diagram.error} />}
      {drawn && (
        <Suspense fallback={<Waiting />}>
          <Diagram
            xml={drawn.xml}
            heat={heat}
            selected={picked?.process === process ? picked?.step : undefined}
            height={400}
            onElementClick={(id) => {
              const step = steps.find((each) => each.process === process && each.step === id)
              if (step) onPick?.(step)
            }}
          />
        </Suspense>
      )}
      {children}
      <Table<StepTime>
        rowKey={(step) => `${step.process} ${step.step}`}
        size="small"
        pagination={false}
        dataSource={steps.filter((each) => each.process === process)}
        scroll={{ x: 'max-content' }}
        style={{ marginTop: 12 }}
        aria-label={t('timesTable')}
        rowClassName={(step) => (step === picked ? 'find-picked' : '')}
        columns={[
          {
            title: t('step'),
            render: (_, step) =>
              onPick ? (
                <button type="button" className="find-step" onClick={() => onPick(step)}>
                  {title(step)}
                </button>
              ) : (
                title(step)
              ),
          },
          { title: t('casesThere'), align: 'right', render: counted('cases') },
          { title: t('doneCases'), align: 'right', render: counted('done') },
          { title: t('again'), align: 'right', className: 'tabular', dataIndex: 'again' },
          { title: t('waitingNow'), align: 'right', render: counted('waiting') },
          { title: t('overdueNow'), align: 'right', render: counted('overdue') },
          { title: t('lateCases'), align: 'right', render: counted('late') },
          ...(['median', 'p90', 'longestWait'] as const).map((name) => ({
            title: `${t(name)} (${t('workingDays')})`,
            align: 'right' as const,
            className: 'tabular',
            render: (_: unknown, step: StepTime) => step[DAYS[name]] ?? '–',
          })),
        ]}
      />
      <Typography.Paragraph type="secondary" style={{ marginTop: 8 }}>
        {calendar ? t('calendarOf', { area: names.area(calendar) }) : t('calendarChina')}
      </Typography.Paragraph>
    </>
  )
}

function busiestFirst(steps: StepTime[]): string[] {
  const most = new Map<string, number>()
  for (const step of steps) most.set(step.process, Math.max(most.get(step.process) ?? 0, step.cases))
  return [...most].sort((a, b) => b[1] - a[1]).map(([process]) => process)
}

const DAYS = { median: 'median_days', p90: 'p90_days', longestWait: 'waiting_days' } as const

/** Sub-processes have names of their own only inside a diagram; the bundle's title says enough. */
export function ProcessName({ process }: { process: string }) {
  const names = useNames()
  const diagram = useProcessDiagram(process).data
  return <>{diagram ? names.text({ zh: diagram.title_zh, en: diagram.title_en }) : process}</>
}

function heatOf(steps: StepTime[], process: string | undefined, measure: Measure) {
  const here = steps.filter((each) => each.process === process)
  const most = Math.max(0, ...here.map((each) => each[measure] ?? 0))
  const found: Record<string, { value: string; share: number }> = {}
  for (const step of here) {
    const value = step[measure]
    if (value == null || (value === 0 && measure !== 'median_days' && measure !== 'p90_days')) continue
    found[step.step] = { value: String(value), share: most ? value / most : 0 }
  }
  return found
}
