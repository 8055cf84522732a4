/** A drawing for decisions that have none: what asks above what is asked, one level below the other. */
import { containsDi } from 'dmn-js-shared/lib/util/DiUtil'

type Moddle = any

const GAP = { x: 40, y: 70 }
const LEFT = 160
const TOP = 60
const REQUIREMENTS = ['informationRequirement', 'knowledgeRequirement', 'authorityRequirement'] as const
const REFERENCES = [
  'requiredDecision',
  'requiredInput',
  'requiredKnowledge',
  'requiredAuthority',
] as const

interface Line {
  requirement: Moddle
  from: Moddle
  to: Moddle
}

export class Drawing {
  static $inject = ['drdFactory', 'elementFactory', 'eventBus', 'drdUpdater', 'moddle']

  constructor(drdFactory: any, elementFactory: any, eventBus: any, drdUpdater: any, moddle: any) {
    eventBus.on('import.start', ({ definitions }: { definitions: Moddle }) => {
      if (containsDi(definitions)) return
      const diagram = drdFactory.create('dmndi:DMNDiagram')
      const held = definitions.dmnDI ?? drdFactory.create('dmndi:DMNDI')
      held.set('diagrams', [diagram])
      definitions.set('dmnDI', held)
      const elements: Moddle[] = definitions.get('drgElement')
      const lines = elements.flatMap((each) => linesOf(each, elements))
      const places = layout(elements, lines, (each) => elementFactory._getDefaultSize(each))
      for (const [element, bounds] of places)
        drdUpdater.updateDiParent(drdFactory.createDiShape(element, bounds), diagram)
      for (const { requirement, from, to } of lines) {
        requirement.id ??= moddle.ids.nextPrefixed(`${requirement.$type.split(':')[1]}_`, requirement)
        const a = places.get(from)!
        const b = places.get(to)!
        const waypoints = [
          { x: a.x + a.width / 2, y: a.y },
          { x: b.x + b.width / 2, y: b.y + b.height },
        ]
        drdUpdater.updateDiParent(drdFactory.createDiEdge(requirement, waypoints), diagram)
      }
    })
  }
}

/** From what is required to what requires it. */
function linesOf(element: Moddle, all: readonly Moddle[]): Line[] {
  return REQUIREMENTS.flatMap((kind) => (element[kind] ?? []) as Moddle[]).flatMap((requirement) => {
    const href: string = REFERENCES.map((name) => requirement[name]?.href).find(Boolean) ?? ''
    const from = all.find((each) => `#${each.id}` === href)
    return from ? [{ requirement, from, to: element }] : []
  })
}

interface Bounds {
  x: number
  y: number
  width: number
  height: number
}

export function layout(
  elements: readonly Moddle[],
  lines: readonly Line[],
  sizeOf: (element: Moddle) => { width: number; height: number },
): Map<Moddle, Bounds> {
  const levels = new Map<Moddle, number>(elements.map((each) => [each, 0]))
  // At most one round per element, so that a circle ends too.
  for (let round = 0; round < elements.length; round += 1) {
    let isStill = true
    for (const { from, to } of lines) {
      const below = levels.get(to)! + 1
      if (levels.get(from)! >= below || below > elements.length) continue
      levels.set(from, below)
      isStill = false
    }
    if (isStill) break
  }
  const rows: Moddle[][] = []
  for (const [element, level] of levels) (rows[level] ??= []).push(element)
  const widths = rows.map((row) => row.reduce((sum, each) => sum + sizeOf(each).width + GAP.x, -GAP.x))
  const widest = Math.max(0, ...widths)
  const found = new Map<Moddle, Bounds>()
  let y = TOP
  rows.forEach((row, level) => {
    let x = LEFT + (widest - widths[level]!) / 2
    let height = 0
    for (const each of row) {
      const size = sizeOf(each)
      found.set(each, { x: Math.round(x), y, ...size })
      x += size.width + GAP.x
      height = Math.max(height, size.height)
    }
    y += height + GAP.y
  })
  return found
}
