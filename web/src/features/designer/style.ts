import type { InBoth } from '../../i18n'

/** A remark on how a diagram is drawn; never in the way of anything. */
export interface Style {
  element: string
  rule: string
  message: InBoth
}
