/** What all scenarios together reach: steps, flows, rows of tables; what none reaches, by name. */
import { useQuery } from '@tanstack/react-query'
import { Button, Flex, Progress, Typography } from 'antd'
import { lazy, Suspense, useMemo, useState } from 'react'

import type { Schemas } from '../../api/client'
import type { Marker } from '../../design/Diagram'
import { Failure } from '../../design/Failure'
import { Waiting } from '../../design/Waiting'
import { type InBoth, pick, useLanguage } from '../../i18n'
import { useT } from './messages'
import { useCoverage } from './questions'
import { fileOf, type Subject } from './subject'

const Diagram = lazy(() => import('../../design/Diagram'))

type Part = Schemas['CoveredOut']
/** More are behind a button: a table may have thousands of rows. */
const SHOWN = 12

export function ScenarioCoverage({ subject, run }: { subject: Subject; run: string }) {
  const t = useT()
  const language = useLanguage()
  const coverage = useCoverage(subject, run)
  if (coverage.error) return <Failure problem={coverage.error} retry={() => void coverage.refetch()} />
  if (!coverage.data) return coverage.isPending ? <Waiting rows={2} /> : null
  return (
    <section aria-label={t('scenarioCoverage')}>
      <Typography.Text strong>{t('scenarioCoverage')}</Typography.Text>
      {coverage.data.processes.map((each) => (
        <Covered key={each.process} name={pick(language, each.name) || each.process} parts={[...each.elements, ...each.flows]}>
          <div>
            {t('covered', {
              a: reached(each.elements),
              b: each.elements.length,
              c: reached(each.flows),
              d: each.flows.length,
            })}
          </div>
          <Missed title={t('notCovered')} parts={each.elements} />
          <Missed title={t('flowsNotCovered')} parts={each.flows} />
          <OnDiagram subject={subject} process={each} />
        </Covered>
      ))}
      {coverage.data.tables.map((each) => (
        <Covered key={each.decision} name={each.name || each.decision} parts={each.rows}>
          <div>{t('rowsCovered', { a: reached(each.rows), b: each.rows.length })}</div>
          <Missed title={t('rowsNotCovered')} parts={each.rows} called={(row, text) => t('rowAsks', { n: row.id, text })} />
        </Covered>
      ))}
    </section>
  )
}

function Covered({ name, parts, children }: { name: string; parts: readonly Part[]; children: React.ReactNode }) {
  const t = useT()
  const percent = Math.floor((100 * reached(parts)) / Math.max(parts.length, 1))
  return (
    <div style={{ marginBottom: 12 }}>
      <Flex gap={12} align="center">
        <span>{name}</span>
        <Progress percent={percent} size="small" aria-label={`${t('coverage')} ${name}`} style={{ maxWidth: 260 }} />
      </Flex>
      {children}
    </div>
  )
}

function Missed(props: { title: string; parts: readonly Part[]; called?: (part: Part, text: string) => string }) {
  const t = useT()
  const language = useLanguage()
  const [isOpen, setOpen] = useState(false)
  const missed = props.parts.filter((each) => each.count === 0)
  if (missed.length === 0) return null
  const words = (each: Part) => {
    const text = pick(language, each.name as InBoth)
    return props.called ? props.called(each, text) : text || each.id
  }
  return (
    <>
      <div className="quiet">{props.title}</div>
      <ul style={{ margin: 0, paddingInlineStart: 20 }}>
        {missed.slice(0, isOpen ? undefined : SHOWN).map((each) => (
          <li key={each.id}>{words(each)}</li>
        ))}
      </ul>
      {!isOpen && missed.length > SHOWN && (
        <Button type="link" size="small" onClick={() => setOpen(true)}>
          {t('allOfThem', { n: missed.length })}
        </Button>
      )}
    </>
  )
}

function OnDiagram({ subject, process }: { subject: Subject; process: Schemas['CoveredProcessOut'] }) {
  const t = useT()
  const [isShown, setShown] = useState(false)
  const place = { bundle: subject.bundle ?? '', workspace: subject.workspace ?? null }
  const xml = useQuery({
    queryKey: ['file-of-version', subject.bundle, subject.workspace, process.file],
    queryFn: () => fileOf(place, process.file),
    enabled: isShown,
  })
  const markers = useMemo(() => {
    const found: Record<string, Marker[]> = {}
    for (const each of [...process.elements, ...process.flows]) if (each.count > 0) found[each.id] = ['visited']
    return found
  }, [process])
  return (
    <>
      <Button size="small" aria-expanded={isShown} onClick={() => setShown(!isShown)}>
        {t('onDiagram')}
      </Button>
      {isShown && xml.error && <Failure problem={xml.error} retry={() => void xml.refetch()} />}
      {isShown && xml.data && (
        <Suspense fallback={<Waiting rows={6} />}>
          <Diagram xml={xml.data} markers={markers} name={t('scenarioCoverage')} height={360} />
        </Suspense>
      )}
    </>
  )
}

function reached(parts: readonly Part[]): number {
  return parts.filter((each) => each.count > 0).length
}
