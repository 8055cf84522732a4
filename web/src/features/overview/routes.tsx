import { BarChartOutlined } from '@ant-design/icons'

import type { Feature } from '../../app/feature'
import { page } from '../../app/page'
import { AUDITORS, HEADS } from '../../app/roles'
import { useNav } from './nav'

export const overview: Feature = {
  id: 'overview',
  routes: [
    {
      path: 'overview',
      page: page(() => import('./OverviewPage')),
      roles: [...HEADS, ...AUDITORS],
      nav: { group: 'audit', label: () => useNav.now('title'), icon: <BarChartOutlined />, order: 305 },
    },
  ],
}
