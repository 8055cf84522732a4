/** Differences in words, grouped; the layout last. One may be chosen and walked through. */
import { MinusCircleOutlined, PlusCircleOutlined, SwapOutlined } from '@ant-design/icons'
import { Button, Flex, theme, Typography } from 'antd'
import { useEffect, useRef } from 'react'

import type { Schemas } from '../../api/client'
import { Empty } from '../../design/Empty'
import { pick, useLanguage } from '../../i18n'
import { useT } from './messages'

const GROUPS = ['flow', 'property', 'table', 'form', 'file', 'layout'] as const
const NAMES = {
  flow: 'gFlow',
  property: 'gProperty',
  table: 'gTable',
  form: 'gForm',
  file: 'gFile',
  layout: 'gLayout',
} as const

interface Props {
  comparison: Schemas['ComparisonOut']
  chosen?: number
  onChoose?: (place: number) => void
  /** Of the headings of the groups. */
  level?: 2 | 3
}

export function Changes({ comparison, chosen, onChoose, level = 3 }: Props) {
  const t = useT()
  if (comparison.changes.length === 0)
    return <Empty title={t('noDifference')} hint={t('noDifferenceHint')} />
  return (
    <Flex vertical gap={12}>
      {GROUPS.map((group) => {
        const listed = comparison.changes.flatMap((change, place) => (change.group === group ? [{ change, place }] : []))
        if (listed.length === 0) return null
        return (
          <section key={group} aria-label={t(NAMES[group])}>
            <Typography.Title level={level} style={{ fontSize: 14, margin: '0 0 4px' }}>
              {t(NAMES[group])} <Typography.Text type="secondary">{listed.length}</Typography.Text>
            </Typography.Title>
            <ul style={{ listStyle: 'none', margin: 0, padding: 0 }}>
              {listed.map(({ change, place }) => (
                <li key={place}>
                  <OneChange
                    change={change}
                    isChosen={chosen === place}
                    {...(onChoose ? { onChoose: () => onChoose(place) } : {})}
                  />
                </li>
              ))}
            </ul>
          </section>
        )
      })}
    </Flex>
  )
}

function OneChange({ change, isChosen, onChoose }: { change: Schemas['DifferenceOut']; isChosen: boolean; onChoose?: () => void }) {
  const language = useLanguage()
  const { token } = theme.useToken()
  const place = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (isChosen) place.current?.scrollIntoView({ block: 'nearest' })
  }, [isChosen])
  const Icon = change.kind === 'added' ? PlusCircleOutlined : change.kind === 'removed' ? MinusCircleOutlined : SwapOutlined
  const color =
    change.kind === 'added' ? token.colorSuccess : change.kind === 'removed' ? token.colorError : token.colorWarning
  const words = (
    <>
      <Icon aria-hidden style={{ color, marginInlineEnd: 8 }} />
      <span style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>{pick(language, change.text)}</span>
    </>
  )
  return (
    <div ref={place}>
      {onChoose ? (
        <Button
          type="text"
          block
          aria-current={isChosen ? 'true' : undefined}
          onClick={onChoose}
          style={{
            height: 'auto',
            minHeight: 28,
            padding: '4px 8px',
            textAlign: 'start',
            justifyContent: 'flex-start',
            whiteSpace: 'normal',
            background: isChosen ? token.controlItemBgActive : undefined,
          }}
        >
          <span>{words}</span>
        </Button>
      ) : (
        <div style={{ padding: '4px 8px' }}>{words}</div>
      )}
    </div>
  )
}
