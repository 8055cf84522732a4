/** What is claimed for whom: the lines with what each gets, and the roster as it was filed. */
import { Segmented } from 'antd'
import { useState } from 'react'

import { useT } from '../messages'
import { ClaimLines } from './ClaimLines'
import { RosterTable } from './RosterTable'

export interface LinesProps {
  caseId: string
  /** Whether lines were computed. */
  hasLines: boolean
  /** Reference of the roster, where the reader sees it. */
  roster: string
}

export function LinesTab({ caseId, hasLines, roster }: LinesProps) {
  const t = useT()
  const [chosen, setChosen] = useState<boolean>()
  const isFiled = chosen ?? !hasLines
  return (
    <>
      {hasLines && roster && (
        <Segmented<boolean>
          aria-label={t('linesOrRoster')}
          options={[
            { value: false, label: t('claim') },
            { value: true, label: t('asFiled') },
          ]}
          value={isFiled}
          onChange={setChosen}
          style={{ marginBottom: 8 }}
        />
      )}
      {roster && isFiled ? <RosterTable caseId={caseId} roster={roster} /> : <ClaimLines caseId={caseId} />}
    </>
  )
}
