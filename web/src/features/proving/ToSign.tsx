/** How many requests wait for the reader's signature, beside an entry of the menu. */
import { useToMe } from './toMe'
import { useWords } from './words'

export default function ToSign() {
  const t = useWords()
  const count = useToMe().filter((each) => each.may_sign).length
  if (count === 0) return null
  return (
    <span className="menu-count" title={t('toSign', { count })}>
      <span aria-hidden>{count}</span>
      <span className="unseen">{t('toSign', { count })}</span>
    </span>
  )
}
