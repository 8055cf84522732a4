import { ExperimentOutlined, FileSearchOutlined } from '@ant-design/icons'

import type { Feature } from '../../app/feature'
import { page } from '../../app/page'
import { AUDITORS, HEADS } from '../../app/roles'
import { useNav } from './nav'

export const auditFind: Feature = {
  id: 'audit-find',
  routes: [
    {
      path: 'audit/cases',
      page: page(() => import('./FindCasesPage')),
      roles: [...AUDITORS, ...HEADS],
      nav: { group: 'audit', label: () => useNav.now('title'), icon: <FileSearchOutlined />, order: 300 },
    },
    {
      path: 'audit/samples',
      page: page(() => import('./samples/SamplesPage')),
      roles: AUDITORS,
      nav: { group: 'audit', label: () => useNav.now('samplesTitle'), icon: <ExperimentOutlined />, order: 310 },
    },
    { path: 'audit/samples/new', page: page(() => import('./samples/PlanPage')), roles: AUDITORS },
    { path: 'audit/samples/:sampleId', page: page(() => import('./samples/SamplePage')), roles: AUDITORS },
  ],
}
