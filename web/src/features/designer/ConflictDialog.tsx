/** Two designers saved the same file: both texts side by side, nothing is overwritten. */
import { Button, Flex, Modal, Typography } from 'antd'
import { lazy, Suspense, useState } from 'react'

import { momentText } from '../../design/formats'
import { Waiting } from '../../design/Waiting'
import type { Conflict, Drafts } from './drafts'
import { useT } from './messages'

const Diagram = lazy(() => import('../../design/Diagram'))

export function ConflictDialog({ drafts, conflict }: { drafts: Drafts; conflict: Conflict }) {
  const t = useT()
  const [busy, setBusy] = useState<'mine' | 'theirs' | null>(null)
  const mine = drafts.file(conflict.path)?.text ?? conflict.mine ?? ''
  const theirs = conflict.theirs ?? ''
  const choose = (choice: 'mine' | 'theirs') => {
    setBusy(choice)
    void drafts.resolve(choice).finally(() => setBusy(null))
  }
  const isDiagram = conflict.path.endsWith('.bpmn')
  return (
    <Modal
      open
      width="90vw"
      closable={false}
      keyboard={false}
      mask={{ closable: false }}
      title={t('conflictTitle', { who: conflict.who, path: conflict.path })}
      footer={
        <Flex gap={8} justify="flex-end">
          <Button loading={busy === 'theirs'} disabled={busy !== null} onClick={() => choose('theirs')}>
            {t('useTheirs')}
          </Button>
          <Button
            type="primary"
            loading={busy === 'mine'}
            disabled={busy !== null}
            onClick={() => choose('mine')}
          >
            {t('useMine')}
          </Button>
        </Flex>
      }
    >
      <Typography.Paragraph>
        {t('conflictHint')} {t('lines', { count: differing(mine, theirs) })}
      </Typography.Paragraph>
      <div className="hq-conflict">
        {(['mine', 'theirs'] as const).map((side) => {
          const text = side === 'mine' ? mine : theirs
          return (
            <section key={side} aria-label={t(side)}>
              <Typography.Text strong>{t(side)}</Typography.Text>
              {side === 'theirs' && conflict.at && (
                <Typography.Text type="secondary"> {momentText(conflict.at)}</Typography.Text>
              )}
              {isDiagram && text !== '' ? (
                <Suspense fallback={<Waiting />}>
                  <Diagram xml={text} height={360} />
                </Suspense>
              ) : (
                <Lines text={text} other={side === 'mine' ? theirs : mine} />
              )}
            </section>
          )
        })}
      </div>
    </Modal>
  )
}

function Lines({ text, other }: { text: string; other: string }) {
  const known = new Set(other.split('\n'))
  return (
    <pre tabIndex={0} className="hq-lines">
      {text.split('\n').map((line, i) => (
        <div key={i} data-differs={!known.has(line) || undefined}>
          {line === '' ? ' ' : line}
        </div>
      ))}
    </pre>
  )
}

function differing(mine: string, theirs: string): number {
  const known = new Set(theirs.split('\n'))
  return mine.split('\n').filter((line) => !known.has(line)).length
}
