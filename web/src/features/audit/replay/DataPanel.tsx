/** The data as it stood after an entry, by process; what the entry changed is marked. */
import { Tag, Typography } from 'antd'
import { memo, useMemo } from 'react'

import { Empty } from '../../../design/Empty'
import { Value } from './EntryPanel'
import { useT } from './messages'
import { factsOf } from './model/facts'
import type { Tagged } from './model/journal'
import type { Names } from './names'
import { RowTable } from './RowTable'
import { Section } from './Section'
import type { LoadedCase } from './useCase'

interface Row {
  name: string
  value: Tagged
  isNew: boolean
}

interface Props {
  loaded: LoadedCase
  names: Names
  entry: number
}

export const DataPanel = memo(function DataPanel({ loaded, names, entry }: Props) {
  const t = useT()
  const { replay } = loaded
  const scopes = useMemo(() => {
    const changed = new Set(factsOf(replay, entry).changes.map((each) => `${each.scope} ${each.name}`))
    const { variables } = replay.at(entry)
    return [...variables.entries()]
      .sort(([a], [b]) => a - b)
      .filter(([, values]) => Object.keys(values).length > 0)
      .map(([scope, values]) => ({
        scope,
        life: replay.lives.get(scope),
        rows: Object.entries(values).map(
          ([name, value]): Row => ({ name, value, isNew: changed.has(`${scope} ${name}`) }),
        ),
      }))
  }, [replay, entry])
  if (scopes.length === 0) return <Empty title={t('noData')} />
  return (
    <>
      <Typography.Paragraph type="secondary">{t('stoodHint', { entry })}</Typography.Paragraph>
      {scopes.map(({ scope, life, rows }) => (
        <Section
          key={scope}
          title={
            scope === 1 ? t('whole') : life ? names.element(life.process, life.node) : String(scope)
          }
        >
          <RowTable<Row>
            rows={rows}
            keyOf={(row) => row.name}
            columns={[
              { title: t('name'), width: '40%', render: (row) => names.field(row.name) },
              {
                title: t('value'),
                render: (row) => (
                  <>
                    <Value text={names.value(row.value, row.name, life?.process)} />
                    {row.isNew && <Tag color="processing">{t('changedHere')}</Tag>}
                  </>
                ),
              },
            ]}
          />
        </Section>
      ))}
    </>
  )
})
