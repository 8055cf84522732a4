import { type Amount, money } from './formats'

/** An amount in a table: right-aligned, figures of one width. */
export function Money({ amount }: { amount: Amount }) {
  return <span className="figures">{money(amount)}</span>
}
