import { exactMoment, momentText } from './formats'

/** A moment in a table: 2026-05-03 14:05, to the second on hover. */
export function Moment({ at }: { at: string | null | undefined }) {
  if (!at) return null
  return (
    <time dateTime={at} title={exactMoment(at)} className="tabular" style={{ whiteSpace: 'nowrap' }}>
      {momentText(at)}
    </time>
  )
}
