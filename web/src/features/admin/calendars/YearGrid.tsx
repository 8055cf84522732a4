/** Twelve months; one tab stop, arrow keys move between days, Space or Enter switches one. */
import { Flex, theme, Typography } from 'antd'
import { type CSSProperties, type KeyboardEvent, useEffect, useRef, useState } from 'react'

import { dayInText } from '../../../design/formats'
import { useLanguage } from '../../../i18n'
import './calendar.css'
import { useT } from './messages'
import { addDays, addMonths, type DayKind, kindOf, type Plan, weekday, weeksOfMonth, works } from './model'

interface Props {
  year: number
  before: Plan
  plan: Plan
  today: string
  toggle: (day: string) => void
  showYear: (year: number) => void
}

const MOVES: Record<string, (day: string) => string> = {
  ArrowLeft: (day) => addDays(day, -1),
  ArrowRight: (day) => addDays(day, 1),
  ArrowUp: (day) => addDays(day, -7),
  ArrowDown: (day) => addDays(day, 7),
  PageUp: (day) => addMonths(day, -1),
  PageDown: (day) => addMonths(day, 1),
  Home: (day) => addDays(day, -weekday(day)),
  End: (day) => addDays(day, 6 - weekday(day)),
}

/** 3 月, March: English names its months. */
function useMonthName() {
  const t = useT()
  const language = useLanguage()
  return (month: number) =>
    language === 'zh'
      ? t('monthTitle', { month })
      : new Intl.DateTimeFormat('en', { month: 'long', timeZone: 'UTC' }).format(new Date(Date.UTC(2000, month - 1, 1)))
}

export function YearGrid({ year, before, plan, today, toggle, showYear }: Props) {
  const t = useT()
  const monthName = useMonthName()
  const place = useRef<HTMLDivElement>(null)
  const [present, setPresent] = useState(today)
  const [moved, setMoved] = useState(0)
  const here = present.startsWith(`${year}-`) ? present : `${year}-01-01`

  useEffect(() => {
    if (moved > 0) place.current?.querySelector<HTMLButtonElement>(`[data-day="${present}"]`)?.focus()
  }, [moved, present, year])

  function onKeyDown(event: KeyboardEvent) {
    const move = MOVES[event.key]
    if (!move) return
    event.preventDefault()
    const target = move(here)
    setPresent(target)
    setMoved(moved + 1)
    if (!target.startsWith(`${year}-`)) showYear(Number(target.slice(0, 4)))
  }

  return (
    <div
      ref={place}
      onKeyDown={onKeyDown}
      style={{ display: 'grid', alignItems: 'start', gap: 16, gridTemplateColumns: 'repeat(auto-fill, minmax(232px, 1fr))' }}
    >
      {Array.from({ length: 12 }, (_, i) => i + 1).map((month) => (
        <table key={month} style={{ borderCollapse: 'separate', borderSpacing: 2, width: '100%' }}>
          <caption style={{ textAlign: 'start', fontWeight: 600, padding: 2 }}>{monthName(month)}</caption>
          <thead>
            <tr>
              {[...t('weekdays')].map((name, i) => (
                <th key={i} scope="col" style={{ fontWeight: 400, fontSize: 12 }}>
                  <Typography.Text type="secondary">{name}</Typography.Text>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {weeksOfMonth(year, month).map((week, i) => (
              <tr key={i}>
                {week.map((day, j) => (
                  <td key={j} style={{ padding: 0 }}>
                    {day && (
                      <Day
                        day={day}
                        kind={kindOf(plan, day)}
                        isChanged={works(before, day) !== works(plan, day)}
                        isToday={day === today}
                        isHere={day === here}
                        toggle={() => {
                          setPresent(day)
                          toggle(day)
                        }}
                      />
                    )}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      ))}
    </div>
  )
}

function useLook() {
  const { token } = theme.useToken()
  return (kind: DayKind): CSSProperties => {
    if (kind === 'holiday') return { background: token.colorErrorBg, color: token.colorText, fontWeight: 600 }
    if (kind === 'shifted') return { background: token.colorInfoBg, color: token.colorText, fontWeight: 600 }
    if (kind === 'rest') return { background: token.colorFillTertiary, color: token.colorTextSecondary }
    return { background: 'transparent', color: token.colorText }
  }
}

/** Told apart by a sign as well: 休 and 班 as on a desk calendar. */
function useSigns(): Record<DayKind, string> {
  const t = useT()
  return { work: '', rest: '', holiday: t('signHoliday'), shifted: t('signShifted') }
}

interface DayProps {
  day: string
  kind: DayKind
  isChanged: boolean
  isToday: boolean
  isHere: boolean
  toggle: () => void
}

function Day({ day, kind, isChanged, isToday, isHere, toggle }: DayProps) {
  const t = useT()
  const { token } = theme.useToken()
  const look = useLook()
  const signs = useSigns()
  const name = t('weekdayNames').split(' ')[weekday(day)] ?? ''
  const said = [
    t('dayLabel', { day: dayInText(`${day}T00:00:00Z`), weekday: name, kind: t(kind) }),
    isToday && t('today'),
    isChanged && t('changed'),
  ].filter(Boolean)
  return (
    <button
      type="button"
      data-day={day}
      tabIndex={isHere ? 0 : -1}
      aria-label={said.join(t('and'))}
      aria-pressed={kind === 'work' || kind === 'shifted'}
      onClick={toggle}
      className="calendar-day"
      style={{
        ...look(kind),
        border: `1px solid ${isChanged ? token.colorWarning : isToday ? token.colorPrimary : 'transparent'}`,
        outlineColor: token.colorPrimary,
      }}
    >
      <span className="tabular" data-sign={`${signs[kind]}${isChanged ? '*' : ''}`}>
        {Number(day.slice(8))}
      </span>
    </button>
  )
}

export function Legend() {
  const t = useT()
  const { token } = theme.useToken()
  const look = useLook()
  const signs = useSigns()
  return (
    <Flex gap={16} wrap style={{ marginBottom: 12 }} role="group" aria-label={t('legend')}>
      {(['work', 'rest', 'holiday', 'shifted'] as const).map((kind) => (
        <Flex key={kind} gap={6} align="center">
          <span
            aria-hidden
            style={{
              ...look(kind),
              border: `1px solid ${token.colorBorderSecondary}`,
              borderRadius: 4,
              minWidth: 28,
              textAlign: 'center',
            }}
          >
            <span className="calendar-day-sign" data-sign={signs[kind]}>
              8
            </span>
          </span>
          {t(kind)}
        </Flex>
      ))}
      <Flex gap={6} align="center">
        <span
          aria-hidden
          style={{ border: `1px solid ${token.colorWarning}`, borderRadius: 4, minWidth: 28, textAlign: 'center' }}
        >
          <span className="calendar-day-sign" data-sign="*">
            8
          </span>
        </span>
        {t('changed')}
      </Flex>
    </Flex>
  )
}
