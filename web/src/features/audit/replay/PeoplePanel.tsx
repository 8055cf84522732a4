/** Who took part; a name leads to the next entry by that person. */
import { Button, Flex, Typography } from 'antd'
import { useMemo } from 'react'

import { useT } from './messages'
import type { Names } from './names'
import type { LoadedCase } from './useCase'

interface Props {
  loaded: LoadedCase
  names: Names
  entry: number
  onSeekAmong: (entries: readonly number[]) => void
}

export function PeoplePanel({ loaded: { replay }, names, entry, onSeekAmong }: Props) {
  const t = useT()
  const people = useMemo(() => {
    const found = new Map<string, number[]>()
    for (const { entry: n, document } of replay.entries) {
      const who = document.actor.system ? 'system' : document.actor.user
      found.set(who, [...(found.get(who) ?? []), n])
    }
    return [...found.entries()]
  }, [replay])
  return (
    <>
      <Typography.Paragraph type="secondary">{t('peopleHint')}</Typography.Paragraph>
      <Flex vertical component="ul" style={{ margin: 0, padding: 0, listStyle: 'none' }}>
        {people.map(([who, entries]) => (
          <li key={who}>
            <Button
              type={entries.includes(entry) ? 'primary' : 'text'}
              ghost={entries.includes(entry)}
              aria-current={entries.includes(entry) || undefined}
              onClick={() => onSeekAmong(entries)}
              style={{ width: '100%', justifyContent: 'space-between' }}
            >
              <span>{who === 'system' ? t('system') : names.person(who)}</span>
              <Typography.Text type="secondary">{t('times', { count: entries.length })}</Typography.Text>
            </Button>
          </li>
        ))}
      </Flex>
    </>
  )
}
