/** The lines of a money claim, with what each gets and the rules that refused or cut it. */
import { Segmented, Table, Tag } from 'antd'
import { useState } from 'react'

import { Money } from '../../../design/Money'
import { Sideways } from '../../../design/Sideways'
import { Readable, shortText } from '../../../forms'
import { pick, useLanguage } from '../../../i18n'
import { useT } from '../messages'
import { type Claim, type ClaimLine, useClaim } from '../queries'

const PAGE = 50
const LESS = new Set(['refused', 'cut'])
const KINDS = { all: () => true, less: (line: ClaimLine) => LESS.has(line.state), risk: (line: ClaimLine) => line.risks.length > 0 }
type Kind = keyof typeof KINDS

export function ClaimLines({ caseId }: { caseId: string }) {
  const claim = useClaim(caseId)
  if (!claim.data?.claim || claim.data.lines.length === 0) return null
  return <Lines claim={claim.data} />
}

function Lines({ claim }: { claim: Claim }) {
  const t = useT()
  const language = useLanguage()
  const [kind, setKind] = useState<Kind>('all')
  const whys = reasonsByLine(claim.reasons)
  const code = (value: string | null) => shortText(value, {}, '', language)
  const said = (line: number, rule: string) =>
    [...(whys.get(line) ?? []), ...(whys.get(0) ?? [])].find((each) => each.rule === rule)
  const lines = claim.lines.filter(KINDS[kind])
  // Amounts are worked out after the first review; until then nothing is payable, not zero.
  const isComputed = claim.claim?.['state'] !== 'checked'
  const kinds = (Object.keys(KINDS) as Kind[])
    .map((each) => ({ value: each, label: [t(`lines.${each}`), claim.lines.filter(KINDS[each]).length].join(' ') }))
    .filter((each) => each.value === 'all' || claim.lines.some(KINDS[each.value]))
  return (
    <>
      {kinds.length > 1 && (
        <Segmented<Kind> aria-label={t('linesShown')} options={kinds} value={kind} onChange={setKind} style={{ marginBottom: 8 }} />
      )}
      <Sideways label={t('claim')}>
        <Table<ClaimLine>
          size="small"
          rowKey="line"
          dataSource={lines}
          pagination={lines.length > PAGE ? { pageSize: PAGE, showSizeChanger: false } : false}
          className="wide"
          columns={[
            { title: t('line'), dataIndex: 'line', width: 56 },
            { title: t('person'), dataIndex: 'name' },
            { title: t('benefit'), dataIndex: 'benefit', render: code },
            { title: t('level'), dataIndex: 'level', render: code },
            { title: t('claimedYuan'), dataIndex: 'claimed_yuan', align: 'right', render: (value: string) => <Money amount={value} /> },
            ...(isComputed
              ? [{ title: t('payableYuan'), dataIndex: 'payable_yuan', align: 'right' as const, render: (value: string) => <Money amount={value} /> }]
              : []),
            { title: t('lineState'), dataIndex: 'state', render: (value: string) => <Tag color={LESS.has(value) ? 'error' : undefined}>{code(value)}</Tag> },
            {
              title: t('lineRules'),
              render: (_, row) =>
                [
                  ...row.rules.map((rule) => ({ rule, text: said(row.line, rule), isRisk: false })),
                  ...row.risks.map((rule) => ({ rule, text: claim.risks?.[rule], isRisk: true })),
                ].map(({ rule, text, isRisk }) => (
                  <div key={rule}>
                    <Tag color={isRisk ? 'warning' : undefined}>{rule}</Tag>
                    {pick(language, text)}
                  </div>
                )),
            },
          ]}
          summary={() =>
            kind === 'all' && (
              <Table.Summary.Row>
                <Table.Summary.Cell index={0} colSpan={4}>
                  {t('totals')}
                </Table.Summary.Cell>
                <Table.Summary.Cell index={4} align="right">
                  <Money amount={String(claim.claim?.['claimed_yuan'] ?? '')} />
                </Table.Summary.Cell>
                {isComputed && (
                  <Table.Summary.Cell index={5} align="right">
                    <Money amount={String(claim.claim?.['payable_yuan'] ?? '')} />
                  </Table.Summary.Cell>
                )}
                <Table.Summary.Cell index={6} colSpan={2} />
              </Table.Summary.Row>
            )
          }
        />
      </Sideways>
      {(['orders', 'payments', 'notices'] as const).map(
        (part) =>
          claim[part].length > 0 && (
            <div key={part}>
              <h3>{t(part)}</h3>
              <Readable value={claim[part]} />
            </div>
          ),
      )}
    </>
  )
}

interface Why {
  rule: string
  zh: string
  en: string
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
