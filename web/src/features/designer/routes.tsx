import { ApartmentOutlined } from '@ant-design/icons'

import type { Feature } from '../../app/feature'
import { page } from '../../app/page'
import { DESIGNERS } from '../../app/roles'
import { useNav } from './nav'

export const designer: Feature = {
  id: 'designer',
  routes: [
    {
      path: 'bundles',
      page: page(() => import('./BundlesPage')),
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
      page: page(() => import('./WorkspacePage')),
      roles: DESIGNERS,
      fills: true,
    },
  ],
}
