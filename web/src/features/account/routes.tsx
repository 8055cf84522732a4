import { lazy } from 'react'

import type { Feature } from '../../app/feature'

export const account: Feature = {
  id: 'account',
  routes: [{ path: 'account', page: lazy(() => import('./AccountPage')) }],
  beside: lazy(() => import('./SessionWatch')),
}
