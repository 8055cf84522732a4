/** What a planned change of a person would do, in words. */
import { Alert, Flex } from 'antd'

import type { Schemas } from '../../../api/client'
import { pick, useLanguage } from '../../../i18n'
import { usePlaceNames } from '../../../design/places'
import { useT } from './messages'

type Effect = Schemas['PersonEffectOut']

export function PersonEffect({ effect }: { effect: Effect }) {
  const t = useT()
  const language = useLanguage()
  const places = usePlaceNames()
  const held = effect.held.map((each) => {
    const step = pick(language, { zh: each.title_zh, en: each.title_en }) || each.element
    return t('holdsLine', { step, count: each.tasks })
  })
  return (
    <Flex vertical gap={8} aria-live="polite">
      {effect.lost.map((each) => {
        const isLast = each.others === 0
        const steps = each.steps.map(
          (step) =>
            `${pick(language, { zh: step.process_title_zh, en: step.process_title_en })} · ${
              pick(language, { zh: step.title_zh, en: step.title_en }) || step.element
            }`,
        )
        return (
          <Alert
            key={each.group}
            type={isLast && (each.waiting_tasks > 0 || steps.length > 0) ? 'warning' : 'info'}
            showIcon
            title={`${places.group(each.group)}：${isLast ? t('lastOne') : t('others', { count: each.others })}`}
            description={
              <>
                {each.waiting_tasks > 0 && (
                  <div>{t(isLast ? 'waiting' : 'waitingOthers', { count: each.waiting_tasks })}</div>
                )}
                {steps.length > 0 && (
                  <details>
                    <summary>{`${t('stepsAffected')}（${steps.length}）`}</summary>
                    <ul style={{ margin: 0, paddingInlineStart: 20 }}>
                      {steps.map((step, i) => (
                        <li key={i}>{step}</li>
                      ))}
                    </ul>
                  </details>
                )}
              </>
            }
          />
        )
      })}
      {held.length > 0 && (
        <Alert
          type="warning"
          showIcon
          title={t('holds')}
          description={
            <>
              <ul style={{ margin: 0, paddingInlineStart: 20 }}>
                {held.map((line) => (
                  <li key={line}>{line}</li>
                ))}
              </ul>
              {t('holdsKept')}
            </>
          }
        />
      )}
      {(effect.sessions_ended > 0 || effect.tokens_dead > 0) && (
        <Alert
          type="info"
          showIcon
          title={[
            effect.sessions_ended > 0 && t('sessionsEnd', { count: effect.sessions_ended }),
            effect.tokens_dead > 0 && t('tokensDie', { count: effect.tokens_dead }),
          ]
            .filter(Boolean)
            .join(language === 'zh' ? '；' : '; ')}
        />
      )}
    </Flex>
  )
}
