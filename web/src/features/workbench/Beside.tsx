/** Beside every page: the event stream, the keys that go elsewhere, help and the palette. */
import { lazy, Suspense, useState } from 'react'
import { useNavigate } from 'react-router'

import { useHotkeys } from '../../design/hotkeys'
import { useLive } from './live'
import { useT } from './messages'

const Help = lazy(() => import('./Help'))
const Palette = lazy(() => import('./Palette'))

export default function Beside() {
  const t = useT()
  const go = useNavigate()
  const [shown, setShown] = useState<'help' | 'palette' | null>(null)
  useLive()
  const close = () => setShown(null)
  useHotkeys([
    { id: 'go.inbox', key: 'G I', group: t('keysTitle'), label: t('goInbox'), run: () => void go('/tasks') },
    {
      id: 'go.done',
      key: 'G D',
      group: t('keysTitle'),
      label: t('goDone'),
      run: () => void go('/tasks?tab=done'),
    },
    {
      id: 'go.search',
      key: 'G S',
      group: t('keysTitle'),
      label: t('goSearch'),
      run: () => void go('/tasks?tab=bureau', { state: { search: true } }),
    },
    { id: 'help', key: '?', group: t('keysTitle'), label: t('help'), run: () => setShown('help') },
    {
      id: 'palette',
      key: 'Ctrl+K',
      group: t('keysTitle'),
      label: t('palette'),
      inInputs: true,
      run: () => setShown('palette'),
    },
  ])
  return (
    <Suspense fallback={null}>
      {shown === 'help' && <Help close={close} />}
      {shown === 'palette' && <Palette close={close} />}
    </Suspense>
  )
}
