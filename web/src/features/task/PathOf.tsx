/** The diagram of the version the case runs on, with the path taken: from the journal, with counts. */
import { Flex, Segmented } from 'antd'
import { lazy, Suspense, useMemo, useState } from 'react'

import type { Marker } from '../../design/Diagram'
import { Failure } from '../../design/Failure'
import { Waiting } from '../../design/Waiting'
import { pick, useLanguage } from '../../i18n'
import { useT } from './messages'
import { useDrawing, usePath } from './queries'

const Diagram = lazy(() => import('../../design/Diagram'))

export function PathOf({ caseId, process: wanted }: { caseId: string; process?: string }) {
  const t = useT()
  const language = useLanguage()
  const path = usePath(caseId, true)
  const [chosen, setChosen] = useState<string | undefined>(wanted)
  const found = path.data?.processes ?? []
  const drawn = found.find((each) => each.process === chosen) ?? found[0]
  const drawing = useDrawing(caseId, drawn?.process)
  const markers = useMemo(() => {
    const marks: Record<string, Marker[]> = {}
    for (const each of drawn?.elements ?? []) marks[each.element] = each.active > 0 ? ['visited', 'active'] : ['visited']
    for (const each of drawn?.flows ?? []) marks[each.flow] = ['visited']
    return marks
  }, [drawn])
  const tokens = useMemo(
    () => Object.fromEntries((drawn?.elements ?? []).filter((each) => each.active > 0).map((each) => [each.element, each.active])),
    [drawn],
  )
  if (path.error) return <Failure problem={path.error} retry={() => void path.refetch()} />
  if (drawing.error) return <Failure problem={drawing.error} retry={() => void drawing.refetch()} />
  if (!drawn || !drawing.data) return <Waiting rows={6} />
  return (
    <Flex vertical gap={8}>
      {found.length > 1 && (
        <div style={{ overflowX: 'auto' }}>
          <Segmented
            aria-label={t('processOf')}
            value={drawn.process}
            onChange={setChosen}
            options={found.map((each) => ({ value: each.process, label: pick(language, each.title) }))}
          />
        </div>
      )}
      <Suspense fallback={<Waiting rows={6} />}>
        <Diagram xml={drawing.data} markers={markers} tokens={tokens} height={420} />
      </Suspense>
    </Flex>
  )
}
