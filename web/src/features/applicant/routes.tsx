import { FileAddOutlined, FolderOpenOutlined } from '@ant-design/icons'

import type { Feature } from '../../app/feature'
import { page } from '../../app/page'
import { useNav } from './nav'

/** Those who design, look after or look into the work of others are never a party to a case. */
const BYSTANDERS = new Set([
  'process_designer',
  'system_admin',
  'case_operator',
  'auditor',
  'third_party_auditor',
  'lead_auditor',
])

/** The server's rule (`api/auth/starting.py`): individuals without any role may file as well. */
function mayFile(roles: ReadonlySet<string>): boolean {
  return roles.size === 0 || [...roles].some((role) => !BYSTANDERS.has(role))
}

export const applicant: Feature = {
  id: 'applicant',
  routes: [
    {
      path: 'apply',
      page: page(() => import('./CataloguePage')),
      roles: mayFile,
      nav: { group: 'apply', label: () => useNav.now('apply'), icon: <FileAddOutlined />, order: 40 },
    },
    { path: 'apply/:process', page: page(() => import('./StartPage')), roles: mayFile },
    {
      path: 'applications',
      page: page(() => import('./ApplicationsPage')),
      roles: mayFile,
      nav: { group: 'apply', label: () => useNav.now('mine'), icon: <FolderOpenOutlined />, order: 41 },
    },
    { path: 'applications/:caseId', page: page(() => import('./ProgressPage')), roles: mayFile },
    { path: 'applications/:caseId/answer', page: page(() => import('./AnswerPage')), roles: mayFile },
  ],
}
