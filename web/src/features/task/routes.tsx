import { lazy } from 'react'

import type { Feature } from '../../app/feature'
import { works } from '../../app/roles'

export const task: Feature = {
  id: 'task',
  routes: [
    { path: 'cases/:caseId/tasks/:n', page: lazy(() => import('./TaskPage')), fills: true, roles: works },
    { path: 'cases/:caseId', page: lazy(() => import('./CasePage')) },
  ],
}
