/** The others of a countersign and what they have said so far. */
import { Tag } from 'antd'

import { pick, useLanguage } from '../../i18n'
import { useT } from './messages'
import { type HistoryStep, useHistory } from './queries'

export function Signers({ caseId, task }: { caseId: string; task: number }) {
  const t = useT()
  const language = useLanguage()
  const history = useHistory(caseId)
  const others = signersBeside(history.data?.steps ?? [], task)
  if (others.length === 0) return null
  return (
    <section className="signers" aria-label={t('signers')}>
      <strong>{t('signers')}</strong>
      <ul>
        {others.map((each) => (
          <li key={each.task}>
            {each.groups.map((group) => pick(language, group)).join('、') || (each.by && pick(language, each.by))}{' '}
            {each.outcome_label ? (
              <Tag color={each.outcome === 'disagree' ? 'error' : 'success'}>{pick(language, each.outcome_label)}</Tag>
            ) : (
              <Tag>{each.state === 'cancelled' ? t('cancelled') : t('waiting')}</Tag>
            )}
            {each.opinion && <span>{each.opinion}</span>}
          </li>
        ))}
      </ul>
    </section>
  )
}

/** Steps that were opened together with this one, by the same element. */
export function signersBeside(steps: readonly HistoryStep[], task: number): HistoryStep[] {
  const own = steps.find((each) => each.task === task)
  if (!own) return []
  return steps.filter(
    (each) =>
      each.task !== task &&
      each.element === own.element &&
      each.process === own.process &&
      each.opened_at === own.opened_at,
  )
}
