/** Kinds of organisations by their names in both languages; an unknown one is shown by its id. */
import { type Language, useLanguage } from '../i18n'

const NAMES: Record<string, readonly [zh: string, en: string]> = {
  platform: ['平台', 'Platform'],
  hrss_bureau: ['人社局', 'HRSS bureau'],
  finance_bureau: ['财政局', 'Finance bureau'],
  industry_authority: ['行业主管部门', 'Industry authority'],
  education_bureau: ['教育局', 'Education bureau'],
  industry_it_bureau: ['工信局', 'Industry and IT bureau'],
  housing_bureau: ['住建局', 'Housing bureau'],
  emergency_bureau: ['应急管理局', 'Emergency bureau'],
  coal_safety: ['煤矿安监部门', 'Coal-mine safety'],
  agriculture_bureau: ['农业农村局', 'Agriculture bureau'],
  poverty_office: ['扶贫办', 'Poverty alleviation office'],
  veterans_bureau: ['退役军人事务局', 'Veterans bureau'],
  dev_reform: ['发改委', 'Development and reform commission'],
  sasac: ['国资委', 'State-owned assets commission'],
  market_bureau: ['市场监管局', 'Market regulation bureau'],
  tax_bureau: ['税务局', 'Tax bureau'],
  civil_affairs_bureau: ['民政局', 'Civil affairs bureau'],
  science_bureau: ['科技局', 'Science bureau'],
  transport_bureau: ['交通运输局', 'Transport bureau'],
  ecology_bureau: ['生态环境局', 'Ecology bureau'],
  public_security_bureau: ['公安局', 'Public security bureau'],
  commerce_bureau: ['商务局', 'Commerce bureau'],
  cyberspace_office: ['网信办', 'Cyberspace office'],
  trade_union: ['总工会', 'Trade union'],
  youth_league: ['团委', 'Youth league'],
  womens_federation: ['妇联', "Women's federation"],
  disabled_federation: ['残联', "Disabled persons' federation"],
  employment_leading_group: ['就业工作领导小组', 'Employment leading group'],
  city_government: ['市政府', 'City government'],
  county_government: ['县区政府', 'County government'],
  district_authority: ['区主管部门', 'District authority'],
  public_service_agency: ['公共服务机构', 'Public service agency'],
  audit_bureau: ['审计局', 'Audit bureau'],
  discipline_body: ['纪检监察机关', 'Discipline body'],
  expert_panel: ['评审专家库', 'Expert pool'],
  provincial_hrss: ['省人社厅', 'Provincial HRSS'],
  provincial_finance: ['省财政厅', 'Provincial finance'],
  training_institution: ['培训机构', 'Training institution'],
  evaluation_institution: ['评价机构', 'Evaluation institution'],
  vocational_school: ['职业院校', 'Vocational school'],
  third_party_auditor: ['第三方机构', 'Third-party body'],
  enterprise: ['企业', 'Enterprise'],
  production_entity: ['生产经营主体', 'Production entity'],
  domestic_enterprise_staffed: ['员工制家政企业', 'Domestic-service enterprise'],
  procurement_bureau: ['招标采购局', 'Procurement bureau'],
  bureau_office: ['局办公室', 'Bureau office'],
  director_meeting: ['局长办公会', "Directors' meeting"],
}

export const KNOWN_KINDS: readonly string[] = Object.keys(NAMES)

export function kindName(language: Language, kind: string): string {
  const known = NAMES[kind]
  return known ? known[language === 'zh' ? 0 : 1] : kind
}

export function useKindName(): (kind: string) => string {
  const language = useLanguage()
  return (kind) => kindName(language, kind)
}
