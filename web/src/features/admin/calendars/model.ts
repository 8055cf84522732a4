/** A working calendar as the page changes it: which days count, and what is pending. */
import type { Schemas } from '../../../api/client'

export type Calendar = Schemas['CalendarOut']
export type Plan = Pick<Calendar, 'holidays' | 'shifted_work_days' | 'time_zone' | 'rest_weekdays'>

/** Days are "2026-05-01"; Monday is 0, as the server counts. */
export function weekday(day: string): number {
  return (new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7
}

export function addDays(day: string, count: number): string {
  const moved = new Date(`${day}T00:00:00Z`)
  moved.setUTCDate(moved.getUTCDate() + count)
  return moved.toISOString().slice(0, 10)
}

export function addMonths(day: string, count: number): string {
  const [year, month, date] = day.split('-').map(Number) as [number, number, number]
  const last = new Date(Date.UTC(year, month - 1 + count + 1, 0)).getUTCDate()
  return new Date(Date.UTC(year, month - 1 + count, Math.min(date, last))).toISOString().slice(0, 10)
}

export function daysOfMonth(year: number, month: number): string[] {
  const count = new Date(Date.UTC(year, month, 0)).getUTCDate()
  const head = `${year}-${String(month).padStart(2, '0')}-`
  return Array.from({ length: count }, (_, i) => head + String(i + 1).padStart(2, '0'))
}

/** Weeks from Monday; null where the month has no day. */
export function weeksOfMonth(year: number, month: number): (string | null)[][] {
  const days = daysOfMonth(year, month)
  const cells: (string | null)[] = [...Array<null>(weekday(days[0]!)).fill(null), ...days]
  while (cells.length % 7) cells.push(null)
  return Array.from({ length: cells.length / 7 }, (_, i) => cells.slice(i * 7, i * 7 + 7))
}

export type DayKind = 'work' | 'rest' | 'holiday' | 'shifted'

export function kindOf(plan: Plan, day: string): DayKind {
  if (plan.shifted_work_days.includes(day)) return 'shifted'
  if (plan.holidays.includes(day)) return 'holiday'
  return plan.rest_weekdays.includes(weekday(day)) ? 'rest' : 'work'
}

export function works(plan: Plan, day: string): boolean {
  const kind = kindOf(plan, day)
  return kind === 'work' || kind === 'shifted'
}

/** A working day becomes a day off, a day off a working day. */
export function toggled(plan: Plan, day: string): Plan {
  const holidays = plan.holidays.filter((each) => each !== day)
  const shifted = plan.shifted_work_days.filter((each) => each !== day)
  const isRestWeekday = plan.rest_weekdays.includes(weekday(day))
  if (works(plan, day)) {
    if (!isRestWeekday) holidays.push(day)
  } else if (isRestWeekday) shifted.push(day)
  return { ...plan, holidays: holidays.sort(), shifted_work_days: shifted.sort() }
}

/** Days that count differently, in order. */
export function changedDays(before: Plan, after: Plan): string[] {
  const days = new Set([
    ...before.holidays,
    ...before.shifted_work_days,
    ...after.holidays,
    ...after.shifted_work_days,
  ])
  return [...days].filter((day) => works(before, day) !== works(after, day)).sort()
}

export function planOf(calendar: Calendar): Plan {
  const { holidays, shifted_work_days, time_zone, rest_weekdays } = calendar
  return { holidays, shifted_work_days, time_zone, rest_weekdays }
}
