/** Every part of the workspaces; a newcomer reads here what there is. One line per feature. */
import type { Feature } from './feature'
import { account } from '../features/account/routes'
import { replay } from '../features/audit/replay/routes'
import { designer } from '../features/designer/routes'
import { applicant } from '../features/applicant/routes'
import { auditFind } from '../features/audit-find/routes'
import { overview } from '../features/overview/routes'
import { registers } from '../features/registers/routes'
import { task } from '../features/task/routes'
import { workbench } from '../features/workbench/routes'
import { admin } from '../features/admin/routes'
import { proving } from '../features/proving/routes'

export const features: readonly Feature[] = [
  workbench,
  designer,
  replay,
  proving,
  account,
  applicant,
  task,
  admin,
  auditFind,
  overview,
  registers,
]
