/** Which steps and flows this way reached, of all; the ones it did not reach by name. */
import { Progress, Typography } from 'antd'

import { useLanguage } from '../../../i18n'
import { useT } from '../messages'
import { nameOfElement, nameOfProcess, type Process, type View } from '../TryOutPage'

export function Coverage({ view, processes }: { view: View; processes: readonly Process[] }) {
  const t = useT()
  const language = useLanguage()
  return (
    <>
      {view.coverage.map((each) => {
        const model = processes.find((one) => one.process === each.process)
        const missed = Object.keys(model?.elements ?? {}).filter((id) => !(id in each.elements))
        const all = each.elements_of + each.flows_of
        const reached = Object.keys(each.elements).length + Object.keys(each.flows).length
        return (
          <section key={each.process} style={{ marginBottom: 16 }}>
            <Typography.Title level={3} style={{ fontSize: 14, margin: 0 }}>
              {nameOfProcess(processes, each.process, language)}
            </Typography.Title>
            <Progress percent={Math.floor((100 * reached) / Math.max(all, 1))} size="small" aria-label={t('coverage')} />
            <div>
              {t('covered', {
                a: Object.keys(each.elements).length,
                b: each.elements_of,
                c: Object.keys(each.flows).length,
                d: each.flows_of,
              })}
            </div>
            {missed.length === 0 ? (
              <div>{t('allCovered')}</div>
            ) : (
              <>
                <div className="quiet">{t('notCovered')}</div>
                <ul style={{ margin: 0, paddingInlineStart: 20 }}>
                  {missed.map((id) => (
                    <li key={id}>{nameOfElement(processes, each.process, id, language)}</li>
                  ))}
                </ul>
              </>
            )}
          </section>
        )
      })}
    </>
  )
}
