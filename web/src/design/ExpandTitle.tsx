/** What the column of a table is called whose cells open a row; only read aloud. */
import { useT } from './messages'

export function ExpandTitle() {
  const t = useT()
  return <span className="unseen">{t('details')}</span>
}
