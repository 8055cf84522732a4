import {
  AuditOutlined,
  BankOutlined,
  IdcardOutlined,
  ProfileOutlined,
  ReadOutlined,
  TransactionOutlined,
} from '@ant-design/icons'

import type { Feature } from '../../app/feature'
import { page } from '../../app/page'
import { REGISTER_READERS } from '../../app/roles'
import { useNav } from './nav'

const roles = REGISTER_READERS

export const registers: Feature = {
  id: 'registers',
  routes: [
    {
      path: 'registers/institutions',
      page: page(() => import('./InstitutionsPage')),
      roles,
      nav: { group: 'registers', label: () => useNav.now('institutions'), icon: <BankOutlined />, order: 400 },
    },
    {
      path: 'registers/ledger',
      page: page(() => import('./LedgerPage')),
      roles,
      nav: { group: 'registers', label: () => useNav.now('ledger'), icon: <ProfileOutlined />, order: 410 },
    },
    {
      path: 'registers/people',
      page: page(() => import('./PeoplePage')),
      roles,
      nav: { group: 'registers', label: () => useNav.now('people'), icon: <IdcardOutlined />, order: 420 },
    },
    {
      path: 'registers/payments',
      page: page(() => import('./PaymentsPage')),
      roles,
      nav: { group: 'registers', label: () => useNav.now('payments'), icon: <TransactionOutlined />, order: 430 },
    },
    {
      path: 'registers/audits',
      page: page(() => import('./AuditsPage')),
      roles,
      nav: { group: 'registers', label: () => useNav.now('audits'), icon: <AuditOutlined />, order: 440 },
    },
    {
      path: 'registers/directory',
      page: page(() => import('./DirectoryPage')),
      roles,
      nav: { group: 'registers', label: () => useNav.now('directory'), icon: <ReadOutlined />, order: 450 },
    },
  ],
}
