/** Take the case away: lines, table, evidence package. */
import { DownloadOutlined } from '@ant-design/icons'
import { App, Button, Dropdown } from 'antd'
import { useState } from 'react'

import { announce } from '../../../design/announce'
import { messageOf } from '../../../design/Failure'
import { useLanguage } from '../../../i18n'
import { saveAnswer } from './download'
import { useT } from './messages'

export function ExportMenu({ caseId, entry }: { caseId: string; entry: number }) {
  const t = useT()
  const language = useLanguage()
  const { message } = App.useApp()
  const [isBusy, setBusy] = useState(false)

  async function take(what: string) {
    setBusy(true)
    try {
      await saveAnswer(`/cases/${caseId}/${what}`, what.replace(/\?.*/, ''))
      announce(t('exported'))
      void message.success(t('exported'))
    } catch (wrong) {
      void message.error(messageOf(wrong))
    } finally {
      setBusy(false)
    }
  }

  return (
    <Dropdown
      trigger={['click']}
      menu={{
        items: [
          { key: `evidence.zip?entry=${entry}&language=${language}`, label: t('exportEvidence', { entry }) },
          { key: 'journal.jsonl', label: t('exportLines') },
          { key: `journal.csv?language=${language}`, label: t('exportTable') },
        ],
        onClick: ({ key }) => void take(key),
      }}
    >
      <Button icon={<DownloadOutlined />} loading={isBusy}>
        {t('export')}
      </Button>
    </Dropdown>
  )
}
