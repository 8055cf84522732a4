/** The task with what stands beside it: evidence, lines, history, diagram, rules. */
import { Tabs } from 'antd'
import { lazy, type ReactNode, Suspense, useDeferredValue, useMemo, useState } from 'react'

import { Failure } from '../../design/Failure'
import { Waiting } from '../../design/Waiting'
import { untagged } from '../../forms'
import { DecisionsOf } from './DecisionsOf'
import { Evidence } from './evidence/Evidence'
import { useT } from './messages'
import { PathOf } from './PathOf'
import { type TaskView, useAttachments, useLineCount } from './queries'
import { StepsOf } from './StepsOf'
import type { NextTask } from './TaskPane'

const LinesTab = lazy(async () => ({ default: (await import('./lines/LinesTab')).LinesTab }))

interface Props {
  isWide: boolean
  main: ReactNode
  caseId: string
  view: TaskView
  onOpen?: (next: NextTask) => void
}

/** Evidence beside the form where there is room, else below it with the history. */
export function TaskBody({ isWide, main, caseId, view, onOpen }: Props) {
  const t = useT()
  const files = useAttachments(caseId)
  const [tab, setTab] = useState<string>()
  const count = files.data?.length ?? 0
  const lines = useLineCount(caseId).data ?? 0
  const roster = rosterOf(view)
  const items = useMemo(
    () => [
      ...(count > 0 || files.error
        ? [
            {
              key: 'evidence',
              label: t('evidenceCount', { count }),
              children: files.data ? (
                <Evidence files={files.data} />
              ) : (
                <Failure problem={files.error} retry={() => void files.refetch()} />
              ),
            },
          ]
        : []),
      ...(lines > 0 || roster
        ? [
            {
              key: 'lines',
              label: lines > 0 ? t('linesCount', { count: lines }) : t('roster'),
              children: (
                <Suspense fallback={<Waiting rows={6} />}>
                  <LinesTab caseId={caseId} hasLines={lines > 0} roster={roster} />
                </Suspense>
              ),
            },
          ]
        : []),
      {
        key: 'history',
        label: t('history'),
        children: <StepsOf caseId={caseId} onOpen={onOpen && ((task) => onOpen({ caseId, task }))} />,
      },
      { key: 'diagram', label: t('diagram'), children: <PathOf caseId={caseId} process={view.element_process} /> },
      { key: 'rules', label: t('rules'), children: <DecisionsOf caseId={caseId} /> },
    ],
    [caseId, count, files, lines, onOpen, roster, t, view.element_process],
  )
  // What to decide on is drawn first, what stands beside it right after.
  const isSettled = useDeferredValue(true, false)
  // What is to be judged first, until somebody looks at something else.
  const shown = tab ?? (count > 0 ? 'evidence' : lines > 0 || roster ? 'lines' : 'history')
  const tabs = isSettled && (
    <Tabs className="task-tabs" size="small" items={items} activeKey={shown} onChange={setTab} destroyOnHidden />
  )
  return isWide ? (
    <div className="task-columns">
      <div className="task-main" tabIndex={0} role="group" aria-label={t('task')}>
        {main}
      </div>
      <aside className="task-aside" aria-label={t('evidence')}>
        {tabs}
      </aside>
    </div>
  ) : (
    <div className="task-main" tabIndex={0} role="group" aria-label={t('task')}>
      {main}
      {tabs}
    </div>
  )
}

/** The roster that a form of the step shows; empty where it shows none. */
function rosterOf(view: TaskView): string {
  const fields = view.form?.json_schema['properties'] as Record<string, { format?: string }> | undefined
  const name = Object.keys(fields ?? {}).find((each) => fields?.[each]?.format === 'roster' && view.form?.rights[each] === 'read')
  const value = name ? untagged(view.values[name]) : null
  return typeof value === 'string' ? value : ''
}
