import { SwapOutlined } from '@ant-design/icons'
import { lazy } from 'react'

import type { Feature } from '../../../app/feature'
import { AUDITORS } from '../../../app/roles'
import { useNav } from './nav'

export const replay: Feature = {
  id: 'replay',
  routes: [
    {
      path: 'audit/cases/:caseId/replay',
      page: lazy(() => import('./ReplayPage')),
      roles: AUDITORS,
      fills: true,
    },
    {
      path: 'audit/cases/:caseId/integrity',
      page: lazy(() => import('./IntegrityPage')),
      roles: AUDITORS,
    },
    {
      path: 'audit/compare',
      page: lazy(() => import('./ComparePage')),
      roles: AUDITORS,
      nav: { group: 'audit', label: () => useNav.now('compare'), icon: <SwapOutlined />, order: 240 },
    },
  ],
}
