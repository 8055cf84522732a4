/**
 * The drawing itself: one viewer of bpmn.io with our marks on it. Marks, tokens and heat are
 * compared with what is there, so that moving about in a large diagram touches few elements.
 */
import '../../older'

import NavigatedViewer from 'bpmn-js/lib/NavigatedViewer'
import 'bpmn-js/dist/assets/bpmn-js.css'
import 'bpmn-js/dist/assets/diagram-js.css'

export interface Look {
  fill: string
  stroke: string
  label: string
  /** The page's own fonts: those of the viewer lack Chinese on some machines. */
  font: string
}

export interface Heat {
  /** What stands on the element, e.g. "3.5 d". */
  value: string
  /** 0 to 1: how warm it is. */
  share: number
}

const PADDING = 24
const LEVELS = 5

export class DiagramCanvas {
  private readonly viewer: any
  private readonly marked = new Map<string, Set<string>>()
  private readonly overlaid = new Map<string, { id: string; shown: string }>()
  private readonly resizing: ResizeObserver
  private isFitted = true
  private isReady = false
  private moving = 0
  private running: { dot: HTMLElement; points: readonly Point[] }[] = []
  private readonly place: HTMLElement

  constructor(place: HTMLElement, look: Look, onClick: (id: string) => void) {
    this.place = place
    this.viewer = new NavigatedViewer({
      container: place,
      bpmnRenderer: {
        defaultFillColor: look.fill,
        defaultStrokeColor: look.stroke,
        defaultLabelColor: look.label,
      },
      textRenderer: { defaultStyle: { fontFamily: look.font }, externalStyle: { fontFamily: look.font } },
    } as any)
    this.viewer.on('element.click', ({ element }: any) => {
      const shown = element?.labelTarget ?? element
      if (shown?.parent && !isPlane(shown)) onClick(shown.id)
    })
    for (const event of ['wheel', 'pointerdown'])
      place.addEventListener(event, () => (this.isFitted = false), { passive: true })
    this.resizing = new ResizeObserver(() => {
      if (!this.isReady || place.clientWidth === 0) return
      this.viewer.get('canvas').resized()
      if (this.isFitted) this.fit()
    })
    this.resizing.observe(place)
  }

  /** Raises what the viewer says of a diagram it cannot draw. */
  async show(xml: string): Promise<void> {
    this.stopRunning()
    this.isReady = false
    this.marked.clear()
    this.overlaid.clear()
    await this.viewer.importXML(xml)
    this.isReady = true
    // Its elements stand as a list beside the drawing; that is where the Tab key leads.
    this.svg?.setAttribute('aria-hidden', 'true')
    this.svg?.setAttribute('tabindex', '-1')
    this.fit()
  }

  /** The whole diagram, with some air around it. */
  fit() {
    this.isFitted = true
    const canvas = this.viewer.get('canvas')
    const { inner, outer } = canvas.viewbox()
    if (!outer.width || !inner.width) return
    const scale = Math.min(
      1.2,
      (outer.width - 2 * PADDING) / inner.width,
      (outer.height - 2 * PADDING) / inner.height,
    )
    const width = outer.width / scale
    const height = outer.height / scale
    canvas.viewbox({
      x: inner.x - (width - inner.width) / 2,
      y: inner.y - (height - inner.height) / 2,
      width,
      height,
    })
  }

  /** Go wherever another drawing goes, and the other way round; the answer ends it. */
  moveWith(other: DiagramCanvas): () => void {
    const event = 'canvas.viewbox.changed'
    let isMoving = false
    const follow = (from: DiagramCanvas, to: DiagramCanvas) => () => {
      if (isMoving || !from.isReady || !to.isReady) return
      isMoving = true
      const { x, y, width, height } = from.viewer.get('canvas').viewbox()
      to.isFitted = from.isFitted
      to.viewer.get('canvas').viewbox({ x, y, width, height })
      isMoving = false
    }
    const there = follow(this, other)
    const back = follow(other, this)
    this.viewer.on(event, there)
    other.viewer.on(event, back)
    return () => {
      this.viewer.off(event, there)
      other.viewer.off(event, back)
    }
  }

  zoom(by: number) {
    this.isFitted = false
    const canvas = this.viewer.get('canvas')
    canvas.zoom(canvas.zoom() * by, 'auto')
  }

  /** Bring the element into view if it is outside; a diagram seen whole stays as it is. */
  reveal(id: string) {
    if (this.isFitted || !this.has(id)) return
    this.viewer.get('canvas').scrollToElement(id, { top: 80, bottom: 80, left: 120, right: 120 })
  }

  has(id: string): boolean {
    return this.isReady && this.viewer.get('elementRegistry').get(id) !== undefined
  }

  /** Element id → names of its marks. */
  mark(wanted: ReadonlyMap<string, ReadonlySet<string>>) {
    if (!this.isReady) return
    const canvas = this.viewer.get('canvas')
    for (const [id, names] of this.marked)
      for (const name of names)
        if (!wanted.get(id)?.has(name)) {
          canvas.removeMarker(id, name)
          names.delete(name)
        }
    for (const [id, names] of wanted) {
      if (!this.has(id)) continue
      const there = this.marked.get(id) ?? new Set<string>()
      this.marked.set(id, there)
      for (const name of names)
        if (!there.has(name)) {
          canvas.addMarker(id, name)
          there.add(name)
        }
    }
  }

  tokens(wanted: Readonly<Record<string, number>>) {
    const counts = Object.entries(wanted).filter(([, count]) => count > 0)
    this.overlay('token', counts.map(([id, count]) => [id, String(count)]), { top: -11, left: -11 })
  }

  heat(wanted: Readonly<Record<string, Heat>>) {
    this.overlay('heat', Object.entries(wanted).map(([id, each]) => [id, each.value]), { bottom: 8, right: 20 })
  }

  /** Buttons on elements that lead into another diagram. */
  doors(wanted: Readonly<Record<string, string>>, open: (id: string) => void) {
    this.overlay('door', Object.entries(wanted), { bottom: 12, left: 38 }, (id, title) => {
      const button = document.createElement('button')
      button.type = 'button'
      button.textContent = '▸'
      button.title = title
      button.setAttribute('aria-label', title)
      button.addEventListener('click', (event) => {
        event.stopPropagation()
        open(id)
      })
      return button
    })
  }

  /**
   * Let tokens run along flows, all at once; people who want no motion see none. They run above the
   * drawing, so that a large one is not painted anew in every frame.
   */
  run(flows: readonly string[], milliseconds: number) {
    this.stopRunning()
    if (!this.isReady || matchMedia('(prefers-reduced-motion: reduce)').matches) return
    const registry = this.viewer.get('elementRegistry')
    const found = flows.flatMap((flow) => registry.get(flow)?.waypoints ?? [])
    if (found.length === 0) return
    const { x, y, scale } = this.viewer.get('canvas').viewbox()
    for (const flow of flows) {
      const points: readonly Point[] | undefined = registry.get(flow)?.waypoints
      if (!points) continue
      const dot = document.createElement('div')
      dot.className = 'hq-moving'
      this.place.append(dot)
      this.running.push({
        dot,
        points: points.map((each) => ({ x: (each.x - x) * scale, y: (each.y - y) * scale })),
      })
    }
    const start = performance.now()
    const draw = (now: number) => {
      const share = Math.min(1, (now - start) / milliseconds)
      for (const { dot, points } of this.running) {
        const at = along(points, lengthOf(points) * share)
        dot.style.transform = `translate(${at.x}px, ${at.y}px)`
      }
      if (share < 1) this.moving = requestAnimationFrame(draw)
      else this.stopRunning()
    }
    draw(start)
  }

  private stopRunning() {
    cancelAnimationFrame(this.moving)
    for (const { dot } of this.running) dot.remove()
    this.running = []
  }

  destroy() {
    this.stopRunning()
    this.resizing.disconnect()
    this.isReady = false
    this.viewer.destroy()
  }

  private get svg(): SVGElement | undefined {
    return this.viewer.get('canvas')._svg
  }

  private overlay(
    kind: string,
    wanted: readonly (readonly [id: string, shown: string])[],
    position: Record<string, number>,
    make: (id: string, shown: string) => HTMLElement = plain(kind),
  ) {
    if (!this.isReady) return
    const overlays = this.viewer.get('overlays')
    const present = new Set(wanted.map(([id]) => `${kind} ${id}`))
    for (const [key, { id }] of this.overlaid)
      if (key.startsWith(`${kind} `) && !present.has(key)) {
        overlays.remove(id)
        this.overlaid.delete(key)
      }
    for (const [id, shown] of wanted) {
      if (!this.has(id)) continue
      const key = `${kind} ${id}`
      const there = this.overlaid.get(key)
      if (there?.shown === shown) continue
      if (there) overlays.remove(there.id)
      const html = make(id, shown)
      html.classList.add(`hq-${kind}`)
      this.overlaid.set(key, { id: overlays.add(id, kind, { position, html, show: {} }), shown })
    }
  }
}

export function heatMark(share: number): string {
  return `hq-heat-${Math.max(1, Math.min(LEVELS, Math.ceil(share * LEVELS)))}`
}

function plain(_kind: string) {
  return (_id: string, shown: string) => {
    const html = document.createElement('div')
    html.textContent = shown
    return html
  }
}

function isPlane(element: any): boolean {
  return !element.parent || element.type === 'bpmn:Process' || element.type === 'bpmn:Collaboration'
}

interface Point {
  x: number
  y: number
}

function lengthOf(points: readonly Point[]): number {
  let length = 0
  for (let i = 1; i < points.length; i++) length += distance(points[i - 1]!, points[i]!)
  return length
}

function along(points: readonly Point[], covered: number): Point {
  let left = covered
  for (let i = 1; i < points.length; i++) {
    const a = points[i - 1]!
    const b = points[i]!
    const piece = distance(a, b)
    if (left <= piece && piece > 0) {
      const share = left / piece
      return { x: a.x + (b.x - a.x) * share, y: a.y + (b.y - a.y) * share }
    }
    left -= piece
  }
  return points[points.length - 1]!
}

function distance(a: Point, b: Point): number {
  return Math.hypot(b.x - a.x, b.y - a.y)
}
