import { AuditOutlined, ExperimentOutlined } from '@ant-design/icons'
import { lazy } from 'react'

import type { Feature } from '../../app/feature'
import { page } from '../../app/page'
import { DESIGNERS } from '../../app/roles'
import { useNav } from './nav'

export const proving: Feature = {
  id: 'proving',
  routes: [
    {
      path: 'try-outs',
      page: page(() => import('./TryOutsPage')),
      nav: { group: 'design', label: () => useNav.now('tryOuts'), icon: <ExperimentOutlined />, order: 20 },
      roles: DESIGNERS,
    },
    { path: 'try-outs/:sandboxId', page: page(() => import('./TryOutPage')), roles: DESIGNERS, fills: true },
    { path: 'compare', page: page(() => import('./ComparePage')), roles: DESIGNERS },
    { path: 'scenarios', page: page(() => import('./ScenariosPage')), roles: DESIGNERS },
    { path: 'publish', page: page(() => import('./PublishPage')), roles: DESIGNERS },
    {
      path: 'publish-requests',
      page: page(() => import('./PublishRequestsPage')),
      nav: { group: 'design', label: () => useNav.now('publishRequests'), icon: <AuditOutlined />, order: 30, Count: lazy(() => import('./ToSign')) },
      roles: DESIGNERS,
    },
    { path: 'publish-requests/:requestId', page: page(() => import('./PublishRequestPage')), roles: DESIGNERS },
  ],
  beside: lazy(() => import('./Beside')),
}
