/** Recorded reasons to read: a decision table's row with its text and values, or a condition. */
import { Tag } from 'antd'

import { Moment } from '../../design/Moment'
import { Readable, shortText, Vocabulary } from '../../forms'
import { HIT_POLICIES } from '../../forms/vocabulary'
import { pick, useLanguage } from '../../i18n'
import { useT } from './messages'
import type { Reason } from './queries'

export function ReasonCard({ reason }: { reason: Reason }) {
  const t = useT()
  const language = useLanguage()
  return (
    <Vocabulary.Provider value={reason.names}>
    <section className="reason" tabIndex={0} aria-label={reason.decision || pick(language, reason.title)}>
      <header>
        <strong>
          {reason.decision
            ? t('table', { code: reason.decision, title: pick(language, reason.title) })
            : pick(language, reason.title)}
        </strong>{' '}
        {reason.hit_policy && <Tag>{pick(language, HIT_POLICIES[reason.hit_policy]) || reason.hit_policy}</Tag>} <Moment at={reason.at} />
      </header>
      {reason.decision ? (
        <table className="plain-table">
          <thead>
            <tr>
              <th scope="col">{t('rule')}</th>
              {reason.inputs.map((each, i) => (
                <th key={i} scope="col">
                  {each.label || each.expression}
                  <div className="quiet">{valueText(each.value, language)}</div>
                </th>
              ))}
              <th scope="col">{t('result')}</th>
              <th scope="col">{t('source')}</th>
            </tr>
          </thead>
          <tbody>
            {reason.rows.map((row) => (
              <tr key={row.number}>
                <th scope="row">{t('rowN', { n: row.number })}</th>
                {row.conditions.map((each, i) => (
                  <td key={i}>{each === '-' ? <span className="quiet">-</span> : each}</td>
                ))}
                <td>
                  <Readable value={row.output} />
                </td>
                <td>{row.annotations.join('；')}</td>
              </tr>
            ))}
            {reason.rows.length === 0 && (
              <tr>
                <td colSpan={reason.inputs.length + 3}>
                  {t('defaultRow')}: <Readable value={reason.result} />
                </td>
              </tr>
            )}
          </tbody>
        </table>
      ) : (
        <dl className="pairs">
          <div>
            <dt>{t('condition')}</dt>
            <dd>
              <code>{reason.text}</code>
            </dd>
          </div>
          <div>
            <dt>{t('read')}</dt>
            <dd>
              <Readable value={reason.read} />
            </dd>
          </div>
          <div>
            <dt>{t('result')}</dt>
            <dd>
              <Readable value={reason.result} />
            </dd>
          </div>
        </dl>
      )}
    </section>
    </Vocabulary.Provider>
  )
}

function valueText(value: unknown, language: 'zh' | 'en'): string {
  const text = shortText(value, {}, '', language)
  return text.length > 60 ? `${text.slice(0, 60)}…` : text
}
