/** What the engine knows: posts, kinds of organisations, states of a case, ids of limits. */
import { kindName } from '../../../design/kindNames'
import { roleName } from '../../../design/roleNames'
import type { InBoth, Language } from '../../../i18n'

export interface Term {
  id: string
  label: InBoth
}

function terms(rows: string): Term[] {
  return rows
    .trim()
    .split('\n')
    .map((row) => {
      const [id, zh, en] = row.split('|').map((each) => each.trim())
      return { id: id!, label: { zh: zh!, en: en! } }
    })
}

/** Those that flows name, in the order of the work, as every page calls them. */
function called(name: (language: Language, id: string) => string, ids: readonly string[]): Term[] {
  return ids.map((id) => ({ id, label: { zh: name('zh', id), en: name('en', id) } }))
}

export const ROLES = called(roleName, [
  'window_clerk',
  'reviewer',
  'section_chief',
  'bureau_head',
  'countersigner',
  'finance_officer',
  'finance_approver',
  'filing_officer',
  'register_keeper',
  'auditor',
  'expert',
  'chair',
  'applicant',
])

export const KINDS = called(kindName, [
  'hrss_bureau',
  'finance_bureau',
  'education_bureau',
  'industry_it_bureau',
  'emergency_bureau',
  'veterans_bureau',
  'agriculture_bureau',
  'industry_authority',
  'district_authority',
  'audit_bureau',
  'bureau_office',
  'director_meeting',
  'discipline_body',
  'expert_panel',
  'civil_affairs_bureau',
  'commerce_bureau',
  'market_bureau',
  'disabled_federation',
  'trade_union',
  'womens_federation',
  'youth_league',
  'third_party_auditor',
])

export const STATES = terms(`
draft | 草稿 | draft
submitted | 已提交 | submitted
accepted | 已受理 | accepted
correcting | 补正中 | being corrected
in_review | 审核中 | in review
countersigning | 会签中 | being countersigned
publicity | 公示中 | in publicity
approved | 已通过 | approved
partly_approved | 部分通过 | partly approved
refused | 不予通过 | refused
not_accepted | 不予受理 | not accepted
awaiting_payment | 待拨付 | awaiting payment
paid | 已拨付 | paid
closed | 已办结 | closed
withdrawn | 已撤回 | withdrawn
frozen | 已冻结 | frozen
recovering | 追回中 | being recovered
terminated | 已终止 | terminated
`)
