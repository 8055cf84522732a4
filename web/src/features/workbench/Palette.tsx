/** Everything that can be done at the moment, by name, with its key. */
import { Input, type InputRef, Modal, Typography } from 'antd'
import { type KeyboardEvent, useId, useMemo, useRef, useState } from 'react'

import { usePresentHotkeys } from '../../design/hotkeys'
import { useT } from './messages'

export default function Palette({ close }: { close: () => void }) {
  const t = useT()
  const list = useId()
  const [typed, setTyped] = useState('')
  const [at, setAt] = useState(0)
  const input = useRef<InputRef>(null)
  const present = usePresentHotkeys()
  const found = useMemo(() => {
    const words = typed.toLowerCase().split(/\s+/).filter(Boolean)
    return present.filter(
      (each) =>
        each.enabled !== false &&
        each.id !== 'palette' &&
        words.every((word) => each.label.toLowerCase().includes(word)),
    )
  }, [present, typed])
  const chosen = found[Math.min(at, found.length - 1)]

  function run(id: string) {
    const each = found.find((one) => one.id === id)
    close()
    // After the dialog is gone, so that the focus is where the command expects it.
    if (each) setTimeout(each.run, 0)
  }
  function onKeyDown(event: KeyboardEvent) {
    if (event.nativeEvent.isComposing) return
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault()
      const next = at + (event.key === 'ArrowDown' ? 1 : -1)
      setAt(Math.max(0, Math.min(found.length - 1, next)))
    } else if (event.key === 'Enter' && chosen) {
      event.preventDefault()
      run(chosen.id)
    }
  }
  return (
    <Modal
      open
      title={t('palette')}
      footer={null}
      onCancel={close}
      afterOpenChange={(isOpen) => isOpen && input.current?.focus()}
      styles={{ body: { minHeight: 320 } }}
    >
      <Input
        ref={input}
        autoFocus
        role="combobox"
        aria-expanded
        aria-controls={list}
        aria-activedescendant={chosen && `${list}-${chosen.id}`}
        aria-label={t('paletteHint')}
        placeholder={t('paletteHint')}
        value={typed}
        onChange={(event) => {
          setTyped(event.target.value)
          setAt(0)
        }}
        onKeyDown={onKeyDown}
      />
      {found.length === 0 && <Typography.Paragraph type="secondary">{t('paletteNone')}</Typography.Paragraph>}
      <ul id={list} role="listbox" aria-label={t('palette')} className="wb-palette">
        {found.map((each) => (
          <li
            key={each.id}
            id={`${list}-${each.id}`}
            role="option"
            aria-selected={each === chosen}
            onClick={() => run(each.id)}
          >
            <span>{each.label}</span>
            {each.key && <Typography.Text keyboard>{each.key}</Typography.Text>}
          </li>
        ))}
      </ul>
    </Modal>
  )
}
