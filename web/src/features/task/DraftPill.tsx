/** Whether what was typed is safe: saved, saving, not saved, on this device. */
import { CheckOutlined, CloudUploadOutlined, DisconnectOutlined, LaptopOutlined } from '@ant-design/icons'

import { useT } from './messages'
import './task.css'
import type { DraftState } from './useDraft'

export function DraftPill({ state, isRestored }: { state: DraftState; isRestored: boolean }) {
  const t = useT()
  const [icon, text] = isRestored
    ? [<CheckOutlined key="i" />, t('draftRestored')]
    : state === 'saved'
      ? [<CheckOutlined key="i" />, t('saved')]
      : state === 'saving'
        ? [<CloudUploadOutlined key="i" />, t('saving')]
        : state === 'unsaved'
          ? [<DisconnectOutlined key="i" />, t('notSaved')]
          : state === 'local'
            ? [<LaptopOutlined key="i" />, t('savedLocally')]
            : [null, '']
  return (
    <span className={`pill is-${state}`} role="status">
      {icon} {text}
    </span>
  )
}
