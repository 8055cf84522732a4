/** The data as it stands, with what this step changed. */
import { Switch, Table, Tag } from 'antd'
import { useState } from 'react'

import type { Schemas } from '../../../api/client'
import { Readable } from '../../../forms'
import { pick, useLanguage } from '../../../i18n'
import { useT } from '../messages'
import { nameOfElement, type Process, type View } from '../TryOutPage'

type Variable = Schemas['SandboxVariableOut']
const WORDS = { new: 'isNew', changed: 'isChanged', gone: 'isGone' } as const
const COLORS = { new: 'success', changed: 'warning', gone: 'error' } as const

export function Data({ view, processes }: { view: View; processes: readonly Process[] }) {
  const t = useT()
  const language = useLanguage()
  const [isShort, setShort] = useState(false)
  const rows = view.variables.filter((each) => !isShort || each.change !== 'same')
  return (
    <>
      <label>
        <Switch size="small" checked={isShort} onChange={setShort} aria-label={t('onlyChanged')} /> {t('onlyChanged')}
      </label>
      <Table<Variable>
        size="small"
        tableLayout="fixed"
        style={{ marginTop: 8 }}
        rowKey={(row) => `${row.scope} ${row.name}`}
        dataSource={rows}
        pagination={rows.length > 200 ? { pageSize: 200 } : false}
        locale={{ emptyText: isShort ? t('nothingChanged') : t('noData') }}
        columns={[
          {
            title: t('variable'),
            width: '42%',
            render: (_, row) => (
              <div style={{ overflowWrap: 'anywhere' }}>
                {pick(language, view.labels[row.name]) || row.name}
                {row.change !== 'same' && (
                  <Tag color={COLORS[row.change as keyof typeof COLORS]} style={{ marginInlineStart: 6 }}>
                    {t(WORDS[row.change as keyof typeof WORDS])}
                  </Tag>
                )}
                {view.labels[row.name] && <div className="quiet">{row.name}</div>}
                {row.element && <div className="quiet">{nameOfElement(processes, row.process, row.element, language)}</div>}
              </div>
            ),
          },
          {
            title: t('value'),
            render: (_, row) => (
              <div style={{ overflowWrap: 'anywhere' }}>
                {row.change !== 'gone' && <Readable value={row.value} name={row.name} />}
                {(row.change === 'changed' || row.change === 'gone') && (
                  <div className="quiet">
                    {t('before')}：<Readable value={row.before} name={row.name} isShort />
                  </div>
                )}
              </div>
            ),
          },
        ]}
      />
    </>
  )
}
