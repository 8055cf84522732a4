/** Opens the approval sheet 审批表 for printing; nothing for those who may not see who decided what. */
import { DownOutlined, PrinterOutlined } from '@ant-design/icons'
import { Button, Dropdown, Form, Modal, Radio } from 'antd'
import { useState } from 'react'

import { DayInput } from '../../design/DayInput'
import { LANGUAGE_NAMES, type Language, useLanguage } from '../../i18n'
import { useT } from './messages'
import { useProgress } from './useProgress'

interface Wanted {
  language: Language
  on?: string
}

function sheetAddress(caseId: string, { language, on }: Wanted): string {
  const query = new URLSearchParams({ language, ...(on ? { on } : {}) })
  return `/cases/${caseId}/approval-sheet.pdf?${query}`
}

export function PrintSheet({ caseId }: { caseId: string }) {
  const t = useT()
  const language = useLanguage()
  const progress = useProgress(caseId)
  const [isAsking, setAsking] = useState(false)
  if (!progress.data?.may_print) return null
  const link = (wanted: Language) => (
    <a href={sheetAddress(caseId, { language: wanted })} target="_blank" rel="noreferrer">
      {t('printIn', { language: LANGUAGE_NAMES[wanted] })}
    </a>
  )
  const other = language === 'zh' ? 'en' : 'zh'
  return (
    <>
      <Dropdown
        trigger={['click']}
        menu={{
          items: [
            { key: language, label: link(language) },
            { key: other, label: link(other) },
            { key: 'day', label: t('printOn') },
          ],
          onClick: ({ key }) => key === 'day' && setAsking(true),
        }}
      >
        <Button icon={<PrinterOutlined aria-hidden />}>
          {t('print')} <DownOutlined aria-hidden />
        </Button>
      </Dropdown>
      {isAsking && <AsOf caseId={caseId} close={() => setAsking(false)} />}
    </>
  )
}

/** As the case stood at the end of a day: what came later is not on it. */
function AsOf({ caseId, close }: { caseId: string; close: () => void }) {
  const t = useT()
  const language = useLanguage()
  const [wanted, setWanted] = useState<Wanted>({ language, on: '' })
  return (
    <Modal
      open
      title={t('printOn')}
      onCancel={close}
      footer={
        <Button
          type="primary"
          icon={<PrinterOutlined aria-hidden />}
          disabled={!wanted.on}
          href={sheetAddress(caseId, wanted)}
          target="_blank"
          rel="noreferrer"
          onClick={close}
        >
          {t('print')}
        </Button>
      }
    >
      <Form layout="vertical" component="div">
        <Form.Item label={t('printDay')} htmlFor="print-day" extra={t('printDayHint')}>
          <DayInput id="print-day" value={wanted.on} onChange={(on) => setWanted({ ...wanted, on })} />
        </Form.Item>
        <Form.Item label={t('printLanguage')}>
          <Radio.Group
            aria-label={t('printLanguage')}
            value={wanted.language}
            onChange={(event) => setWanted({ ...wanted, language: event.target.value as Language })}
            options={(['zh', 'en'] as const).map((value) => ({ value, label: LANGUAGE_NAMES[value] }))}
          />
        </Form.Item>
      </Form>
    </Modal>
  )
}
