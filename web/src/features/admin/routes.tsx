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

import type { Feature } from '../../app/feature'
import { page } from '../../app/page'
import { ADMINISTRATORS, OPERATORS } from '../../app/roles'
import { useNav } from './nav'

const BOTH = [...ADMINISTRATORS, ...OPERATORS]

export const admin: Feature = {
  id: 'admin',
  routes: [
    {
      path: 'people',
      page: page(() => import('./people/PeoplePage')),
      roles: ADMINISTRATORS,
      nav: { group: 'admin', label: () => useNav.now('people'), icon: <TeamOutlined />, order: 600 },
    },
    {
      path: 'people/:person',
      page: page(() => import('./people/PersonPage')),
      roles: ADMINISTRATORS,
    },
    {
      path: 'roles',
      page: page(() => import('./roles/RolesPage')),
      roles: ADMINISTRATORS,
      nav: { group: 'admin', label: () => useNav.now('roles'), icon: <SolutionOutlined />, order: 610 },
    },
    {
      path: 'organisations',
      page: page(() => import('./organisations/OrganisationsPage')),
      roles: ADMINISTRATORS,
      nav: { group: 'admin', label: () => useNav.now('organisations'), icon: <ApartmentOutlined />, order: 620 },
    },
    {
      path: 'calendars',
      page: page(() => import('./calendars/CalendarsPage')),
      roles: ADMINISTRATORS,
      nav: { group: 'admin', label: () => useNav.now('calendars'), icon: <CalendarOutlined />, order: 630 },
    },
    {
      path: 'entrustments',
      page: page(() => import('./entrustments/EntrustmentsPage')),
      roles: ADMINISTRATORS,
      nav: { group: 'admin', label: () => useNav.now('entrustments'), icon: <FileProtectOutlined />, order: 640 },
    },
    {
      path: 'tokens',
      page: page(() => import('./tokens/TokensPage')),
      roles: ADMINISTRATORS,
      nav: { group: 'admin', label: () => useNav.now('tokens'), icon: <KeyOutlined />, order: 650 },
    },
    {
      path: 'incidents',
      page: page(() => import('./incidents/IncidentsPage')),
      roles: OPERATORS,
      nav: { group: 'admin', label: () => useNav.now('incidents'), icon: <AlertOutlined />, order: 660 },
    },
    {
      path: 'incidents/:incidentCase/:instance',
      page: page(() => import('./incidents/IncidentPage')),
      roles: OPERATORS,
    },
    {
      path: 'health',
      page: page(() => import('./health/HealthPage')),
      roles: BOTH,
      nav: { group: 'admin', label: () => useNav.now('health'), icon: <HeartOutlined />, order: 670 },
    },
    {
      path: 'changes',
      page: page(() => import('./changes/ChangesPage')),
      roles: ADMINISTRATORS,
      nav: { group: 'admin', label: () => useNav.now('changes'), icon: <HistoryOutlined />, order: 680 },
    },
  ],
}
