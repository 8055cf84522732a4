import {
  AlertOutlined,
  ApartmentOutlined,
  CalendarOutlined,
  FileProtectOutlined,
  HeartOutlined,
  HistoryOutlined,
  KeyOutlined,
  SolutionOutlined,
  TeamOutlined,
} from '@ant-design/icons'
import { lazy } from 'react'

import type { Feature } from '../../app/feature'
import { ADMINISTRATORS, OPERATORS } from '../../app/roles'
import { useNav } from './nav'

const BOTH = [...ADMINISTRATORS, ...OPERATORS]

export const admin: Feature = {
  id: 'admin',
  routes: [
    {
      path: 'people',
      page: lazy(() => import('./people/PeoplePage')),
      roles: ADMINISTRATORS,
      nav: { group: 'admin', label: () => useNav.now('people'), icon: <TeamOutlined />, order: 600 },
    },
    {
      path: 'people/:person',
      page: lazy(() => import('./people/PersonPage')),
      roles: ADMINISTRATORS,
    },
    {
      path: 'roles',
      page: lazy(() => import('./roles/RolesPage')),
      roles: ADMINISTRATORS,
      nav: { group: 'admin', label: () => useNav.now('roles'), icon: <SolutionOutlined />, order: 610 },
    },
    {
      path: 'organisations',
      page: lazy(() => import('./organisations/OrganisationsPage')),
      roles: ADMINISTRATORS,
      nav: { group: 'admin', label: () => useNav.now('organisations'), icon: <ApartmentOutlined />, order: 620 },
    },
    {
      path: 'calendars',
      page: lazy(() => import('./calendars/CalendarsPage')),
      roles: ADMINISTRATORS,
      nav: { group: 'admin', label: () => useNav.now('calendars'), icon: <CalendarOutlined />, order: 630 },
    },
    {
      path: 'entrustments',
      page: lazy(() => import('./entrustments/EntrustmentsPage')),
      roles: ADMINISTRATORS,
      nav: { group: 'admin', label: () => useNav.now('entrustments'), icon: <FileProtectOutlined />, order: 640 },
    },
    {
      path: 'tokens',
      page: lazy(() => import('./tokens/TokensPage')),
      roles: ADMINISTRATORS,
      nav: { group: 'admin', label: () => useNav.now('tokens'), icon: <KeyOutlined />, order: 650 },
    },
    {
      path: 'incidents',
      page: lazy(() => import('./incidents/IncidentsPage')),
      roles: OPERATORS,
      nav: { group: 'admin', label: () => useNav.now('incidents'), icon: <AlertOutlined />, order: 660 },
    },
    {
      path: 'incidents/:incidentCase/:instance',
      page: lazy(() => import('./incidents/IncidentPage')),
      roles: OPERATORS,
    },
    {
      path: 'health',
      page: lazy(() => import('./health/HealthPage')),
      roles: BOTH,
      nav: { group: 'admin', label: () => useNav.now('health'), icon: <HeartOutlined />, order: 670 },
    },
    {
      path: 'changes',
      page: lazy(() => import('./changes/ChangesPage')),
      roles: ADMINISTRATORS,
      nav: { group: 'admin', label: () => useNav.now('changes'), icon: <HistoryOutlined />, order: 680 },
    },
  ],
}
