/** Opens the approval sheet 审批表 for printing; nothing for those who may not see who decided what. */
import { PrinterOutlined } from '@ant-design/icons'
import { Button } from 'antd'

import { useT } from './messages'
import { useProgress } from './useProgress'

export function PrintSheet({ caseId }: { caseId: string }) {
  const t = useT()
  const progress = useProgress(caseId)
  if (!progress.data?.may_print) return null
  return (
    <Button icon={<PrinterOutlined aria-hidden />} href={`/cases/${caseId}/approval-sheet.pdf`} target="_blank" rel="noreferrer">
      {t('print')}
    </Button>
  )
}
