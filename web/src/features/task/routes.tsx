
import type { Feature } from '../../app/feature'
import { page } from '../../app/page'
import { works } from '../../app/roles'

export const task: Feature = {
  id: 'task',
  routes: [
    { path: 'cases/:caseId/tasks/:n', page: page(() => import('./TaskPage')), fills: true, roles: works },
    { path: 'cases/:caseId', page: page(() => import('./CasePage')) },
  ],
}
