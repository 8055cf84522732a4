import { SwapOutlined } from '@ant-design/icons'

import type { Feature } from '../../../app/feature'
import { page } from '../../../app/page'
import { AUDITORS } from '../../../app/roles'
import { useNav } from './nav'

export const replay: Feature = {
  id: 'replay',
  routes: [
    {
      path: 'audit/cases/:caseId/replay',
      page: page(() => import('./ReplayPage')),
      roles: AUDITORS,
      fills: true,
    },
    {
      path: 'audit/cases/:caseId/integrity',
      page: page(() => import('./IntegrityPage')),
      roles: AUDITORS,
    },
    {
      path: 'audit/compare',
      page: page(() => import('./ComparePage')),
      roles: AUDITORS,
      nav: { group: 'audit', label: () => useNav.now('compare'), icon: <SwapOutlined />, order: 240 },
    },
  ],
}
