import { ExperimentOutlined, FileSearchOutlined } from '@ant-design/icons'
import { lazy } from 'react'

import type { Feature } from '../../app/feature'
import { AUDITORS, HEADS } from '../../app/roles'
import { useNav } from './nav'

export const auditFind: Feature = {
  id: 'audit-find',
  routes: [
    {
      path: 'audit/cases',
      page: lazy(() => import('./FindCasesPage')),
      roles: [...AUDITORS, ...HEADS],
      nav: { group: 'audit', label: () => useNav.now('title'), icon: <FileSearchOutlined />, order: 300 },
    },
    {
      path: 'audit/samples',
      page: lazy(() => import('./samples/SamplesPage')),
      roles: AUDITORS,
      nav: { group: 'audit', label: () => useNav.now('samplesTitle'), icon: <ExperimentOutlined />, order: 310 },
    },
    { path: 'audit/samples/new', page: lazy(() => import('./samples/PlanPage')), roles: AUDITORS },
    { path: 'audit/samples/:sampleId', page: lazy(() => import('./samples/SamplePage')), roles: AUDITORS },
  ],
}
