/** One task on the whole page: where links and the list of a case lead. */
import { Button, Flex } from 'antd'
import { useNavigate, useParams } from 'react-router'

import { useT } from './messages'
import { TaskPane } from './TaskPane'

export default function TaskPage() {
  const t = useT()
  const { caseId = '', n = '0' } = useParams()
  const go = useNavigate()
  return (
    <Flex vertical style={{ height: '100%', minHeight: 0 }}>
      <nav style={{ padding: '4px 12px' }} aria-label={t('task')}>
        <Button type="link" size="small" onClick={() => void go(`/cases/${caseId}`)}>
          {t('toCase')}
        </Button>
      </nav>
      <div style={{ flex: 1, minHeight: 0 }}>
        <TaskPane
          caseId={caseId}
          task={Number(n)}
          isPage
          onOpen={(next) => void go(`/cases/${next.caseId}/tasks/${next.task}`)}
          onClose={() => void go('/')}
        />
      </div>
    </Flex>
  )
}
