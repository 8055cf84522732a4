/** The steps of the way one is on; any of them can be jumped to. Other ways gone are kept. */
import { Button, Dropdown } from 'antd'
import { useEffect, useRef } from 'react'

import type { Schemas } from '../../../api/client'
import { useLanguage } from '../../../i18n'
import { useT } from '../messages'
import { nameOfElement, type Process, type View } from '../TryOutPage'

type Step = Schemas['SandboxStepOut']

/** From the beginning to where one stands, and on along the newest steps that were taken from there. */
export function lineOf(view: View): Step[] {
  const byNumber = new Map(view.steps.map((each) => [each.step, each]))
  const line: Step[] = []
  for (let at = byNumber.get(view.step); at; at = at.parent === null ? undefined : byNumber.get(at.parent)) line.unshift(at)
  for (let last = line.at(-1); last; ) {
    const next = view.steps.filter((each) => each.parent === last!.step).at(-1)
    if (next) line.push(next)
    last = next
  }
  return line
}

interface Props {
  view: View
  processes: readonly Process[]
  onGo: (step: number) => void
  isDisabled: boolean
}

export function Timeline({ view, processes, onGo, isDisabled }: Props) {
  const t = useT()
  const name = useStepName(processes)
  const line = lineOf(view)
  const here = useRef<HTMLLIElement>(null)
  useEffect(() => {
    // Its answer is no clean-up: newer browsers give a promise.
    void here.current?.scrollIntoView({ block: 'nearest', inline: 'nearest' })
  }, [view.step])
  const shown = new Set(line.map((each) => each.step))
  const others = view.steps.filter((each) => !shown.has(each.step))
  return (
    <>
      <ol className="try-out-steps" aria-label={t('timeline')}>
        {line.map((step, place) => (
          <li key={step.step} ref={step.step === view.step ? here : undefined}>
            <Button
              size="small"
              type={step.step === view.step ? 'primary' : 'default'}
              aria-current={step.step === view.step ? 'step' : undefined}
              disabled={isDisabled && step.step !== view.step}
              onClick={() => step.step !== view.step && onGo(step.step)}
            >
              {place} {name(step)}
            </Button>
          </li>
        ))}
      </ol>
      {others.length > 0 && (
        <Dropdown
          trigger={['click']}
          disabled={isDisabled}
          menu={{
            items: others.map((step) => ({ key: String(step.step), label: name(step) })),
            onClick: ({ key }) => onGo(Number(key)),
          }}
        >
          <Button size="small">
            {t('otherBranches')} {others.length}
          </Button>
        </Dropdown>
      )}
    </>
  )
}

function useStepName(processes: readonly Process[]): (step: Step) => string {
  const t = useT()
  const language = useLanguage()
  return (step) => {
    const element = step.element ? nameOfElement(processes, '', step.element, language) : ''
    switch (step.kind) {
      case 'begin':
        return t('stepBegin')
      case 'start':
        return t('start')
      case 'wait':
        return t('stepWait')
      case 'timer':
        return `${t('stepTimer')} ${element}`
      case 'answer':
        return `${element} ${t('stepAnswer')}`
      case 'throw':
        return `${element} ${t('stepThrow')}`
      case 'fail':
        return `${element} ${t('stepFail')}`
      case 'resolve':
        return `${element} ${t('stepResolve')}`
      case 'deliver':
        return t('stepDeliver')
      case 'message':
        return `${t('stepMessage')} ${element}`
      case 'claim':
        return `${element} ${t('claim')}`
      case 'release':
        return `${element} ${t('release')}`
      case 'withdraw':
        return t('withdraw')
      default:
        return element || step.kind
    }
  }
}
