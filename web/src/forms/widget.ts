/** What a control of a field is given. */
import type { ComponentType } from 'react'

import type { FieldSchema } from './types'

export interface WidgetProps {
  id: string
  name: string
  schema: FieldSchema
  value: unknown
  onChange: (value: unknown) => void
  onBlur?: () => void
  describedBy?: string
  isWrong: boolean
  isRequired: boolean
}

export type Widget = ComponentType<WidgetProps>
/** By `x-widget`, format or kind: "roster", "attachment", "date", … */
export type Widgets = Readonly<Record<string, Widget>>

/** What every control passes on to the browser. */
export function common({ id, describedBy, isWrong, isRequired }: WidgetProps) {
  return {
    id,
    'aria-describedby': describedBy,
    'aria-invalid': isWrong,
    'aria-required': isRequired,
    status: isWrong ? ('error' as const) : undefined,
  }
}
