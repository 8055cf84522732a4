/** What can be done with the ticked tasks together. */
import { Button } from 'antd'
import { useEffect } from 'react'

import { useT } from './messages'

export type BulkVerb = 'complete' | 'claim' | 'release' | 'transfer'
const VERBS: readonly BulkVerb[] = ['complete', 'claim', 'release', 'transfer']
const KEYS: Partial<Record<BulkVerb, string>> = { complete: 'B', claim: 'C' }

interface Props {
  count: number
  most: number
  start: (verb: BulkVerb) => void
  clear: () => void
}

export function BulkBar({ count, most, start, clear }: Props) {
  const t = useT()
  // Whoever ticks will decide: the dialog is there when it is asked for.
  useEffect(() => void import('./BulkDialog'), [])
  return (
    <div className="wb-bulk" role="toolbar" aria-label={t('bulk')}>
      <strong>{t('ticked', { count })}</strong>
      {VERBS.map((verb) => (
        <Button
          key={verb}
          size="small"
          type={verb === 'complete' ? 'primary' : 'default'}
          title={KEYS[verb] && t('hintKey', { key: KEYS[verb] })}
          onClick={() => start(verb)}
        >
          {t(verb)}
        </Button>
      ))}
      <Button size="small" type="text" onClick={clear}>
        {t('untickAll')}
      </Button>
      {count >= most && <span className="wb-faint">{t('tickedMost', { count: most })}</span>}
    </div>
  )
}
