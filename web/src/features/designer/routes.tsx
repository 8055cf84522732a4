import { ApartmentOutlined } from '@ant-design/icons'
import { lazy } from 'react'

import type { Feature } from '../../app/feature'
import { DESIGNERS } from '../../app/roles'
import { useNav } from './nav'

export const designer: Feature = {
  id: 'designer',
  routes: [
    {
      path: 'bundles',
      page: lazy(() => import('./BundlesPage')),
      nav: {
        group: 'design',
        label: () => useNav.now('bundles'),
        icon: <ApartmentOutlined />,
        order: 10,
      },
      roles: DESIGNERS,
    },
    {
      path: 'workspaces/:workspaceId',
      page: lazy(() => import('./WorkspacePage')),
      roles: DESIGNERS,
      fills: true,
    },
  ],
}
