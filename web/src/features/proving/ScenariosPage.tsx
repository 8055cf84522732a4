/** The scenarios of a version: play them and see expected beside found. */

import { LinkButton } from '../../design/LinkButton'
import { PageHead } from '../../design/PageHead'
import { useT } from './messages'
import { NothingChosen } from './NothingChosen'
import { ScenarioResults } from './ScenarioResults'
import { query, useSubject } from './subject'

export default function ScenariosPage() {
  const t = useT()
  const subject = useSubject()
  if (!subject) return <NothingChosen />
  return (
    <>
      <PageHead
        title={t('scenarios')}
        hint={t('scenariosHint')}
        actions={
          <LinkButton to={`/try-outs?${query(subject)}`}>{t('tryThis')}</LinkButton>
        }
      />
      <ScenarioResults subject={subject} />
    </>
  )
}
