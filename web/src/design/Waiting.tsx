/** A skeleton, but not before 300 ms: what is quick does not flicker. */
import { Skeleton } from 'antd'
import { useEffect, useState } from 'react'

import { useT } from './messages'

export function Waiting({ rows = 6 }: { rows?: number }) {
  const t = useT()
  const [isSlow, setSlow] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => setSlow(true), 300)
    return () => clearTimeout(timer)
  }, [])
  if (!isSlow) return null
  return (
    <div role="status" aria-label={t('loading')} style={{ padding: 16 }}>
      <Skeleton active title={false} paragraph={{ rows }} />
    </div>
  )
}
