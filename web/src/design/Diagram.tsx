/**
 * A BPMN diagram to look at: where the case has been, where it is, how warm each step runs, and a
 * list of the same steps for those who cannot see it. The bpmn.io mark stays visible, as its licence
 * asks.
 */
import { MinusOutlined, PlusOutlined, ShrinkOutlined } from '@ant-design/icons'
import { Alert, Breadcrumb, Button, Flex, theme, Tooltip } from 'antd'
import { memo, useEffect, useMemo, useRef, useState } from 'react'

import { useLanguage } from '../i18n'
import { DiagramCanvas, type Heat, heatMark } from './diagram/canvas'
import { inLanguage } from './diagram/named'
import { Outline } from './diagram/Outline'
import './diagram.css'
import { useT } from './messages'

export type Marker = 'visited' | 'active' | 'incident' | 'selected' | 'changed' | 'removed' | 'added'

export interface DiagramProps {
  xml: string
  /** Element id → what it is marked with. */
  markers?: Readonly<Record<string, readonly Marker[]>>
  /** Element id → how many tokens stand there. */
  tokens?: Readonly<Record<string, number>>
  /** Element id → figure on it and how warm it is. */
  heat?: Readonly<Record<string, Heat>>
  /** Tokens that run along flows when `key` changes. */
  moves?: { key: number | string; flows: readonly string[]; milliseconds: number }
  /** The element looked at; it is marked, and brought into view. */
  selected?: string
  onElementClick?: (elementId: string) => void
  /** Elements that lead into another diagram (called processes): id → the button's name. */
  doors?: Readonly<Record<string, string>>
  onOpen?: (elementId: string) => void
  /** Where one is among the diagrams, outermost first; the last one is shown. */
  path?: readonly { key: string | number; title: string; onClick?: () => void }[]
  height?: number | string
  /** Show the list of steps beside the drawing; it is there for screen readers in any case. */
  showOutline?: boolean
  /** Told apart by it where a page has two. */
  name?: string
  /** The drawing as it comes and goes (null), e.g. to move two of them together. */
  onCanvas?: (canvas: DiagramCanvas | null) => void
}

const NOTHING = {}

export default memo(function Diagram({
  xml,
  markers = NOTHING,
  tokens = NOTHING,
  heat = NOTHING,
  moves,
  selected,
  onElementClick,
  doors = NOTHING,
  onOpen,
  path,
  height = 420,
  showOutline,
  name,
  onCanvas,
}: DiagramProps) {
  const t = useT()
  const { token } = theme.useToken()
  const language = useLanguage()
  const place = useRef<HTMLDivElement>(null)
  const [canvas, setCanvas] = useState<DiagramCanvas | null>(null)
  const [drawn, setDrawn] = useState(0)
  const [failure, setFailure] = useState<string | null>(null)
  const latest = useRef({ onElementClick, onOpen, onCanvas })
  latest.current = { onElementClick, onOpen, onCanvas }

  const named = useMemo(() => {
    try {
      return inLanguage(xml, language)
    } catch (wrong) {
      return { xml, steps: [], problem: String((wrong as Error).message) }
    }
  }, [xml, language])

  const { colorBgContainer: fill, colorText: label, colorTextSecondary: stroke, fontFamily: font } = token
  useEffect(() => {
    const made = new DiagramCanvas(place.current!, { fill, stroke, label, font }, (id) =>
      latest.current.onElementClick?.(id),
    )
    setCanvas(made)
    latest.current.onCanvas?.(made)
    return () => {
      setCanvas(null)
      latest.current.onCanvas?.(null)
      made.destroy()
    }
  }, [fill, stroke, label, font])

  useEffect(() => {
    if (!canvas) return
    let isCurrent = true
    setFailure(null)
    canvas.show(named.xml).then(
      () => isCurrent && setDrawn((count) => count + 1),
      (wrong: Error) => isCurrent && setFailure(wrong.message),
    )
    return () => {
      isCurrent = false
    }
  }, [canvas, named.xml])

  useEffect(() => {
    if (!canvas || !drawn) return
    const wanted = new Map<string, Set<string>>()
    const add = (id: string, name: string) => wanted.set(id, (wanted.get(id) ?? new Set<string>()).add(name))
    for (const [id, each] of Object.entries(markers)) for (const marker of each) add(id, `hq-${marker}`)
    for (const [id, each] of Object.entries(heat)) add(id, heatMark(each.share))
    if (selected) add(selected, 'hq-selected')
    canvas.mark(wanted)
  }, [canvas, drawn, markers, heat, selected])
  useEffect(() => {
    if (drawn) canvas?.tokens(tokens)
  }, [canvas, drawn, tokens])
  useEffect(() => {
    if (drawn) canvas?.heat(heat)
  }, [canvas, drawn, heat])
  useEffect(() => {
    if (drawn) canvas?.doors(doors, (id) => latest.current.onOpen?.(id))
  }, [canvas, drawn, doors])
  useEffect(() => {
    if (drawn && selected) canvas?.reveal(selected)
  }, [canvas, drawn, selected])
  const moveKey = moves?.key
  useEffect(() => {
    if (drawn && moves) canvas?.run(moves.flows, moves.milliseconds)
    // Only a new key is a new move.
  }, [canvas, drawn, moveKey])

  const words: Record<Marker, string> = useMemo(
    () => ({
      visited: t('visited'),
      active: t('active'),
      incident: t('incident'),
      selected: '',
      changed: t('changed'),
      removed: t('removed'),
      added: t('added'),
    }),
    [t],
  )
  const said = useMemo(() => {
    const found: Record<string, string> = {}
    for (const { id } of named.steps) {
      const parts = (markers[id] ?? []).map((each) => words[each]).filter(Boolean)
      if (tokens[id]) parts.push(t('tokensHere', { count: tokens[id] }))
      if (heat[id]) parts.push(heat[id].value)
      if (parts.length > 0) found[id] = parts.join(t('comma'))
    }
    return found
  }, [named.steps, markers, tokens, heat, words, t])
  const problem = 'problem' in named ? named.problem : failure

  return (
    <Flex gap={12} style={{ height, minHeight: 0 }} className="hq-diagram">
      <Flex vertical style={{ flex: 1, minWidth: 0 }}>
        {path && path.length > 1 && (
          <Breadcrumb
            style={{ paddingBottom: 6 }}
            items={path.map(({ key, title, onClick }) => ({
              key,
              title: onClick ? (
                <Button type="link" size="small" style={{ padding: 0 }} onClick={onClick}>
                  {title}
                </Button>
              ) : (
                title
              ),
            }))}
          />
        )}
        <div
          style={{
            flex: 1,
            minHeight: 0,
            position: 'relative',
            border: `1px solid ${token.colorBorderSecondary}`,
            borderRadius: token.borderRadius,
            background: token.colorBgContainer,
          }}
        >
          <div
            ref={place}
            role="group"
            aria-label={t('diagram')}
            className={onElementClick ? 'hq-clickable' : undefined}
            style={{ position: 'absolute', inset: 0, overflow: 'hidden' }}
          />
          {problem && (
            <Alert type="error" showIcon title={t('diagramBroken', { problem })} style={{ position: 'relative', margin: 12 }} />
          )}
          <Flex vertical gap={4} style={{ position: 'absolute', right: 8, top: 8 }}>
            {(
              [
                ['zoomIn', <PlusOutlined />, () => canvas?.zoom(1.25)],
                ['zoomOut', <MinusOutlined />, () => canvas?.zoom(0.8)],
                ['zoomFit', <ShrinkOutlined />, () => canvas?.fit()],
              ] as const
            ).map(([name, icon, run]) => (
              <Tooltip key={name} title={t(name)} placement="left" getPopupContainer={(node) => node.parentElement!}>
                <Button size="small" icon={icon} aria-label={t(name)} onClick={run} disabled={!drawn} />
              </Tooltip>
            ))}
          </Flex>
        </div>
      </Flex>
      <nav
        aria-label={name ? `${t('outline')} · ${name}` : t('outline')}
        className={showOutline ? undefined : 'unseen'}
        style={
          showOutline
            ? {
                width: 240,
                flexShrink: 0,
                overflow: 'auto',
                border: `1px solid ${token.colorBorderSecondary}`,
                borderRadius: token.borderRadius,
                background: token.colorBgContainer,
              }
            : undefined
        }
      >
        <Outline
          steps={named.steps}
          said={said}
          selected={selected}
          onSelect={onElementClick}
          doors={doors}
          onOpen={onOpen}
        />
      </nav>
    </Flex>
  )
})
