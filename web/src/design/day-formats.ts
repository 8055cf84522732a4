/** Days as people write them. */
const DAY = /^(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?$/

/** 2026/5/3, 2026年5月3日 and ２０２６．５．３ are 2026-05-03; anything else stays as it is. */
export function cleanDay(typed: string): string {
  const text = typed.normalize('NFKC').trim()
  const match = DAY.exec(text)
  if (!match) return text
  return `${match[1]}-${match[2]!.padStart(2, '0')}-${match[3]!.padStart(2, '0')}`
}

/** Whether the text is a day of the calendar, written 2026-05-03. */
export function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false
  const day = new Date(`${text}T00:00:00Z`)
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text)
}
