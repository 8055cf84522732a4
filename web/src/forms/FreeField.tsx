/**
 * Data whose parts no form names (`{}` in a schema): written as JSON or taken from a file, checked
 * as one types, with the place of what cannot be read, and shown below as it will be read.
 */
import { Button, Flex, Input } from 'antd'
import { useRef, useState } from 'react'

import { common, type WidgetProps } from './widget'
import { jsonOf } from './json'
import { useT } from './messages'
import { Readable } from './Readable'

/** More than this is no longer typed by anybody, and would be slow to show. */
const MOST_SHOWN = 20_000

export function FreeField(props: WidgetProps) {
  const t = useT()
  const { id, schema, value, onChange, describedBy } = props
  const input = useRef<HTMLInputElement>(null)
  const [text, setText] = useState(() => textOf(value))
  const found = jsonOf(text)

  function type(next: string) {
    setText(next)
    const read = jsonOf(next)
    // What cannot be read yet is kept as it was typed: a draft is saved right or wrong.
    onChange(next.trim() === '' ? undefined : 'value' in read ? read.value : next)
  }

  return (
    <>
      <div id={`${id}-how`} className="field-help">
        {t('freeHint')} <code>{'{"…": "…", "…": 12.50}'}</code>
      </div>
      <Input.TextArea
        {...common({ ...props, describedBy: [`${id}-how`, `${id}-place`, describedBy].filter(Boolean).join(' ') })}
        autoSize={{ minRows: 4, maxRows: 16 }}
        spellCheck={false}
        style={{ fontFamily: 'ui-monospace, monospace, "Noto Sans SC Variable"' }}
        value={text}
        onChange={(event) => type(event.target.value)}
        onBlur={props.onBlur}
      />
      <div id={`${id}-place`} className="field-error" role="status">
        {'line' in found && text.trim() !== '' && t('unreadable', { line: found.line, column: found.column })}
      </div>
      <Flex gap={8} style={{ margin: '4px 0' }}>
        <input
          ref={input}
          type="file"
          accept=".json,application/json"
          className="unseen"
          tabIndex={-1}
          aria-hidden="true"
          onChange={(event) => {
            void event.target.files?.[0]?.text().then(type)
            event.target.value = ''
          }}
        />
        <Button size="small" onClick={() => input.current?.click()}>
          {t('freeFile')}
        </Button>
        <Button
          size="small"
          disabled={!('value' in found)}
          onClick={() => 'value' in found && type(JSON.stringify(found.value, null, 2))}
        >
          {t('freeTidy')}
        </Button>
      </Flex>
      {'value' in found && text.length <= MOST_SHOWN && (
        <section aria-label={t('freeReads')} className="field-group" style={{ paddingBottom: 12 }}>
          <Readable value={found.value} schema={schema} />
        </section>
      )}
    </>
  )
}

function textOf(value: unknown): string {
  if (value === undefined || value === null) return ''
  return typeof value === 'string' ? value : JSON.stringify(value, null, 2)
}
