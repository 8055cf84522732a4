/** Nothing here, and what to do next. */
import { Flex, Typography } from 'antd'
import type { ReactNode } from 'react'

interface Props {
  title: string
  hint?: ReactNode
  action?: ReactNode
  /** It is all that the page shows, so its words are the page's heading. */
  isPage?: boolean
}

export function Empty({ title, hint, action, isPage }: Props) {
  return (
    <Flex vertical align="center" justify="center" gap={8} style={{ padding: '48px 16px', textAlign: 'center' }}>
      {isPage ? (
        <Typography.Title level={1} style={{ fontSize: 16, margin: 0 }}>
          {title}
        </Typography.Title>
      ) : (
        <Typography.Text strong>{title}</Typography.Text>
      )}
      {hint && <Typography.Text type="secondary">{hint}</Typography.Text>}
      {action}
    </Flex>
  )
}
