/** The others of a countersign or a panel, and what they have said so far. */
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
  // Bureaus sign; people who were named one by one, experts say, work on it together.
  const title = others.some((each) => each.groups.length > 0) ? t('signers') : t('together')
  return (
    <section className="signers" aria-label={title}>
      <strong>{title}</strong>
      <ul>
        {others.map((each) => (
          <li key={each.task}>
            {each.groups.map((group) => pick(language, group)).join('、') || pick(language, each.by ?? each.holder)}{' '}
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
