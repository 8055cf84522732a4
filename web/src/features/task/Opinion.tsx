/** The opinion with phrases 常用语: Ctrl+. opens them, a digit inserts one, the text stays editable. */
import { CloseOutlined, SaveOutlined, UnorderedListOutlined } from '@ant-design/icons'
import { useQueryClient } from '@tanstack/react-query'
import { Button, Flex, Input, type InputRef, Tag } from 'antd'
import { type KeyboardEvent, useEffect, useRef, useState } from 'react'

import { api, commandHeaders, read } from '../../api/client'
import { announce } from '../../design/announce'
import { useT } from './messages'
import { usePhrases } from './queries'

interface Props {
  caseId: string
  task: number
  process: string
  outcome: string | undefined
  value: string
  label: string
  isWrong: boolean
  problem: string
  onChange: (value: string) => void
}

const MOST_DIGITS = 9

export function Opinion({ caseId, task, process, outcome, value, label, isWrong, problem, onChange }: Props) {
  const t = useT()
  const [isOpen, setOpen] = useState(false)
  const phrases = usePhrases(caseId, task, outcome)
  const queries = useQueryClient()
  const area = useRef<InputRef & { resizableTextArea?: { textArea: HTMLTextAreaElement } }>(null)
  const found = phrases.data ?? []

  useEffect(() => {
    const input = area.current?.resizableTextArea?.textArea
    input?.focus()
    input?.setSelectionRange(input.value.length, input.value.length)
  }, [])

  function insert(text: string) {
    const input = area.current?.resizableTextArea?.textArea
    const [from, to] = [input?.selectionStart ?? value.length, input?.selectionEnd ?? value.length]
    onChange(value.slice(0, from) + text + value.slice(to))
    setOpen(false)
    requestAnimationFrame(() => {
      input?.focus()
      input?.setSelectionRange(from + text.length, from + text.length)
    })
  }

  function onKeyDown(event: KeyboardEvent) {
    if (event.nativeEvent.isComposing || event.keyCode === 229) return
    if ((event.ctrlKey || event.metaKey) && (event.key === '.' || event.code === 'Period')) {
      event.preventDefault()
      setOpen((was) => !was)
      return
    }
    if (!isOpen) return
    if (event.key === 'Escape') {
      event.preventDefault()
      event.stopPropagation()
      setOpen(false)
      return
    }
    const digit = /^(?:Digit|Numpad)([1-9])$/.exec(event.code)?.[1]
    const chosen = digit && !event.ctrlKey && !event.metaKey && !event.altKey ? found[Number(digit) - 1] : undefined
    if (chosen) {
      event.preventDefault()
      insert(chosen.text)
    }
  }

  async function keep() {
    const body = { text: value.trim(), process }
    await read(api.POST('/phrases', { params: { header: commandHeaders() }, body } as never))
    announce(t('phraseKept'))
    void queries.invalidateQueries({ queryKey: ['task', caseId, task, 'phrases'] })
  }

  async function drop(id: number) {
    await api.DELETE('/phrases/{phrase_id}', { params: { path: { phrase_id: id } } } as never)
    void queries.invalidateQueries({ queryKey: ['task', caseId, task, 'phrases'] })
  }

  return (
    <div onKeyDown={onKeyDown} style={{ flex: 1, minWidth: 0 }}>
      <label htmlFor="opinion" style={{ display: 'block', marginBottom: 4 }}>
        {label}
      </label>
      <Input.TextArea
        ref={area as never}
        id="opinion"
        className="opinion-input"
        autoSize={{ minRows: 2, maxRows: 8 }}
        value={value}
        maxLength={4000}
        status={isWrong ? 'error' : undefined}
        aria-invalid={isWrong}
        aria-describedby={isWrong ? 'opinion-error' : undefined}
        onChange={(event) => onChange(event.target.value)}
      />
      {isWrong && (
        <div id="opinion-error" className="field-error" role="alert">
          {problem}
        </div>
      )}
      <Flex gap={8} wrap style={{ marginTop: 4 }}>
        <Button
          size="small"
          icon={<UnorderedListOutlined aria-hidden />}
          aria-expanded={isOpen}
          onClick={() => setOpen((was) => !was)}
        >
          {t('phrases')} <kbd>Ctrl+.</kbd>
        </Button>
        {value.trim() !== '' && !found.some((each) => each.id !== null && each.text === value.trim()) && (
          <Button size="small" type="text" icon={<SaveOutlined aria-hidden />} onClick={() => void keep()}>
            {t('keepPhrase')}
          </Button>
        )}
      </Flex>
      {isOpen && (
        <div className="phrases" role="group" aria-label={t('phrases')}>
          {found.length === 0 ? (
            <span className="quiet">{t('noPhrases')}</span>
          ) : (
            <ol>
              {found.map((each, i) => (
                <li key={each.id ?? `recent-${i}`}>
                  <button type="button" className="phrase" onClick={() => insert(each.text)}>
                    {i < MOST_DIGITS && <kbd>{i + 1}</kbd>} {each.text}
                  </button>
                  {each.id === null ? (
                    <Tag>{t('recentOpinion')}</Tag>
                  ) : (
                    <Button
                      size="small"
                      type="text"
                      icon={<CloseOutlined aria-hidden />}
                      aria-label={t('dropPhrase', { text: each.text })}
                      onClick={() => void drop(each.id!)}
                    />
                  )}
                </li>
              ))}
            </ol>
          )}
        </div>
      )}
    </div>
  )
}
