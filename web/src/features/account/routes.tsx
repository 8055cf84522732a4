import { lazy } from 'react'

import type { Feature } from '../../app/feature'
import { page } from '../../app/page'

export const account: Feature = {
  id: 'account',
  routes: [{ path: 'account', page: page(() => import('./AccountPage')) }],
  beside: lazy(() => import('./SessionWatch')),
}
