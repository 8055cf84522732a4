/** Two minutes before the session ends: a warning that takes no focus, and one key to stay. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Alert, Button } from 'antd'
import { useEffect, useState } from 'react'

import { api, read } from '../../api/client'
import { announce } from '../../design/announce'
import { useHotkeys } from '../../design/hotkeys'
import { useT } from './messages'

const WARN_SECONDS = 120
/** The server is asked again this often, as another tab may have extended the session. */
const ASK_MS = 60_000

export default function SessionWatch() {
  const t = useT()
  const queries = useQueryClient()
  const session = useQuery({
    queryKey: ['current-session'],
    // By our own clock from the answer on: that of the browser may be wrong, but it runs evenly.
    queryFn: async () => {
      const told = await read(api.GET('/sessions/current'))
      const at = performance.now()
      return { ends: at + told.seconds_left * 1000, endsForGood: at + told.seconds_left_at_most * 1000 }
    },
    refetchInterval: ASK_MS,
    refetchOnWindowFocus: true,
    staleTime: 0,
  })
  const [now, setNow] = useState(() => performance.now())
  const left = session.data ? Math.ceil((session.data.ends - now) / 1000) : Infinity
  const canStay = session.data ? session.data.endsForGood - session.data.ends > 5_000 : false
  const isSoon = left <= WARN_SECONDS && left > 0

  useEffect(() => {
    const timer = setInterval(() => setNow(performance.now()), isSoon ? 1_000 : 5_000)
    return () => clearInterval(timer)
  }, [isSoon])

  const stay = useMutation({
    mutationFn: () => read(api.POST('/sessions/current/extend')),
    onSuccess: () => {
      announce(t('stayed'))
      return queries.invalidateQueries({ queryKey: ['current-session'] })
    },
  })
  useHotkeys([
    {
      id: 'session.stay',
      key: 'Ctrl+Shift+L',
      label: t('stay'),
      inInputs: true,
      enabled: isSoon && canStay,
      run: () => stay.mutate(),
    },
  ])
  useEffect(() => {
    if (isSoon) announce(t('endsSoon'))
  }, [isSoon, t])

  if (!isSoon) return null
  return (
    <Alert
      type="warning"
      showIcon
      title={t('endsSoon')}
      description={<span className="tabular">{t(canStay ? 'endsIn' : 'endsForGood', { seconds: left })}</span>}
      action={
        canStay && (
          <Button type="primary" loading={stay.isPending} onClick={() => stay.mutate()} title="Ctrl+Shift+L">
            {t('stay')}
          </Button>
        )
      }
      style={{ position: 'fixed', insetInlineEnd: 16, bottom: 16, width: 420, maxWidth: 'calc(100vw - 32px)', zIndex: 1500 }}
    />
  )
}
