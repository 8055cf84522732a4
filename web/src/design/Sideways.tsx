/** A wide table scrolls sideways in a place of its own, which the keyboard reaches. */
import type { ReactNode } from 'react'

export function Sideways({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div role="region" aria-label={label} tabIndex={0} style={{ overflowX: 'auto' }}>
      {children}
    </div>
  )
}
