/** The task beside the list; a chunk of its own, fetched when the first task is opened. */
import { CloseOutlined, ExpandOutlined } from '@ant-design/icons'
import { Button, Flex } from 'antd'
import { lazy, Suspense } from 'react'
import { useNavigate } from 'react-router'

import { Waiting } from '../../design/Waiting'
import type { TaskPaneProps } from '../task/TaskPane'
import { useT } from './messages'

const TaskPane = lazy(async () => ({ default: (await import('../task/TaskPane')).TaskPane }))

export function TaskSide(props: TaskPaneProps) {
  const t = useT()
  const go = useNavigate()
  return (
    <>
      <Flex justify="flex-end" gap={4} className="wb-side-bar">
        <Button
          type="text"
          size="small"
          icon={<ExpandOutlined aria-hidden />}
          aria-label={t('wholePage')}
          title={t('wholePage')}
          onClick={() => void go(`/cases/${props.caseId}/tasks/${props.task}`)}
        />
        <Button
          type="text"
          size="small"
          icon={<CloseOutlined aria-hidden />}
          aria-label={t('closeTask')}
          title={`${t('closeTask')} (Esc)`}
          onClick={props.onClose}
        />
      </Flex>
      <Suspense fallback={<Waiting rows={10} />}>
        <TaskPane {...props} />
      </Suspense>
    </>
  )
}
