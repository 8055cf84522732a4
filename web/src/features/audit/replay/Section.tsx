/** A part of the side panel with its heading. */
import { Typography } from 'antd'
import type { ReactNode } from 'react'

export function Section({ title, children }: { title: ReactNode; children: ReactNode }) {
  return (
    <section style={{ marginBottom: 16 }}>
      <Typography.Title level={2} style={{ fontSize: 14, lineHeight: '22px', margin: '0 0 4px' }}>
        {title}
      </Typography.Title>
      {children}
    </section>
  )
}
