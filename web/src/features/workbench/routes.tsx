import { InboxOutlined } from '@ant-design/icons'
import { lazy } from 'react'

import type { Feature } from '../../app/feature'
import { page } from '../../app/page'
import { works } from '../../app/roles'
import { useNav } from './nav'

export const workbench: Feature = {
  id: 'workbench',
  routes: [
    {
      path: 'tasks',
      page: page(() => import('./WorkbenchPage')),
      nav: { group: 'work', label: () => useNav.now('navInbox'), icon: <InboxOutlined />, order: 10 },
      roles: works,
      fills: true,
    },
    { path: 'notices', page: page(() => import('./NoticesPage')) },
  ],
  header: lazy(() => import('./Bell')),
  beside: lazy(() => import('./Beside')),
}
