/** One or several, chosen by name; the field holds ids or codes. */
import { Select } from 'antd'
import { useRef, useState } from 'react'

import { messageOf } from '../design/Failure'
import { common, type WidgetProps } from './widget'
import { useT } from './messages'
import { typesOf } from './types'

export interface Choice {
  value: string
  label: string
  /** Tells two of the same name apart. */
  more: string
  /** What it is found by. */
  words: string
}

interface Props extends WidgetProps {
  choices: readonly Choice[] | undefined
  error: unknown
  /** Said where there is nothing to choose from. */
  none: string
  placeholder?: string
  /** What the list does not have may be typed as well. */
  isOpen?: boolean
}

const finds = (choice: Choice, said: string) => choice.words.includes(said.toLowerCase())

export function ByName({ choices, error, none, placeholder, isOpen = false, ...props }: Props) {
  const t = useT()
  const [typed, setTyped] = useState('')
  // The list empties its own text when it closes; what was typed is still looked at when one leaves.
  const pending = useRef('')
  const isListOpen = useRef(false)
  const [missed, setMissed] = useState('')
  const isMany = typesOf(props.schema).includes('array')
  const text = typed.trim()
  const known = choices ?? []
  // Without a list, whoever knows the code can go on.
  const isOther = (said: string) =>
    (isOpen || Boolean(error)) && said !== '' && !known.some((each) => finds(each, said))
  const take = (value: unknown) => {
    pending.current = ''
    setTyped('')
    setMissed('')
    props.onChange(value)
  }
  const leave = () => {
    const left = pending.current.trim()
    const exact = known.find((each) => each.value === left || each.label === left)
    const value = exact?.value ?? (isOther(left) ? left : null)
    if (value !== null) {
      const held = isMany && Array.isArray(props.value) ? (props.value as string[]) : []
      take(isMany ? [...new Set([...held, value])] : value)
    } else setMissed(left)
    pending.current = ''
    props.onBlur?.()
  }
  const other = { value: text, label: text, more: t('notListed'), words: text.toLowerCase() }
  return (
    <>
      <Select
        {...common(props)}
        mode={isMany ? 'multiple' : undefined}
        showSearch={{
          filterOption: (_, option) => option !== undefined && finds(option, text),
          onSearch: (now) => {
            if (now !== '' || isListOpen.current) pending.current = now
            setTyped(now)
            if (now !== '') setMissed('')
          },
        }}
        allowClear={!props.isRequired}
        loading={choices === undefined && !error}
        placeholder={placeholder ?? t('chooseByName')}
        notFoundContent={choices === undefined ? t('listComes') : none}
        style={{ width: '100%' }}
        value={props.value ?? undefined}
        onOpenChange={(isOpen) => {
          isListOpen.current = isOpen
        }}
        onInputKeyDown={(event) => {
          if (event.key === 'Escape') pending.current = ''
        }}
        onChange={take}
        onBlur={leave}
        options={isOther(text) ? [...known, other] : [...known]}
        optionRender={(option) => (
          <>
            {option.data.label} <span className="quiet">{option.data.more}</span>
          </>
        )}
      />
      {missed !== '' && (
        <div className="field-error" role="status">
          {t('notTaken', { text: missed })}
        </div>
      )}
      {Boolean(error) && <div className="field-error">{t('listFailed', { problem: messageOf(error) })}</div>}
    </>
  )
}
