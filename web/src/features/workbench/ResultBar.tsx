/** What has just been decided; stays ten seconds, longer while the pointer or focus is on it. */
import { CloseOutlined, WarningOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useEffect, useState } from 'react'

import { shortNumber } from './columns'
import { useT } from './messages'

export interface Result {
  key: string
  number: string
  /** What was decided, in words; why not when it was declined. */
  what: string
  /** The server declined it: said until it is read. */
  isDeclined?: boolean
}

const STAYS_MS = 10_000

export function ResultBar({ result, show, close }: { result: Result; show: () => void; close: () => void }) {
  const t = useT()
  const [held, setHeld] = useState(false)
  useEffect(() => {
    if (held || result.isDeclined) return
    const timer = setTimeout(close, STAYS_MS)
    return () => clearTimeout(timer)
    // (a new result begins its own ten seconds)
  }, [held, result])
  return (
    <div
      className="wb-result"
      role={result.isDeclined ? 'alert' : 'status'}
      data-declined={result.isDeclined}
      onPointerEnter={() => setHeld(true)}
      onPointerLeave={() => setHeld(false)}
      onFocus={() => setHeld(true)}
      onBlur={() => setHeld(false)}
    >
      {result.isDeclined && <WarningOutlined aria-hidden />}
      {t(result.isDeclined ? 'declined' : 'decided', { number: shortNumber(result.number), what: result.what })}
      <Button type="link" size="small" onClick={show}>
        {t(result.isDeclined ? 'openAgain' : 'show')}
      </Button>
      <Button
        type="text"
        size="small"
        icon={<CloseOutlined aria-hidden />}
        aria-label={t('dismiss')}
        onClick={close}
      />
    </div>
  )
}
