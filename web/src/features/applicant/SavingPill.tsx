/** Whether what was typed is safe: saved, saving, not saved. */
import { CheckOutlined, ExclamationCircleOutlined, SyncOutlined } from '@ant-design/icons'
import { Tag } from 'antd'

import { momentText } from '../../design/formats'
import { useT } from './messages'
import type { Saving } from './useStartDraft'

export function SavingPill({ saving, savedAt }: { saving: Saving; savedAt: Date | null }) {
  const t = useT()
  if (saving === 'nothing') return null
  if (saving === 'saved' && savedAt)
    return (
      <Tag icon={<CheckOutlined aria-hidden />} role="status">
        {t('saved', { time: momentText(savedAt).slice(11) })}
      </Tag>
    )
  if (saving === 'saving')
    return (
      <Tag icon={<SyncOutlined aria-hidden />} role="status">
        {t('saving')}
      </Tag>
    )
  return (
    <Tag color="error" icon={<ExclamationCircleOutlined aria-hidden />} role="status">
      {t('notSaved')}
    </Tag>
  )
}
