/** Whom to hand the task to, with what they have to do already and why somebody cannot take it. */
import { Radio, Tag } from 'antd'

import { Failure } from '../../design/Failure'
import { Waiting } from '../../design/Waiting'
import { pick, useLanguage } from '../../i18n'
import { useT } from './messages'
import { useCandidates } from './queries'

interface Props {
  caseId: string
  task: number
  value: string
  onChange: (person: string, name: string) => void
}

export function Transfer({ caseId, task, value, onChange }: Props) {
  const t = useT()
  const language = useLanguage()
  const candidates = useCandidates(caseId, task, true)
  if (candidates.error) return <Failure problem={candidates.error} retry={() => void candidates.refetch()} />
  if (!candidates.data) return <Waiting rows={2} />
  if (candidates.data.length === 0) return <p className="quiet">{t('noCandidates')}</p>
  return (
    <Radio.Group
      value={value || undefined}
      aria-label={t('transferTo')}
      onChange={(event) => {
        const chosen = candidates.data.find((each) => each.person === event.target.value)
        if (chosen) onChange(chosen.person, pick(language, chosen.name))
      }}
      style={{ display: 'flex', flexDirection: 'column', gap: 4, maxHeight: 220, overflow: 'auto' }}
    >
      {candidates.data.map((each) => (
        <Radio key={each.person} value={each.person} disabled={!each.allowed}>
          {pick(language, each.name)}{' '}
          <span className="quiet">
            {each.groups.map((group) => pick(language, group)).join('、')} ·{' '}
            {t('openTasks', { open: each.open_tasks, overdue: each.overdue })}
          </span>
          {each.reason && <Tag style={{ marginInlineStart: 6 }}>{pick(language, each.reason)}</Tag>}
        </Radio>
      ))}
    </Radio.Group>
  )
}
