/** What a broken keyword means, in the words of the server (engine/model/forms/messages.py). */
import type { FieldError, FieldSchema } from './types'

export function required(path: string, name: string, schema: FieldSchema | undefined): FieldError {
  const label = schema?.['x-label']
  return { path, rule: 'required', zh: `请填写“${label?.zh ?? name}”`, en: `Fill in "${label?.en ?? name}"` }
}

const TYPES: Record<string, [string, string]> = {
  string: ['文字', 'a text'],
  number: ['数字', 'a number'],
  integer: ['整数', 'a whole number'],
  boolean: ['是或否', 'yes or no'],
  array: ['列表', 'a list'],
  object: ['一组字段', 'a group of fields'],
  null: ['空', 'empty'],
}
const FORMAT_WORDS: Record<string, [string, string]> = {
  decimal: ['金额或数字（如 1409.50）', 'a number such as 1409.50'],
  date: ['日期（如 2026-03-02）', 'a date such as 2026-03-02'],
  'date-time': ['带时区的日期和时间', 'a date and time with its zone'],
  time: ['时间（如 09:30）', 'a time such as 09:30'],
  email: ['电子邮箱', 'an e-mail address'],
  uuid: ['编号', 'an id'],
  attachment: ['附件', 'an attachment'],
  roster: ['名册', 'a roster'],
}
const SIMPLE: Record<string, [string, string]> = {
  minimum: ['不能小于 {}', 'must not be less than {}'],
  maximum: ['不能大于 {}', 'must not be greater than {}'],
  exclusiveMinimum: ['必须大于 {}', 'must be greater than {}'],
  exclusiveMaximum: ['必须小于 {}', 'must be less than {}'],
  multipleOf: ['必须是 {} 的倍数', 'must be a multiple of {}'],
  minLength: ['至少 {} 个字', 'must have {} characters at least'],
  maxLength: ['至多 {} 个字', 'must have {} characters at most'],
  minItems: ['至少 {} 项', 'must have {} entries at least'],
  maxItems: ['至多 {} 项', 'must have {} entries at most'],
  minProperties: ['至少填写 {} 个字段', 'needs {} fields at least'],
  maxProperties: ['至多填写 {} 个字段', 'takes {} fields at most'],
  uniqueItems: ['各项不能重复', 'must not hold an entry twice'],
  const: ['必须是 {}', 'must be {}'],
  pattern: ['格式不符（{}）', 'does not have the form {}'],
  additionalProperties: ['含有表单中没有的字段', 'holds a field that the form does not have'],
  contains: ['缺少规定的项', 'lacks an entry that must be there'],
  dependentRequired: ['缺少相关联的字段', 'lacks a field that belongs to another'],
}

export function message(rule: string, expected: unknown): { zh: string; en: string } {
  if (rule === 'type') {
    const words = (Array.isArray(expected) ? expected : [expected]).map(
      (name) => TYPES[String(name)] ?? [String(name), String(name)],
    )
    return { zh: `应为${words.map((each) => each[0]).join('或')}`, en: `must be ${words.map((each) => each[1]).join(' or ')}` }
  }
  if (rule === 'format') {
    const [zh, en] = FORMAT_WORDS[String(expected)] ?? [String(expected), String(expected)]
    return { zh: `应为${zh}`, en: `must be ${en}` }
  }
  if (rule === 'enum') {
    const allowed = (expected as unknown[]).slice(0, 20).filter((each) => each !== null).map(String).join(', ')
    return { zh: `只能是：${allowed}`, en: `must be one of: ${allowed}` }
  }
  const simple = SIMPLE[rule]
  if (simple)
    return { zh: simple[0].replace('{}', String(expected)), en: simple[1].replace('{}', String(expected)) }
  return { zh: '不符合表单的规定', en: 'does not meet what the form asks' }
}

/** Files that are not there yet: only the page knows of them. */
export const UPLOADS = {
  sending: { zh: '文件还在上传，请稍候或取消上传', en: 'a file is still being uploaded; wait or cancel it' },
  failed: { zh: '有文件没有上传成功，请重试或移除', en: 'a file was not uploaded; retry or dismiss it' },
}
