/** Pairs of a word and what it says, as a list for everybody. */
import { theme } from 'antd'
import { Fragment, type ReactNode } from 'react'

export function FactList({ facts }: { facts: readonly (readonly [word: string, said: ReactNode] | null)[] }) {
  const { token } = theme.useToken()
  return (
    <dl style={{ display: 'grid', gridTemplateColumns: 'max-content minmax(0, 1fr)', gap: '2px 12px', margin: 0 }}>
      {facts.map(
        (each) =>
          each && (
            <Fragment key={each[0]}>
              <dt style={{ color: token.colorTextSecondary }}>{each[0]}</dt>
              <dd style={{ margin: 0, minWidth: 0, overflowWrap: 'anywhere' }}>{each[1]}</dd>
            </Fragment>
          ),
      )}
    </dl>
  )
}
