/** Why it went this way: the rule's text, the values it read, what came out. */
import { Flex, Tag, theme, Typography } from 'antd'

import { useT } from './messages'
import type { Reason } from './model/facts'
import type { Names } from './names'

const KINDS = [
  'condition',
  'decision',
  'assignment',
  'timer',
  'correlation',
  'mapping',
  'script',
  'loop',
  'completion',
] as const

export function ReasonList({ reasons, names }: { reasons: readonly Reason[]; names: Names }) {
  const t = useT()
  const { token } = theme.useToken()
  if (reasons.length === 0) return <Typography.Text type="secondary">{t('noReasons')}</Typography.Text>
  return (
    <Flex vertical gap={8} component="ol" style={{ margin: 0, padding: 0, listStyle: 'none' }}>
      {reasons.map((reason, i) => {
        const kind = KINDS.find((each) => each === reason.what)
        const rules = reason.rules?.table?.rules ?? []
        const isFlow = names.processOf(reason.process)?.flows[reason.subject] !== undefined
        const subject = isFlow ? names.element(reason.process, reason.subject) : names.element(reason.process, reason.node)
        return (
          <li key={i} style={{ borderInlineStart: `3px solid ${token.colorBorder}`, paddingInlineStart: 8 }}>
            <Flex gap={6} wrap align="baseline">
              <Tag>{kind ? t(kind) : reason.what}</Tag>
              <span>{subject}</span>
              <strong>
                {typeof reason.result === 'boolean'
                  ? t(reason.result ? 'holds' : 'fails')
                  : reason.what === 'assignment' && Array.isArray(reason.result)
                    ? reason.result.map((each) => names.group(String(each))).join(t('comma'))
                    : names.value(reason.result)}
              </strong>
            </Flex>
            {reason.text && <code style={{ fontSize: 13, overflowWrap: 'anywhere' }}>{reason.text}</code>}
            {rules.map((rule) => (
              <div key={rule.number}>
                {t('row', { number: rule.number })}
                {(rule.annotations ?? []).map((each) => (
                  <Typography.Text type="secondary" key={each.name}>
                    {' '}
                    {each.text}
                  </Typography.Text>
                ))}
              </div>
            ))}
            {Object.keys(reason.read).length > 0 && (
              <div style={{ color: token.colorTextSecondary, overflowWrap: 'anywhere' }}>
                {t('readValues', {
                  values: Object.entries(reason.read)
                    .map(([name, value]) => `${names.field(name)} = ${names.value(value, name, reason.process)}`)
                    .join(t('semicolon')),
                })}
              </div>
            )}
          </li>
        )
      })}
    </Flex>
  )
}
