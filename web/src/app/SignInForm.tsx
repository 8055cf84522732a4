/** Name and password; whatever is wrong is said without saying which part. */
import { Alert, Button, Form, Input } from 'antd'
import { useState } from 'react'

import { api } from '../api/client'
import { messageOf } from '../design/Failure'
import { useT } from './messages'
import { useSession } from './session'

interface Given {
  user: string
  password: string
}

export function SignInForm({ user }: { user?: string }) {
  const t = useT()
  const { entered } = useSession()
  const [problem, setProblem] = useState<unknown>(null)
  const [isBusy, setBusy] = useState(false)

  async function signIn(given: Given) {
    setBusy(true)
    setProblem(null)
    try {
      await api.POST('/sessions', { body: { user: given.user.trim(), password: given.password } })
      await entered()
    } catch (wrong) {
      setProblem(wrong)
    } finally {
      setBusy(false)
    }
  }

  return (
    <Form<Given>
      layout="vertical"
      requiredMark={false}
      initialValues={{ user: user ?? '' }}
      onFinish={(given) => void signIn(given)}
    >
      {problem !== null && (
        <Alert
          type="error"
          showIcon
          role="alert"
          title={t('signInFailed')}
          description={messageOf(problem)}
          style={{ marginBottom: 16 }}
        />
      )}
      <Form.Item label={t('user')} name="user" rules={[{ required: true }]}>
        <Input autoComplete="username" readOnly={user !== undefined} autoFocus={!user} />
      </Form.Item>
      <Form.Item label={t('password')} name="password" rules={[{ required: true }]}>
        <Input.Password autoComplete="current-password" autoFocus={Boolean(user)} />
      </Form.Item>
      <Button type="primary" htmlType="submit" block loading={isBusy}>
        {t('signIn')}
      </Button>
    </Form>
  )
}
