/** Sizes and spans as people say them. */
import { useT } from './messages'

const UNITS = ['B', 'kB', 'MB', 'GB', 'TB'] as const

export function bytes(count: number): string {
  let value = count
  let unit = 0
  while (value >= 1000 && unit < UNITS.length - 1) {
    value /= 1000
    unit += 1
  }
  return `${unit === 0 ? value : value.toFixed(1)} ${UNITS[unit]}`
}

export function useSpan(): (seconds: number) => string {
  const t = useT()
  return (seconds) => {
    const hours = Math.round(Math.abs(seconds) / 3600)
    return hours >= 48 ? t('days', { count: Math.round(hours / 24) }) : t('hours', { count: hours })
  }
}
