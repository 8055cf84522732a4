/** The task beside the list; a chunk of its own, fetched when the first task is opened. */
import { CloseOutlined, DownOutlined, ExpandOutlined, UpOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { lazy, Suspense } from 'react'
import { useNavigate } from 'react-router'

import { Waiting } from '../../design/Waiting'
import type { TaskPaneProps } from '../task/TaskPane'
import { useT } from './messages'

const TaskPane = lazy(async () => ({ default: (await import('../task/TaskPane')).TaskPane }))

interface Props extends TaskPaneProps {
  /** Place in the list, from 1; 0: not among its rows. */
  at: number
  of: number
  /** Open the neighbour; left out at the ends. */
  before?: () => void
  after?: () => void
}

export function TaskSide({ at, of, before, after, ...pane }: Props) {
  const t = useT()
  const go = useNavigate()
  return (
    <>
      <div className="wb-side-bar" role="toolbar" aria-label={t('pane')}>
        <Button
          type="text"
          size="small"
          icon={<UpOutlined aria-hidden />}
          aria-label={t('previousTask')}
          title={t('previousTask')}
          disabled={!before}
          onClick={before}
        />
        <Button
          type="text"
          size="small"
          icon={<DownOutlined aria-hidden />}
          aria-label={t('followingTask')}
          title={t('followingTask')}
          disabled={!after}
          onClick={after}
        />
        <span className="wb-faint tabular">{at > 0 && t('place', { at, of })}</span>
        <span style={{ flex: 1 }} />
        <Button
          type="text"
          size="small"
          icon={<ExpandOutlined aria-hidden />}
          aria-label={t('wholePage')}
          title={t('wholePage')}
          onClick={() => void go(`/cases/${pane.caseId}/tasks/${pane.task}`)}
        />
        <Button
          type="text"
          size="small"
          icon={<CloseOutlined aria-hidden />}
          aria-label={t('closeTask')}
          title={`${t('closeTask')} (Esc)`}
          onClick={pane.onClose}
        />
      </div>
      <div className="wb-side-body">
        <Suspense fallback={<Waiting rows={10} />}>
          <TaskPane {...pane} />
        </Suspense>
      </div>
    </>
  )
}
