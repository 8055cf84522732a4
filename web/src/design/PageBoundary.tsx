/** A page that throws leaves the rest standing; says what is safe and gives a number to tell. */
import { Button, Result } from 'antd'
import { Component, type ReactNode } from 'react'

import { newKey } from '../api/client'
import { useT } from './messages'

interface State {
  reference: string | null
}

export class PageBoundary extends Component<{ children: ReactNode }, State> {
  override state: State = { reference: null }

  static getDerivedStateFromError(): State {
    return { reference: newKey().slice(0, 8).toUpperCase() }
  }

  override componentDidCatch(problem: Error) {
    console.error(this.state.reference, problem)
  }

  override render() {
    if (this.state.reference === null) return this.props.children
    return <Broken reference={this.state.reference} retry={() => this.setState({ reference: null })} />
  }
}

function Broken({ reference, retry }: { reference: string; retry: () => void }) {
  const t = useT()
  return (
    <Result
      status="error"
      title={t('pageBroke')}
      subTitle={t('pageBrokeHint', { reference })}
      extra={
        <Button type="primary" onClick={retry}>
          {t('retry')}
        </Button>
      }
    />
  )
}
