/** Every key of the moment. */
import './workbench.css'

import { Modal, Typography } from 'antd'

import { type Hotkey, usePresentHotkeys } from '../../design/hotkeys'
import { useT } from './messages'

export default function Help({ close }: { close: () => void }) {
  const t = useT()
  const groups = new Map<string, Hotkey[]>()
  for (const each of usePresentHotkeys()) {
    if (!each.key) continue
    const group = each.group ?? t('keysTitle')
    const there = groups.get(group) ?? []
    if (!there.some((one) => one.key === each.key)) groups.set(group, [...there, each])
  }
  return (
    <Modal open title={t('keysTitle')} footer={null} width={860} onCancel={close}>
      <Typography.Paragraph type="secondary">{t('keysHint')}</Typography.Paragraph>
      {[...groups].map(([group, keys]) => (
        <section key={group}>
          <h2 style={{ fontSize: 14, margin: '12px 0 4px' }}>{group}</h2>
          <ul className="wb-keys">
            {keys.map((each) => (
              <li key={each.id}>
                <span>{each.label}</span>
                <Typography.Text keyboard>{each.key}</Typography.Text>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </Modal>
  )
}
