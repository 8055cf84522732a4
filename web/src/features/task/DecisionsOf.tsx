/** The decision tables that a case has asked, with the rows that matched. */
import { Failure } from '../../design/Failure'
import { Waiting } from '../../design/Waiting'
import { useT } from './messages'
import { useDecisions } from './queries'
import { ReasonCard } from './Reasons'

export function DecisionsOf({ caseId }: { caseId: string }) {
  const t = useT()
  const decisions = useDecisions(caseId, true)
  if (decisions.error) return <Failure problem={decisions.error} retry={() => void decisions.refetch()} />
  if (!decisions.data) return <Waiting rows={4} />
  if (decisions.data.length === 0) return <p className="quiet">{t('noDecisions')}</p>
  return decisions.data.map((each, i) => <ReasonCard key={i} reason={each} />)
}
