/** Two versions of a diagram side by side; moving or zooming one moves the other. */
import { useQuery } from '@tanstack/react-query'
import { Flex, Typography } from 'antd'
import { useEffect, useState } from 'react'

import type { Schemas } from '../../api/client'
import Diagram, { type Marker } from '../../design/Diagram'
import type { DiagramCanvas } from '../../design/diagram/canvas'
import { Failure } from '../../design/Failure'
import { Waiting } from '../../design/Waiting'
import { useT } from './messages'
import { fileOf } from './subject'

type Version = Schemas['VersionOut']
type Change = Schemas['DifferenceOut']

interface Props {
  comparison: Schemas['ComparisonOut']
  file: string
  chosen?: Change
  onElement: (element: string) => void
  height: number | string
}

export function TwoCanvases({ comparison, file, chosen, onElement, height }: Props) {
  const t = useT()
  const [before, setBefore] = useState<DiagramCanvas | null>(null)
  const [after, setAfter] = useState<DiagramCanvas | null>(null)
  useEffect(() => (before && after ? before.moveWith(after) : undefined), [before, after])
  const sides = [
    ['before', t('beforeSide'), comparison.before, setBefore],
    ['after', t('afterSide'), comparison.after, setAfter],
  ] as const
  const element = chosen?.element

  return (
    <Flex gap={12} style={{ height }}>
      {sides.map(([side, label, version, onCanvas]) => (
        <section key={side} aria-label={label} style={{ flex: 1, minWidth: 0, display: 'flex', flexDirection: 'column' }}>
          <Typography.Text type="secondary">{label}</Typography.Text>
          <div style={{ flex: 1, minHeight: 0 }}>
            {version && version.files.includes(file) ? (
              <Canvas
                name={label}
                version={version}
                file={file}
                markers={markers(comparison.changes, side)}
                onElement={onElement}
                onCanvas={onCanvas}
                {...(element ? { selected: element } : {})}
              />
            ) : (
              <Typography.Paragraph style={{ padding: 24 }}>{t('nothingBefore')}</Typography.Paragraph>
            )}
          </div>
        </section>
      ))}
    </Flex>
  )
}

function Canvas({
  name,
  version,
  file,
  markers,
  onElement,
  onCanvas,
  selected,
}: {
  name: string
  version: Version
  file: string
  markers: Record<string, Marker[]>
  onElement: (element: string) => void
  onCanvas: (canvas: DiagramCanvas | null) => void
  selected?: string
}) {
  const xml = useQuery({
    queryKey: ['file-of-version', version.bundle, version.workspace, file],
    queryFn: () => fileOf(version, file),
  })
  if (xml.error) return <Failure problem={xml.error} retry={() => void xml.refetch()} />
  if (!xml.data) return <Waiting />
  return (
    <Diagram
      xml={xml.data}
      name={name}
      markers={markers}
      onElementClick={onElement}
      onCanvas={onCanvas}
      height="100%"
      {...(selected ? { selected } : {})}
    />
  )
}

function markers(changes: readonly Change[], side: 'before' | 'after'): Record<string, Marker[]> {
  const found: Record<string, Marker[]> = {}
  for (const change of changes) {
    if (!change.element || (change.group !== 'flow' && change.group !== 'property')) continue
    const marker: Marker | null =
      change.kind === 'changed' || change.group === 'property'
        ? 'changed'
        : change.kind === 'added'
          ? side === 'after'
            ? 'added'
            : null
          : side === 'before'
            ? 'removed'
            : null
    if (marker) (found[change.element] ??= []).push(marker)
  }
  return found
}
