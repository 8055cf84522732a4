/** What the engine knows: posts, kinds of organisations, states of a case, ids of limits. */
import type { InBoth } from '../../../i18n'

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

export const ROLES = terms(`
window_clerk | 受理人员 | Acceptance clerk
reviewer | 初审人员 | First reviewer
section_chief | 科长（复核） | Second reviewer
bureau_head | 分管领导（审批） | Approver
countersigner | 会签人员 | Countersigner
finance_officer | 财政审核岗 | Finance officer
finance_approver | 财政拨付岗 | Finance approver
filing_officer | 备案专员 | Filing officer
register_keeper | 登记管理员 | Register keeper
auditor | 审计人员 | Auditor
expert | 专家 | Expert
chair | 主持人 | Chair
applicant | 申请人 | Applicant
`)

export const KINDS = terms(`
hrss_bureau | 人社局 | Human-resources bureau
finance_bureau | 财政局 | Finance bureau
education_bureau | 教育局 | Education bureau
industry_it_bureau | 工信局 | Industry and IT bureau
emergency_bureau | 应急管理局 | Emergency bureau
veterans_bureau | 退役军人事务局 | Veterans bureau
agriculture_bureau | 农业农村局 | Agriculture bureau
industry_authority | 行业主管部门 | Industry authority
district_authority | 区级主管部门 | District authority
audit_bureau | 审计局 | Audit bureau
bureau_office | 局办公室 | Bureau office
director_meeting | 局长办公会 | Directors’ meeting
discipline_body | 纪检监察机构 | Discipline body
expert_panel | 专家组 | Expert panel
civil_affairs_bureau | 民政局 | Civil-affairs bureau
commerce_bureau | 商务局 | Commerce bureau
market_bureau | 市场监管局 | Market bureau
disabled_federation | 残联 | Disabled persons’ federation
trade_union | 总工会 | Trade union
womens_federation | 妇联 | Women’s federation
youth_league | 共青团 | Youth league
third_party_auditor | 第三方审计机构 | Audit firm
`)

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
