/**
 * A day that something is asked for: typed or pasted in any usual writing, always shown as 2026-05-03
 * whatever the desktop's language is. Only a whole day, or nothing, is told to the page.
 */
import { Flex, Input } from 'antd'
import { type CSSProperties, useEffect, useState } from 'react'

import { DayPicker } from './DayPicker'
import { cleanDay, isDay } from './day-formats'
import { useT } from './messages'

interface Props {
  id?: string
  value?: string
  onChange?: (day: string) => void
  required?: boolean
  style?: CSSProperties
  'aria-label'?: string
}

export function DayInput({ id, value = '', onChange, required, style, 'aria-label': label }: Props) {
  const t = useT()
  const [text, setText] = useState(value)
  const [isLeft, setLeft] = useState(false)
  useEffect(() => setText(value), [value])
  const isWrong = isLeft && text !== '' && !isDay(cleanDay(text))

  function type(typed: string) {
    setText(typed)
    const day = cleanDay(typed)
    if (day === '' || isDay(day)) onChange?.(day)
  }

  return (
    <Flex gap={4} style={{ width: 168, ...style }}>
      <Input
        id={id}
        inputMode="numeric"
        autoComplete="off"
        required={required}
        placeholder={t('dayPlaceholder')}
        aria-label={label}
        aria-invalid={isWrong}
        status={isWrong ? 'error' : undefined}
        title={isWrong ? t('noDay') : undefined}
        value={text}
        onChange={(event) => {
          setLeft(false)
          type(event.target.value)
        }}
        onBlur={() => {
          setLeft(true)
          setText(cleanDay(text))
        }}
      />
      <DayPicker value={isDay(text) ? text : ''} onChange={type} />
    </Flex>
  )
}
