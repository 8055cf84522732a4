/** What keys and codes inside structures are called; free `{}` fields carry no labels of their own. */
import { createContext } from 'react'

import type { InBoth } from '../i18n'

/** What ids among the values are called, where the server says so. */
export const Vocabulary = createContext<Readonly<Record<string, InBoth>>>({})

/** The unit of amounts, as forms write it. */
export const YUAN = '元'

export const KEYS: Record<string, InBoth> = {
  rule: { zh: '规则', en: 'Rule' },
  count: { zh: '条数', en: 'Lines' },
  lines: { zh: '明细条数', en: 'Lines' },
  effect: { zh: '处理', en: 'Effect' },
  zh: { zh: '说明', en: 'Reason' },
  en: { zh: '说明（英文）', en: 'Reason' },
  reason: { zh: '理由', en: 'Reason' },
  bureau: { zh: '部门', en: 'Bureau' },
  outcome: { zh: '结论', en: 'Outcome' },
  opinion: { zh: '意见', en: 'Opinion' },
  by: { zh: '办理人', en: 'By' },
  rate_id: { zh: '标准', en: 'Rate' },
  rate_type: { zh: '标准类型', en: 'Kind of rate' },
  amount_yuan: { zh: '金额', en: 'Amount' },
  payable_yuan: { zh: '应拨金额', en: 'Payable' },
  claimed_yuan: { zh: '申领金额', en: 'Claimed' },
  total_yuan: { zh: '合计', en: 'Total' },
  fund_source: { zh: '资金来源', en: 'Fund source' },
  payee: { zh: '收款人', en: 'Payee' },
  payee_name: { zh: '收款人', en: 'Payee' },
  payee_kind: { zh: '收款人类别', en: 'Kind of payee' },
  order_number: { zh: '拨款通知编号', en: 'Payment order' },
  receipt: { zh: '回单', en: 'Receipt' },
  name: { zh: '名称', en: 'Name' },
  level: { zh: '等级', en: 'Level' },
  benefit: { zh: '补贴项目', en: 'Benefit' },
  score: { zh: '得分', en: 'Score' },
  expert: { zh: '专家', en: 'Expert' },
  line: { zh: '行', en: 'Line' },
  state: { zh: '状态', en: 'State' },
  area: { zh: '区划', en: 'Area' },
  kind: { zh: '类别', en: 'Kind' },
  persons: { zh: '人数', en: 'Persons' },
  note: { zh: '备注', en: 'Note' },
  risks: { zh: '风险提示', en: 'Risks' },
  dedicated_account: { zh: '职业技能提升专账资金', en: 'Dedicated account' },
  employment_subsidy_funds: { zh: '就业补助资金', en: 'Employment-subsidy funds' },
  unemployment_insurance: { zh: '失业保险基金', en: 'Unemployment insurance' },
  lead: { zh: '主办部门', en: 'Bureau in charge' },
  signer: { zh: '会签部门', en: 'Signing bureau' },
  signers: { zh: '会签部门', en: 'Signing bureaus' },
  acceptance_outcome: { zh: '受理结论', en: 'Acceptance' },
  proposal: { zh: '拟办意见', en: 'Proposal' },
  plan: { zh: '计划', en: 'Plan' },
  benefits: { zh: '补贴项目', en: 'Benefits' },
  groups: { zh: '人员类别', en: 'Groups' },
  planned: { zh: '计划', en: 'Planned' },
  step: { zh: '环节', en: 'Step' },
}

export const CODES: Record<string, InBoth> = {
  refused: { zh: '不予通过', en: 'refused' },
  refuse: { zh: '不予通过', en: 'refuse' },
  cut: { zh: '核减', en: 'cut' },
  payable: { zh: '可拨付', en: 'payable' },
  rate_missing: { zh: '标准缺失', en: 'rate missing' },
  approve: { zh: '通过', en: 'approve' },
  approved: { zh: '通过', en: 'approved' },
  agree: { zh: '同意', en: 'agree' },
  agree_with_remarks: { zh: '同意并附意见', en: 'agree with remarks' },
  disagree: { zh: '不同意', en: 'disagree' },
  accept: { zh: '受理', en: 'accept' },
  pass: { zh: '通过', en: 'pass' },
  correct: { zh: '补正', en: 'correct' },
  review: { zh: '审核', en: 'review' },
  countersign: { zh: '会签', en: 'countersign' },
  junior: { zh: '初级工', en: 'junior worker' },
  intermediate: { zh: '中级工', en: 'intermediate worker' },
  senior: { zh: '高级工', en: 'senior worker' },
  technician: { zh: '技师', en: 'technician' },
  senior_technician: { zh: '高级技师', en: 'senior technician' },
  certificate: { zh: '取证补贴', en: 'Certificate subsidy' },
  certificate_key_group: { zh: '重点群体取证补贴', en: 'Certificate, key groups' },
  special_operation: { zh: '特种作业证补贴', en: 'Special-operation licence' },
  apprenticeship: { zh: '新型学徒制补贴', en: 'Apprenticeship' },
  ojt: { zh: '以工代训补贴', en: 'On-the-job training' },
  enterprise: { zh: '企业', en: 'enterprise' },
  individual: { zh: '个人', en: 'individual' },
  dedicated_account: { zh: '职业技能提升专账资金', en: 'dedicated account' },
  employment_subsidy_funds: { zh: '就业补助资金', en: 'employment-subsidy funds' },
}

/** "rate_type" → "Rate type", where there is no better word. */
export function spelled(key: string): string {
  const text = key.replace(/_yuan$/, '').replace(/[_.]/g, ' ')
  return text.charAt(0).toUpperCase() + text.slice(1)
}

/** How a decision table chooses among the rows that match. */
export const HIT_POLICIES: Record<string, InBoth> = {
  UNIQUE: { zh: '只有一行匹配', en: 'one row matches' },
  FIRST: { zh: '取第一个匹配行', en: 'first matching row' },
  ANY: { zh: '匹配行结果相同', en: 'matching rows agree' },
  PRIORITY: { zh: '取优先级最高的行', en: 'row of highest priority' },
  COLLECT: { zh: '汇总所有匹配行', en: 'all matching rows' },
  'RULE ORDER': { zh: '按行序取全部匹配行', en: 'all matching rows in order' },
  'OUTPUT ORDER': { zh: '按优先级取全部匹配行', en: 'all matching rows by priority' },
}
