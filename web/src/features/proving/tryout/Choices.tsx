/** Everything that can be done now; one is open, the others are a click away. */
import { Collapse, Empty as Nothing, Typography } from 'antd'
import { useState } from 'react'

import { Failure } from '../../../design/Failure'
import { deadlineText, momentText } from '../../../design/formats'
import { OfCase } from '../../../forms'
import { pick, useLanguage } from '../../../i18n'
import { useT } from '../messages'
import { type Act, nameOfElement, type Process, type View } from '../TryOutPage'
import { ChoiceBody, type Choice } from './ChoiceBody'

const KINDS = {
  start: 'kindStart',
  task: 'kindTask',
  call: 'kindCall',
  timer: 'kindTimer',
  message: 'kindMessage',
  signal: 'kindSignal',
  delivery: 'kindDelivery',
  incident: 'kindIncident',
  withdraw: 'kindWithdraw',
} as const

interface Props {
  view: View
  processes: readonly Process[]
  act: (given: Act) => void
  isBusy: boolean
  problem: unknown
}

export function Choices({ view, processes, act, isBusy, problem }: Props) {
  const t = useT()
  const language = useLanguage()
  const first = view.choices[0]
  const [open, setOpen] = useState<string[]>(first ? [keyOf(first)] : [])
  return (
    <>
      <Typography.Title level={2} style={{ fontSize: 14, margin: '0 0 8px' }}>
        {t('canDo')}
      </Typography.Title>
      {problem !== null && problem !== undefined && <Failure problem={problem} />}
      {view.choices.length === 0 ? (
        <Nothing
          image={Nothing.PRESENTED_IMAGE_SIMPLE}
          description={view.ended ? t('endedHint', { state: view.case_state }) : t('stuckHint')}
        />
      ) : (
        <Collapse
          size="small"
          activeKey={open}
          onChange={(keys) => setOpen([keys].flat())}
          items={view.choices.map((choice) => ({
            key: keyOf(choice),
            label: (
              <span>
                {t(KINDS[choice.kind as keyof typeof KINDS])} ·{' '}
                <strong>
                  {pick(language, choice.title) || nameOfElement(processes, choice.process, choice.element, language)}
                </strong>
                {choice.due && (
                  <div className="quiet">
                    {t('due', { at: choice.kind === 'task' ? deadlineText(choice.due) : momentText(choice.due) })}
                  </div>
                )}
              </span>
            ),
            children: (
              <OfCase area={view.sandbox.area}>
                <ChoiceBody choice={choice} act={act} isBusy={isBusy} isMine={view.mine} problem={problem} labels={view.labels} />
              </OfCase>
            ),
          }))}
        />
      )}
    </>
  )
}

function keyOf(choice: Choice): string {
  return `${choice.kind} ${choice.n} ${choice.element}`
}
