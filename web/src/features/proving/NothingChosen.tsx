/** A page of proving was opened without saying of what. */
import { Link } from 'react-router'

import { Empty } from '../../design/Empty'
import { useT } from './messages'

export function NothingChosen() {
  const t = useT()
  return <Empty isPage title={t('nothingChosen')} hint={t('nothingChosenHint')} action={<Link to="/bundles">{t('toBundles')}</Link>} />
}
