/**
 * The same steps as a list, for those who cannot see the drawing and for whoever likes lists: same
 * states, same actions. One stop for the Tab key; the arrows move inside.
 */
import { type KeyboardEvent, memo, useCallback, useRef, useState } from 'react'

import { useT } from '../messages'
import type { OutlineStep } from './named'

interface Props {
  steps: readonly OutlineStep[]
  /** What is said of a step besides its name: its states, tokens, figures. */
  said: Readonly<Record<string, string>>
  selected?: string
  onSelect?: (id: string) => void
  /** Steps that lead into another diagram: id → what the button is called. */
  doors: Readonly<Record<string, string>>
  onOpen?: (id: string) => void
}

export const Outline = memo(function Outline({ steps, said, selected, onSelect, doors, onOpen }: Props) {
  const t = useT()
  const list = useRef<HTMLOListElement>(null)
  const [present, setPresent] = useState(0)
  const focused = Math.min(present, steps.length - 1)

  function move(event: KeyboardEvent) {
    const by = { ArrowDown: 1, ArrowUp: -1, Home: -steps.length, End: steps.length }[event.key]
    if (by === undefined) return
    event.preventDefault()
    event.stopPropagation()
    const next = Math.min(steps.length - 1, Math.max(0, focused + by))
    setPresent(next)
    list.current?.querySelectorAll<HTMLElement>('[data-step]')[next]?.focus()
  }

  return (
    <ol ref={list} onKeyDown={move} className="hq-outline">
      {steps.map(({ id, name, kind }, i) => (
        <Step
          key={id}
          id={id}
          at={i}
          label={name || t(kindName(kind))}
          said={said[id] ? t('saidOfStep', { said: said[id] }) : ''}
          isSelected={id === selected}
          isFocusable={i === focused}
          onFocus={setPresent}
          onSelect={onSelect}
          door={doors[id]}
          onOpen={onOpen}
        />
      ))}
    </ol>
  )
})

interface StepProps {
  id: string
  at: number
  label: string
  said: string
  isSelected: boolean
  isFocusable: boolean
  onFocus: (at: number) => void
  onSelect?: (id: string) => void
  door?: string
  onOpen?: (id: string) => void
}

/** Plain buttons: there may be hundreds, and all of them follow every move of the player. */
const Step = memo(function Step({
  id,
  at,
  label,
  said,
  isSelected,
  isFocusable,
  onFocus,
  onSelect,
  door,
  onOpen,
}: StepProps) {
  const focus = useCallback(() => onFocus(at), [onFocus, at])
  const words = (
    <>
      {label}
      {said && <span>{said}</span>}
    </>
  )
  // Where a step can only be looked at, it is text and no button.
  if (!onSelect) return <li>{words}</li>
  return (
    <li>
      <button
        type="button"
        data-step={id}
        tabIndex={isFocusable ? 0 : -1}
        aria-current={isSelected || undefined}
        onFocus={focus}
        onClick={() => onSelect(id)}
      >
        {words}
      </button>
      {door && onOpen && (
        <button type="button" tabIndex={-1} onClick={() => onOpen(id)} aria-label={door} title={door}>
          ▸
        </button>
      )}
    </li>
  )
})

function kindName(kind: string) {
  if (kind.endsWith('Gateway')) return 'kindGateway' as const
  if (kind === 'startEvent') return 'kindStart' as const
  if (kind === 'endEvent') return 'kindEnd' as const
  if (kind.endsWith('Event')) return 'kindEvent' as const
  return 'kindStep' as const
}
