/** Somebody, or several, chosen by name among those who hold the role that the field asks for. */
import { createContext, useContext } from 'react'

import { ByName, type WidgetProps } from '../../forms'
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
  const choices = people.data?.map((each) => ({
    value: each.person,
    label: pick(language, each.name),
    words: `${each.name.zh} ${each.name.en} ${each.person}`.toLowerCase(),
    more: [pick(language, each.organisation), t('openCount', { count: each.open_tasks })].join(' · '),
  }))
  return (
    <ByName
      {...props}
      choices={choices}
      error={people.error}
      none={t('nobodyInPost')}
      placeholder={t('choosePeople')}
    />
  )
}
