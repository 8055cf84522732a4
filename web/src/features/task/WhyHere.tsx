/** Why is this with me: one sentence from recorded reasons, the rule one click away. */
import { InfoCircleOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useState } from 'react'

import { Failure } from '../../design/Failure'
import { pick, useLanguage } from '../../i18n'
import { useT } from './messages'
import { useWhy } from './queries'
import { ReasonCard } from './Reasons'

export function WhyHere({ caseId, task, isMine }: { caseId: string; task: number; isMine: boolean }) {
  const t = useT()
  const language = useLanguage()
  const why = useWhy(caseId, task)
  const [isOpen, setOpen] = useState(false)
  if (why.error && !why.data) return <Failure problem={why.error} retry={() => void why.refetch()} />
  if (!why.data) return null
  const reasons = why.data.parts.flatMap((each) => each.reasons)
  return (
    <section className="why" aria-label={isMine ? t('whyMe') : t('whyHere')}>
      <InfoCircleOutlined aria-hidden /> <span className="quiet">{isMine ? t('whyMe') : t('whyHere')}</span>{' '}
      {pick(language, why.data.sentence)}{' '}
      {reasons.length > 0 && (
        <Button size="small" aria-expanded={isOpen} onClick={() => setOpen((was) => !was)}>
          {isOpen ? t('hideRule') : t('showRule')}
        </Button>
      )}
      {isOpen && reasons.map((each, i) => <ReasonCard key={i} reason={each} />)}
    </section>
  )
}
