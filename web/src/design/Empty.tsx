/** Nothing here, and what to do next. */
import { Flex, Typography } from 'antd'
import type { ReactNode } from 'react'

export function Empty({ title, hint, action }: { title: string; hint?: ReactNode; action?: ReactNode }) {
  return (
    <Flex vertical align="center" justify="center" gap={8} style={{ padding: '48px 16px', textAlign: 'center' }}>
      <Typography.Text strong>{title}</Typography.Text>
      {hint && <Typography.Text type="secondary">{hint}</Typography.Text>}
      {action}
    </Flex>
  )
}
