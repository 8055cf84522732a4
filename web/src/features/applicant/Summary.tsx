/** What was filled in, to be checked before it is sent; rosters by their size. */
import { Facts, type Fields, type FormDocument } from '../../forms'
import { pick, useLanguage } from '../../i18n'
import { useT } from './messages'
import type { KeptSheet } from './roster/RosterField'

interface Props {
  form: FormDocument
  answers: Fields
  sheets: Record<string, KeptSheet>
  names: readonly string[]
  /** A line of the page itself. */
  first?: readonly [label: string, value: string]
}

export function Summary({ form, answers, sheets, names, first }: Props) {
  const t = useT()
  const language = useLanguage()
  const rosters = names.flatMap((name) => {
    const sheet = sheets[name]
    if (!sheet || answers[name] === undefined) return []
    const rows = sheet.rows.filter((row) => row.some(Boolean)).length
    return [{ name, label: pick(language, form.json_schema.properties[name]?.['x-label']) || name, rows }]
  })
  return (
    <>
      {(first || rosters.length > 0) && (
        <dl className="facts" style={{ marginBottom: 12 }}>
          {first && (
            <div>
              <dt>{first[0]}</dt>
              <dd>{first[1]}</dd>
            </div>
          )}
          {rosters.map((each) => (
            <div key={each.name}>
              <dt>{each.label}</dt>
              <dd>{t('rosterOf', { count: each.rows })}</dd>
            </div>
          ))}
        </dl>
      )}
      <Facts
        form={form}
        values={answers}
        names={names.filter((name) => !rosters.some((each) => each.name === name))}
      />
    </>
  )
}
