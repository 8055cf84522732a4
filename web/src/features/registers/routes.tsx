import {
  AuditOutlined,
  BankOutlined,
  IdcardOutlined,
  ProfileOutlined,
  ReadOutlined,
  TransactionOutlined,
} from '@ant-design/icons'
import { lazy } from 'react'

import type { Feature } from '../../app/feature'
import { REGISTER_READERS } from '../../app/roles'
import { useNav } from './nav'

const roles = REGISTER_READERS

export const registers: Feature = {
  id: 'registers',
  routes: [
    {
      path: 'registers/institutions',
      page: lazy(() => import('./InstitutionsPage')),
      roles,
      nav: { group: 'registers', label: () => useNav.now('institutions'), icon: <BankOutlined />, order: 400 },
    },
    {
      path: 'registers/ledger',
      page: lazy(() => import('./LedgerPage')),
      roles,
      nav: { group: 'registers', label: () => useNav.now('ledger'), icon: <ProfileOutlined />, order: 410 },
    },
    {
      path: 'registers/people',
      page: lazy(() => import('./PeoplePage')),
      roles,
      nav: { group: 'registers', label: () => useNav.now('people'), icon: <IdcardOutlined />, order: 420 },
    },
    {
      path: 'registers/payments',
      page: lazy(() => import('./PaymentsPage')),
      roles,
      nav: { group: 'registers', label: () => useNav.now('payments'), icon: <TransactionOutlined />, order: 430 },
    },
    {
      path: 'registers/audits',
      page: lazy(() => import('./AuditsPage')),
      roles,
      nav: { group: 'registers', label: () => useNav.now('audits'), icon: <AuditOutlined />, order: 440 },
    },
    {
      path: 'registers/directory',
      page: lazy(() => import('./DirectoryPage')),
      roles,
      nav: { group: 'registers', label: () => useNav.now('directory'), icon: <ReadOutlined />, order: 450 },
    },
  ],
}
