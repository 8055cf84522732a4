/** Time as a bureau counts it: days off have no width. */

const DAY = 86_400_000

export class WorkTime {
  private readonly off: ReadonlySet<string>
  private readonly zone: string
  private readonly offset: number

  /** `daysOff` are local days "2026-03-07"; `offsetMinutes` that of the zone (480: Shanghai). */
  constructor(daysOff: readonly string[], zone: string, offsetMinutes = 480) {
    this.off = new Set(daysOff)
    this.zone = zone
    this.offset = offsetMinutes * 60_000
  }

  get timeZone(): string {
    return this.zone
  }

  /** Local day of a moment, "2026-03-02". */
  dayOf(at: string): string {
    return dayText(Math.floor((Date.parse(at) + this.offset) / DAY))
  }

  /** Working days from one moment to another as fractions: a day off adds nothing. */
  between(from: string, to: string): number {
    const start = Date.parse(from) + this.offset
    const end = Date.parse(to) + this.offset
    if (end <= start) return 0
    const first = Math.floor(start / DAY)
    const last = Math.floor(end / DAY)
    let found = 0
    for (let day = first; day <= last; day++) {
      if (this.off.has(dayText(day))) continue
      const begin = Math.max(start, day * DAY)
      const stop = Math.min(end, (day + 1) * DAY)
      found += (stop - begin) / DAY
    }
    return found
  }

  /** Whole working days as deadlines count them: the day of the start does not count. */
  daysUsed(from: string, to: string): number {
    const first = Math.floor((Date.parse(from) + this.offset) / DAY)
    const last = Math.floor((Date.parse(to) + this.offset) / DAY)
    let found = 0
    for (let day = first + 1; day <= last; day++) if (!this.off.has(dayText(day))) found += 1
    return found
  }
}

function dayText(day: number): string {
  return new Date(day * DAY).toISOString().slice(0, 10)
}

/**
 * Where each entry stands on the bar, from 0 to 1: every entry gets its room, waiting is compressed
 * so that a month does not hide a minute.
 */
export function barPlaces(gaps: readonly number[]): number[] {
  let at = 0
  const places = gaps.map((gap, i) => {
    if (i > 0) at += 1 + Math.min(4, Math.log2(1 + gap * 4))
    return at
  })
  const whole = at || 1
  return places.map((each) => each / whole)
}
