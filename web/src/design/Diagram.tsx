/**
 * A BPMN diagram to look at: where the case has been, where it is, and a list of the same steps for
 * those who cannot see it. The bpmn.io mark stays visible, as its licence asks.
 */
import { MinusOutlined, PlusOutlined, ShrinkOutlined } from '@ant-design/icons'
import { Alert, Button, Flex, theme, Tooltip } from 'antd'
import NavigatedViewer from 'bpmn-js/lib/NavigatedViewer'
import 'bpmn-js/dist/assets/bpmn-js.css'
import 'bpmn-js/dist/assets/diagram-js.css'
import { useEffect, useMemo, useRef, useState } from 'react'

import { useLanguage } from '../i18n'
import './diagram.css'
import { useT } from './messages'

export type Marker = 'visited' | 'active' | 'incident' | 'selected' | 'changed' | 'removed' | 'added'

export interface DiagramProps {
  xml: string
  /** Element id → what it is marked with. */
  markers?: Readonly<Record<string, readonly Marker[]>>
  /** Element id → how many tokens stand there. */
  tokens?: Readonly<Record<string, number>>
  onElementClick?: (elementId: string) => void
  height?: number | string
  /** Show the list of steps beside the drawing; it is there for screen readers in any case. */
  showOutline?: boolean
}

export interface OutlineEntry {
  id: string
  name: string
}

export default function Diagram({ xml, markers, tokens, onElementClick, height = 420, showOutline }: DiagramProps) {
  const t = useT()
  const { token } = theme.useToken()
  const language = useLanguage()
  const place = useRef<HTMLDivElement>(null)
  const viewer = useRef<any>(null)
  const click = useRef(onElementClick)
  click.current = onElementClick
  const [outline, setOutline] = useState<OutlineEntry[]>([])
  const [problem, setProblem] = useState<string | null>(null)
  const [ready, setReady] = useState(0)

  useEffect(() => {
    const made = new NavigatedViewer({ container: place.current! })
    viewer.current = made
    made.on('element.click', (event: any) => {
      if (event.element?.parent) click.current?.(event.element.id)
    })
    return () => {
      viewer.current = null
      made.destroy()
    }
  }, [])

  useEffect(() => {
    let isCurrent = true
    setProblem(null)
    viewer.current
      .importXML(xml)
      .then(() => {
        if (!isCurrent || !viewer.current) return
        fit(viewer.current)
        setReady((count) => count + 1)
      })
      .catch((wrong: Error) => isCurrent && setProblem(wrong.message))
    return () => {
      isCurrent = false
    }
  }, [xml])

  useEffect(() => {
    if (!ready || !viewer.current) return
    const registry = viewer.current.get('elementRegistry')
    const found: OutlineEntry[] = []
    for (const element of registry.getAll()) {
      const object = element.businessObject
      if (element.labelTarget || !object || !isStep(object)) continue
      found.push({ id: element.id, name: nameOf(object, language) || element.id })
    }
    setOutline(found)
  }, [ready, language])

  useEffect(() => {
    if (!ready || !viewer.current) return
    const canvas = viewer.current.get('canvas')
    const registry = viewer.current.get('elementRegistry')
    const marked: [string, string][] = []
    for (const [id, each] of Object.entries(markers ?? {})) {
      if (!registry.get(id)) continue
      for (const marker of each) {
        canvas.addMarker(id, `hq-${marker}`)
        marked.push([id, `hq-${marker}`])
      }
    }
    return () => {
      if (!viewer.current) return
      for (const [id, name] of marked) if (registry.get(id)) canvas.removeMarker(id, name)
    }
  }, [markers, ready])

  useEffect(() => {
    if (!ready || !viewer.current) return
    const overlays = viewer.current.get('overlays')
    const registry = viewer.current.get('elementRegistry')
    const added: string[] = []
    for (const [id, count] of Object.entries(tokens ?? {})) {
      if (!registry.get(id) || count <= 0) continue
      const html = document.createElement('div')
      html.className = 'hq-token'
      html.textContent = String(count)
      added.push(overlays.add(id, 'hq-token', { position: { top: -10, left: -10 }, html }))
    }
    return () => {
      if (viewer.current) for (const id of added) overlays.remove(id)
    }
  }, [tokens, ready])

  const states = useMemo(() => ({ visited: t('visited'), active: t('active'), incident: t('incident') }), [t])
  const zoom = (by: number) => {
    const canvas = viewer.current?.get('canvas')
    canvas?.zoom(canvas.zoom() * by)
  }

  return (
    <Flex gap={12} style={{ height }} className="hq-diagram">
      <div
        style={{
          flex: 1,
          minWidth: 0,
          position: 'relative',
          border: `1px solid ${token.colorBorderSecondary}`,
          borderRadius: token.borderRadius,
          background: token.colorBgContainer,
        }}
      >
        <div ref={place} role="img" aria-label={t('diagram')} style={{ position: 'absolute', inset: 0 }} />
        {problem !== null && <Alert type="error" showIcon title={t('diagramBroken', { problem })} style={{ margin: 12 }} />}
        <Flex vertical gap={4} style={{ position: 'absolute', right: 8, top: 8 }}>
          {(
            [
              ['zoomIn', <PlusOutlined />, () => zoom(1.25)],
              ['zoomOut', <MinusOutlined />, () => zoom(0.8)],
              ['zoomFit', <ShrinkOutlined />, () => viewer.current && fit(viewer.current)],
            ] as const
          ).map(([label, icon, run]) => (
            <Tooltip key={label} title={t(label)} placement="left">
              <Button size="small" icon={icon} aria-label={t(label)} onClick={run} />
            </Tooltip>
          ))}
        </Flex>
      </div>
      <nav
        aria-label={t('outline')}
        className={showOutline ? undefined : 'unseen'}
        style={showOutline ? { width: 240, overflow: 'auto' } : undefined}
      >
        <ol style={{ margin: 0, paddingInlineStart: 20 }}>
          {outline.map(({ id, name }) => {
            const said = (markers?.[id] ?? []).flatMap((each) => (each in states ? [states[each as keyof typeof states]] : []))
            const label = said.length > 0 ? `${name}（${said.join('、')}）` : name
            return (
              <li key={id}>
                {onElementClick ? (
                  <Button type="link" size="small" style={{ padding: 0 }} onClick={() => onElementClick(id)}>
                    {label}
                  </Button>
                ) : (
                  label
                )}
              </li>
            )
          })}
        </ol>
      </nav>
    </Flex>
  )
}

function fit(viewer: any) {
  const canvas = viewer.get('canvas')
  canvas.zoom('fit-viewport', 'auto')
  canvas.zoom(Math.min(1, canvas.zoom() * 0.94), 'auto')
}

function isStep(object: any): boolean {
  return object.$instanceOf?.('bpmn:FlowNode') ?? false
}

/** The element's name in the reader's language; English ones stand in `huiqian:name.en`. */
function nameOf(object: any, language: string): string {
  if (language === 'en')
    for (const extension of object.extensionElements?.values ?? [])
      for (const child of extension.$children ?? extension.properties ?? [])
        if (child.name === 'huiqian:name.en') return child.value
  return object.name ?? ''
}
