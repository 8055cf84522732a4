/** Words for what the registers keep by id; whatever is unknown is shown as it came. */
import { defineMessages } from '../../i18n'

const useWords = defineMessages('register-words', {
  zh: {
    valid: '有效',
    suspended: '暂停',
    removed: '移出',
    ordered: '已通知',
    released: '已拨付',
    paid: '已到账',
    failed: '失败',
    fieldwork: '现场审计',
    closed: '已结束',
    checked: '已校验',
    computed: '已计算',
    approved: '已通过',
    partly_approved: '部分通过',
    refused: '不予通过',
    reserved: '占用',
    history: '历史导入',
    payable: '应付',
    cut: '核减',
    rate_missing: '缺标准',
    training_centre: '企业职工培训中心',
    training_institution: '培训机构',
    outside_institution: '外地机构',
    evaluation_institution: '评价机构',
    vocational_school: '职业院校',
    enterprise_hard_hit: '受影响较大企业',
    certificate: '取证补贴',
    course: '培训补贴',
    living_allowance: '生活费补贴',
    free_training: '免费培训',
    on_the_job: '以工代训',
    apprentice: '学徒培训',
  },
  en: {
    valid: 'valid',
    suspended: 'suspended',
    removed: 'removed',
    ordered: 'ordered',
    released: 'released',
    paid: 'paid',
    failed: 'failed',
    fieldwork: 'fieldwork',
    closed: 'closed',
    checked: 'checked',
    computed: 'computed',
    approved: 'approved',
    partly_approved: 'partly approved',
    refused: 'refused',
    reserved: 'reserved',
    history: 'imported',
    payable: 'payable',
    cut: 'cut',
    rate_missing: 'no rate',
    training_centre: 'training centre',
    training_institution: 'training institution',
    outside_institution: 'outside institution',
    evaluation_institution: 'evaluation institution',
    vocational_school: 'vocational school',
    enterprise_hard_hit: 'hard-hit enterprise',
    certificate: 'certificate subsidy',
    course: 'course subsidy',
    living_allowance: 'living allowance',
    free_training: 'free training',
    on_the_job: 'on-the-job training',
    apprentice: 'apprenticeship',
  },
})

export function useVocabulary(): (word: unknown) => string {
  const words = useWords()
  return (word) => {
    if (word === null || word === undefined) return ''
    const text = String(word)
    const said = words(text as 'valid')
    return said === `register-words.${text}` ? text : said
  }
}
