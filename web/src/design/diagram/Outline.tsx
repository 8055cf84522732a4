/**
 * The same steps as a list, for those who cannot see the drawing and for whoever likes lists: same
 * states, same actions. One stop for the Tab key; the arrows move inside.
 */
import { Button, Flex, theme } from 'antd'
import { type KeyboardEvent, useRef, useState } from 'react'

import { useT } from '../messages'
import type { OutlineStep } from './named'

interface Props {
  steps: readonly OutlineStep[]
  /** What is said of a step besides its name. */
  saidOf: (id: string) => readonly string[]
  selected?: string
  onSelect?: (id: string) => void
  /** Steps that lead into another diagram: id → what the button is called. */
  doors: Readonly<Record<string, string>>
  onOpen?: (id: string) => void
}

export function Outline({ steps, saidOf, selected, onSelect, doors, onOpen }: Props) {
  const t = useT()
  const { token } = theme.useToken()
  const list = useRef<HTMLOListElement>(null)
  const [present, setPresent] = useState(0)

  function move(event: KeyboardEvent) {
    const by = { ArrowDown: 1, ArrowUp: -1, Home: -steps.length, End: steps.length }[event.key]
    if (by === undefined) return
    event.preventDefault()
    event.stopPropagation()
    const next = Math.min(steps.length - 1, Math.max(0, present + by))
    setPresent(next)
    list.current?.querySelectorAll<HTMLElement>('[data-step]')[next]?.focus()
  }

  return (
    <ol ref={list} onKeyDown={move} style={{ margin: 0, padding: 4, listStyle: 'none' }}>
      {steps.map(({ id, name, kind }, i) => {
        const said = saidOf(id)
        const label = name || t(kindName(kind))
        const isSelected = id === selected
        return (
          <li key={id}>
            <Flex align="center" gap={4}>
              <Button
                data-step={id}
                type="text"
                size="small"
                tabIndex={i === Math.min(present, steps.length - 1) ? 0 : -1}
                aria-current={isSelected || undefined}
                onFocus={() => setPresent(i)}
                onClick={() => onSelect?.(id)}
                style={{
                  flex: 1,
                  minWidth: 0,
                  height: 'auto',
                  minHeight: 26,
                  justifyContent: 'flex-start',
                  textAlign: 'start',
                  whiteSpace: 'normal',
                  background: isSelected ? token.controlItemBgActive : undefined,
                }}
              >
                <span>
                  {label}
                  {said.length > 0 && (
                    <span style={{ color: token.colorTextSecondary }}>{t('saidOfStep', { said: said.join(t('comma')) })}</span>
                  )}
                </span>
              </Button>
              {doors[id] && onOpen && (
                <Button size="small" type="link" tabIndex={-1} onClick={() => onOpen(id)} aria-label={doors[id]} title={doors[id]}>
                  ▸
                </Button>
              )}
            </Flex>
          </li>
        )
      })}
    </ol>
  )
}

function kindName(kind: string) {
  if (kind.endsWith('Gateway')) return 'kindGateway' as const
  if (kind === 'startEvent') return 'kindStart' as const
  if (kind === 'endEvent') return 'kindEnd' as const
  if (kind.endsWith('Event')) return 'kindEvent' as const
  return 'kindStep' as const
}
