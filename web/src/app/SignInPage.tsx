/** 登录: get in; nothing else asks for attention. */
import { Card, Flex, Typography } from 'antd'
import { useEffect } from 'react'

import { LanguageSwitch } from './LanguageSwitch'
import { useT } from './messages'
import seal from './seal.svg'
import { SignInWays } from './SignInWays'

export default function SignInPage() {
  const t = useT()
  useEffect(() => {
    document.title = t('titleOf', { page: t('signIn') })
  }, [t])
  return (
    <Flex component="main" vertical align="center" justify="center" style={{ minHeight: '100%' }}>
      <Card style={{ width: 380, maxWidth: '94vw' }}>
        <Flex align="center" gap={12} style={{ marginBottom: 20 }}>
          <img src={seal} alt="" width={40} height={40} />
          <div>
            <Typography.Title level={1} style={{ fontSize: 22, margin: 0 }}>
              {t('product')}
            </Typography.Title>
            <Typography.Text type="secondary">{t('tagline')}</Typography.Text>
          </div>
        </Flex>
        <SignInWays />
        <Flex justify="space-between" align="center" wrap gap={8} style={{ marginTop: 16 }}>
          <a href="/public/directory">{t('publicDirectory')}</a>
          <LanguageSwitch />
        </Flex>
      </Card>
    </Flex>
  )
}
