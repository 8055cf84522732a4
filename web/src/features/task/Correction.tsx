/** What changed since a step saw the case last, and what became of a correction. */
import { Alert } from 'antd'

import { momentText } from '../../design/formats'
import { Corrected, type CorrectedRow, type Fields, type FieldSchema, isSame, untagged } from '../../forms'
import { pick, useLanguage } from '../../i18n'
import { useT } from './messages'
import type { Changes, TaskView } from './queries'

export function Changed({ changes }: { changes: Changes | undefined }) {
  const t = useT()
  if (!changes?.since || changes.changes.length === 0) return null
  const at = changes.since.slice(0, 10)
  return (
    <Alert type="info" showIcon title={t('changedSince', { at, count: changes.changes.length })} style={{ marginBottom: 12 }} />
  )
}

/** The last correction before this step: old → new, and what was left as it was. */
export function Correction({ changes }: { changes: Changes | undefined }) {
  const t = useT()
  const language = useLanguage()
  const correction = changes?.correction
  if (!correction) return null
  const by = correction.asked_by ? pick(language, correction.asked_by) : t('returnedWith')
  const told = { by, asked: momentText(correction.asked_at), sent: momentText(correction.sent_at) }
  return (
    <section className="correction" aria-label={t('correctionDone')}>
      <strong>{t('correctionDone')}</strong>{' '}
      <span className="quiet">{correction.by_applicant ? t('correctionTold', told) : t('correctionToldBureau', told)}</span>
      <Corrected
        label={t('correctionDone')}
        rows={correction.fields.map((each) => ({
          ...each,
          schema: each.json_schema as never,
          old: untagged(each.old),
          new: untagged(each.new),
          isHidden: !each.shown,
          said: each.roster
            ? {
                old: t('rosterRows', { count: each.roster.old_rows }),
                new: `${t('rosterRows', { count: each.roster.new_rows })}${t('rowsDiffer', { count: each.roster.differing })}`,
              }
            : undefined,
        }))}
      />
    </section>
  )
}

/** What is typed so far against what stands in the case. */
export function rowsOf(view: TaskView, typed: Fields): CorrectedRow[] {
  const properties = (view.form?.json_schema['properties'] ?? {}) as Record<string, FieldSchema>
  return view.corrections.map((each) => {
    const old = untagged(view.values[each.field])
    const now = each.field in typed ? typed[each.field] : old
    return { ...each, schema: properties[each.field] ?? {}, old, new: now, changed: !isSame(old, now) }
  })
}
