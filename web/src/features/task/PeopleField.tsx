/** Somebody, or several, chosen by name among those who hold the role that the field asks for. */
import { Select } from 'antd'
import { createContext, useContext } from 'react'

import { messageOf } from '../../design/Failure'
import type { WidgetProps } from '../../forms'
import { pick, useLanguage } from '../../i18n'
import { useT } from './messages'
import { useFieldPeople } from './queries'

/** The task whose form it is. */
export const TaskOfForm = createContext<{ caseId: string; task: number }>({ caseId: '', task: 0 })

export function PeopleField(props: WidgetProps) {
  const t = useT()
  const language = useLanguage()
  const { caseId, task } = useContext(TaskOfForm)
  const people = useFieldPeople(caseId, task, props.name)
  const isMany = props.schema.type === 'array' || (Array.isArray(props.schema.type) && props.schema.type.includes('array'))
  const options = (people.data ?? []).map((each) => ({
    value: each.person,
    label: pick(language, each.name),
    // Found by both names and by the id as well.
    words: `${each.name.zh} ${each.name.en} ${each.person}`.toLowerCase(),
    more: [pick(language, each.organisation), t('openCount', { count: each.open_tasks })].join(' · '),
  }))
  return (
    <>
      <Select
        id={props.id}
        aria-describedby={props.describedBy}
        aria-invalid={props.isWrong}
        aria-required={props.isRequired}
        status={props.isWrong ? 'error' : undefined}
        mode={isMany ? 'multiple' : undefined}
        showSearch={{ filterOption: (typed, option) => option?.words.includes(typed.trim().toLowerCase()) ?? false }}
        allowClear={!props.isRequired}
        loading={people.isPending}
        placeholder={t('choosePeople')}
        notFoundContent={t('nobodyInPost')}
        style={{ width: '100%' }}
        value={props.value ?? undefined}
        onChange={(value) => props.onChange(value)}
        onBlur={props.onBlur}
        options={options}
        optionRender={(option) => (
          <>
            {option.data.label} <span className="quiet">{option.data.more}</span>
          </>
        )}
      />
      {people.error && <div className="field-error">{messageOf(people.error)}</div>}
    </>
  )
}
