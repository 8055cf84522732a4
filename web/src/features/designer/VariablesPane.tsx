/** 变量: who writes and who reads each, a way there, and example data for expressions. */
import { Button, Flex, Input, Typography } from 'antd'
import { useEffect, useState } from 'react'

import type { Schemas } from '../../api/client'
import { Failure } from '../../design/Failure'
import { Waiting } from '../../design/Waiting'
import { pick, useLanguage } from '../../i18n'
import type { Drafts } from './drafts'
import { examples, readExample, setExample } from './feel/examples'
import { useT } from './messages'
import type { OutlineQuery } from './useChecks'

type Variable = Schemas['DraftVariableOut']

export function VariablesPane(props: {
  outline: OutlineQuery
  drafts: Drafts
  onGo: (path: string, element: string) => void
}) {
  const t = useT()
  const language = useLanguage()
  const { outline } = props
  if (outline.isPending) return <Waiting rows={4} />
  if (outline.error && !outline.data)
    return <Failure problem={outline.error} retry={() => void outline.refetch()} />
  const own = (outline.data?.variables ?? []).filter((each) => !each.implicit)
  const names = new Map((outline.data?.steps ?? []).map((each) => [each.id, each.name]))
  return (
    <section className="hq-variables" aria-label={t('variables')}>
      <Typography.Text type="secondary">{t('variablesHint')}</Typography.Text>
      <ul>
        {own.map((each) => (
          <li key={each.name}>
            <Flex gap={8} align="baseline" wrap>
              <Typography.Text strong code>
                {each.name}
              </Typography.Text>
              <span>{pick(language, each.label)}</span>
              <Typography.Text type="secondary">{each.type}</Typography.Text>
            </Flex>
            <Uses kind="writers" variable={each} names={names} onGo={props.onGo} />
            <Uses kind="readers" variable={each} names={names} onGo={props.onGo} />
          </li>
        ))}
      </ul>
      <Example drafts={props.drafts} />
    </section>
  )
}

function Uses(props: {
  kind: 'writers' | 'readers'
  variable: Variable
  names: ReadonlyMap<string, string>
  onGo: (path: string, element: string) => void
}) {
  const t = useT()
  const uses = props.variable[props.kind]
  const none = props.kind === 'writers' ? t('neverWritten') : t('neverRead')
  return (
    <div className="hq-uses">
      <Typography.Text type="secondary">{t(props.kind)}</Typography.Text>{' '}
      {uses.length === 0 && (
        <Typography.Text type={props.kind === 'writers' ? 'warning' : 'secondary'}>{none}</Typography.Text>
      )}
      {uses.slice(0, 12).map((each, i) => (
        <Button
          key={i}
          type="link"
          size="small"
          title={each.text || each.how}
          onClick={() => props.onGo(each.file, each.element)}
        >
          {props.names.get(each.element) || each.element}
        </Button>
      ))}
    </div>
  )
}

function Example({ drafts }: { drafts: Drafts }) {
  const t = useT()
  const [text, setText] = useState(() => examples(drafts.id))
  const isWrong = text.trim() !== '' && readExample(text) === null
  useEffect(() => setExample(drafts.id, text), [drafts.id, text])
  return (
    <Flex vertical gap={4} style={{ marginTop: 12 }}>
      <label htmlFor="hq-example">
        <Typography.Text strong>{t('example')}</Typography.Text>
      </label>
      <Typography.Text type="secondary">{t('exampleHint')}</Typography.Text>
      <Input.TextArea
        id="hq-example"
        rows={6}
        status={isWrong ? 'error' : undefined}
        value={text}
        placeholder={'{ "amount_yuan": 1409.5 }'}
        onChange={(event) => setText(event.target.value)}
        spellCheck={false}
      />
      {isWrong && <Typography.Text type="danger">{t('exampleWrong')}</Typography.Text>}
    </Flex>
  )
}
