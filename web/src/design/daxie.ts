/**
 * Amounts in capital characters 大写: 1409.50 → 人民币壹仟肆佰零玖元伍角.
 *
 * The twin of `engine/capital_amount.py`; the same vectors hold both.
 */
const DIGITS = '零壹贰叁肆伍陆柒捌玖'
const PLACES: readonly (readonly [bigint, string])[] = [
  [1000n, '仟'],
  [100n, '佰'],
  [10n, '拾'],
  [1n, ''],
]

/** Empty for what is no amount of at most two decimals and sixteen digits before the point. */
export function capitalAmount(amount: string): string {
  const match = /^(-?)(\d{1,16})(?:\.(\d{1,2}))?$/.exec(amount.trim())
  if (!match) return ''
  const yuan = BigInt(match[2] ?? '0')
  const [jiao = 0, fen = 0] = [...(match[3] ?? '').padEnd(2, '0')].map(Number)
  const isWhole = jiao === 0 && fen === 0
  const sign = match[1] && (yuan > 0n || !isWhole) ? '负' : ''
  let text = yuan > 0n || isWhole ? `${whole(yuan)}元` : ''
  if (isWhole) return `人民币${sign}${text}整`
  if (yuan > 0n && (jiao === 0 || yuan % 10n === 0n)) text += '零'
  if (jiao) text += `${DIGITS[jiao]}角`
  if (fen) text += `${DIGITS[fen]}分`
  return `人民币${sign}${text}`
}

function whole(number: bigint): string {
  for (const [unit, name] of [
    [100_000_000n, '亿'],
    [10_000n, '万'],
  ] as const)
    if (number >= unit) {
      const high = number / unit
      const low = number % unit
      const gap = low > 0n && low < unit / 10n ? '零' : ''
      return `${whole(high)}${name}${gap}${low > 0n ? whole(low) : ''}`
    }
  return number > 0n ? belowTenThousand(number) : '零'
}

function belowTenThousand(number: bigint): string {
  let text = ''
  let gap = false
  for (const [place, name] of PLACES) {
    const digit = Number((number / place) % 10n)
    if (digit) {
      text += (gap && text ? '零' : '') + DIGITS[digit] + name
      gap = false
    } else gap = true
  }
  return text
}
