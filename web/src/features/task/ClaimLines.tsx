/** The lines of a money claim, with what each gets and the rules that refused or cut it. */
import { Table, Tag } from 'antd'

import { Money } from '../../design/Money'
import { Readable, shortText } from '../../forms'
import { pick, useLanguage } from '../../i18n'
import { useT } from './messages'
import { useClaim } from './queries'

interface Line {
  line: number
  name: string
  benefit: string
  level: string | null
  claimed_yuan: string | null
  payable_yuan: string
  state: string
  rules: string[]
  risks: string[]
}

interface Why {
  rule: string
  zh: string
  en: string
}

export function ClaimLines({ caseId }: { caseId: string }) {
  const t = useT()
  const language = useLanguage()
  const claim = useClaim(caseId)
  const found = claim.data as unknown as
    | { claim: Record<string, unknown> | null; lines: Line[]; orders: unknown[]; payments: unknown[]; notices: unknown[]; reasons: unknown }
    | undefined
  if (!found?.claim || found.lines.length === 0) return null
  const whys = reasonsByLine(found.reasons)
  const code = (value: string | null) => shortText(value, {}, '', language)
  return (
    <section aria-label={t('claim')}>
      <h3>{t('claim')}</h3>
      <Table<Line>
        size="small"
        rowKey="line"
        dataSource={found.lines}
        pagination={found.lines.length > 50 ? { pageSize: 50 } : false}
        scroll={{ x: 'max-content' }}
        columns={[
          { title: t('line'), dataIndex: 'line', width: 56 },
          { title: t('person'), dataIndex: 'name' },
          { title: t('benefit'), dataIndex: 'benefit', render: code },
          { title: t('level'), dataIndex: 'level', render: code },
          { title: t('claimedYuan'), dataIndex: 'claimed_yuan', align: 'right', render: (value: string) => <Money amount={value} /> },
          { title: t('payableYuan'), dataIndex: 'payable_yuan', align: 'right', render: (value: string) => <Money amount={value} /> },
          { title: t('lineState'), dataIndex: 'state', render: (value: string) => <Tag color={value === 'refused' ? 'error' : undefined}>{code(value)}</Tag> },
          {
            title: t('lineRules'),
            render: (_, row) => (
              <>
                {row.rules.map((rule) => (
                  <div key={rule}>
                    <Tag>{rule}</Tag>
                    {pick(language, whys.get(row.line)?.find((each) => each.rule === rule) ?? whys.get(0)?.find((each) => each.rule === rule))}
                  </div>
                ))}
              </>
            ),
          },
        ]}
        summary={() => (
          <Table.Summary.Row>
            <Table.Summary.Cell index={0} colSpan={4}>
              {t('totals')}
            </Table.Summary.Cell>
            <Table.Summary.Cell index={4} align="right">
              <Money amount={String(found.claim?.['claimed_yuan'] ?? '')} />
            </Table.Summary.Cell>
            <Table.Summary.Cell index={5} align="right">
              <Money amount={String(found.claim?.['payable_yuan'] ?? '')} />
            </Table.Summary.Cell>
            <Table.Summary.Cell index={6} colSpan={2} />
          </Table.Summary.Row>
        )}
      />
      {(['orders', 'payments', 'notices'] as const).map(
        (part) =>
          found[part].length > 0 && (
            <div key={part}>
              <h3>{t(part)}</h3>
              <Readable value={found[part]} />
            </div>
          ),
      )}
    </section>
  )
}

/** Line number → its reasons, whatever shape the document of reasons has. */
function reasonsByLine(document: unknown): Map<number, Why[]> {
  const found = new Map<number, Why[]>()
  const put = (line: number, why: unknown) => {
    if (why && typeof why === 'object' && 'rule' in why) found.set(line, [...(found.get(line) ?? []), why as Why])
  }
  const walk = (part: unknown, line: number) => {
    if (Array.isArray(part)) for (const each of part) walk(each, line)
    else if (part && typeof part === 'object') {
      const at = typeof (part as { line?: unknown }).line === 'number' ? (part as { line: number }).line : line
      put(at, part)
      for (const [key, each] of Object.entries(part)) walk(each, /^\d+$/.test(key) ? Number(key) : at)
    }
  }
  walk(document, 0)
  return found
}
