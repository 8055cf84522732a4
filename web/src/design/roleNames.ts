/** Roles by their names in both languages, as the server calls them; an unknown one is shown by its id. */
import { type Language, useLanguage } from '../i18n'

const NAMES: Record<string, readonly [zh: string, en: string]> = {
  applicant: ['申请人', 'Applicant'],
  window_clerk: ['受理人员', 'Acceptance clerk'],
  reviewer: ['初审人员', 'First reviewer'],
  section_chief: ['科长（复核）', 'Section chief'],
  bureau_head: ['分管领导（审批）', 'Bureau head'],
  countersigner: ['会签人员', 'Countersigner'],
  finance_officer: ['财政审核岗', 'Finance officer'],
  finance_approver: ['财政拨付岗', 'Finance approver'],
  filing_officer: ['备案专员', 'Filing officer'],
  register_keeper: ['登记管理员', 'Register keeper'],
  expert: ['评审专家', 'Expert'],
  auditor: ['审计人员', 'Auditor'],
  third_party_auditor: ['第三方审计人员', 'Third-party auditor'],
  lead_auditor: ['主审', 'Lead auditor'],
  chair: ['召集人', 'Chair'],
  coordinator: ['协调员', 'Coordinator'],
  procurement_officer: ['采购专员', 'Procurement officer'],
  clerk: ['经办人', 'Clerk'],
  secretary: ['秘书', 'Secretary'],
  member: ['成员', 'Member'],
  director: ['主任', 'Director'],
  process_designer: ['流程设计员', 'Process designer'],
  system_admin: ['系统管理员', 'System administrator'],
  case_operator: ['办件运维员', 'Case operator'],
}

/** Every role that has a name, in the order of the work. */
export const KNOWN_ROLES: readonly string[] = Object.keys(NAMES)

export function roleName(language: Language, role: string): string {
  const known = NAMES[role]
  return known ? known[language === 'zh' ? 0 : 1] : role
}

/** `const role = useRoleName();  role('reviewer')` */
export function useRoleName(): (role: string) => string {
  const language = useLanguage()
  return (role) => roleName(language, role)
}
