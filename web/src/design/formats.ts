/** How figures and moments are written; the zone of every deadline is Asia/Shanghai. */
import { language } from '../i18n'

const ZONE = 'Asia/Shanghai'

/** A tagged or plain amount as text, e.g. "1409.50" or {n: "1409.50"}. */
export type Amount = string | number | { n: string } | null | undefined

export function amountText(amount: Amount): string {
  if (amount === null || amount === undefined || amount === '') return ''
  return typeof amount === 'object' ? amount.n : String(amount)
}

/** ¥12,345.60 in tables; exact, without going through a floating-point number. */
export function money(amount: Amount): string {
  const text = amountText(amount)
  const match = /^(-?)(\d+)(?:\.(\d+))?$/.exec(text)
  if (!match) return text
  const [, sign = '', whole = '', part = ''] = match
  const grouped = whole.replace(/\B(?=(\d{3})+(?!\d))/g, ',')
  return `${sign}¥${grouped}.${part.padEnd(2, '0').slice(0, Math.max(2, part.length))}`
}

/** 12,345.60 元 in running text. */
export function moneyInText(amount: Amount): string {
  const plain = money(amount).replace('¥', '')
  return language() === 'zh' ? `${plain} 元` : `CNY ${plain}`
}

const parts = new Intl.DateTimeFormat('en-CA', {
  timeZone: ZONE,
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  hourCycle: 'h23',
})

function split(moment: string | Date) {
  const found: Record<string, string> = {}
  for (const part of parts.formatToParts(typeof moment === 'string' ? new Date(moment) : moment))
    found[part.type] = part.value
  return found as Record<'year' | 'month' | 'day' | 'hour' | 'minute' | 'second', string>
}

/** 2026-05-03 14:05 */
export function momentText(moment: string | Date): string {
  const at = split(moment)
  return `${at.year}-${at.month}-${at.day} ${at.hour}:${at.minute}`
}

/** 2026-05-03 14:05:09 */
export function exactMoment(moment: string | Date): string {
  return `${momentText(moment)}:${split(moment).second}`
}

/** 2026-05-03 */
export function dayText(moment: string | Date): string {
  return momentText(moment).slice(0, 10)
}

/** 2026-05-03 24:00: a deadline ends with its last day, which 2026-05-04 00:00 would hide. */
export function deadlineText(moment: string | Date): string {
  const text = momentText(moment)
  return text.endsWith(' 00:00') ? `${dayText(new Date(new Date(moment).getTime() - 1000))} 24:00` : text
}

/** 2026年5月3日 / 3 May 2026, in running text and print. */
export function dayInText(moment: string | Date): string {
  const at = split(moment)
  if (language() === 'zh') return `${at.year}年${Number(at.month)}月${Number(at.day)}日`
  const name = new Intl.DateTimeFormat('en', { month: 'long', timeZone: 'UTC' }).format(
    new Date(Date.UTC(2000, Number(at.month) - 1, 1)),
  )
  return `${Number(at.day)} ${name} ${at.year}`
}

/** What people type as amounts, cleaned: ￥ and ¥, both kinds of comma, full-width digits, blanks. */
export function cleanAmount(typed: string): string {
  return typed
    .normalize('NFKC')
    .replace(/[¥￥元,，、\s]/g, '')
    .trim()
}

/** 20 MB, 1.5 MB, 340 KB: as people read sizes of files. */
export function sizeText(bytes: number): string {
  if (bytes < 1024) return `${bytes} B`
  if (bytes < 1024 * 1024) return `${Math.round(bytes / 1024)} KB`
  const mega = bytes / (1024 * 1024)
  return `${Number.isInteger(mega) || mega >= 100 ? Math.round(mega) : mega.toFixed(1)} MB`
}
