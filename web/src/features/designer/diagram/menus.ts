/**
 * Menus by purpose: "go on with" at an element, "add" in the palette; and of the menus of bpmn-js
 * only what the engine runs.
 */
import type { Language } from '../../../i18n'
import { BLOCKS, type Block, shapeOf } from './blocks'
import type { Element } from './extensions'
import { useT } from './words'

const APPEND = 'hq-append'
const CREATE = 'hq-create'

/** What the engine refuses, or what a block offers in a better way. */
const NOT_OFFERED =
  /transaction|ad-?hoc|complex|compensation|conditional|cancel|multiple|data-object|data-store|event-subprocess.*compensation|standard-loop/i

class BlockMenus {
  static $inject = [
    'popupMenu',
    'contextPad',
    'palette',
    'elementFactory',
    'bpmnFactory',
    'modeling',
    'create',
    'autoPlace',
    'selection',
    'canvas',
  ]
  private readonly tools: any

  constructor(
    private readonly popupMenu: any,
    contextPad: any,
    palette: any,
    elementFactory: any,
    bpmnFactory: any,
    private readonly modeling: any,
    private readonly create: any,
    private readonly autoPlace: any,
    private readonly selection: any,
    private readonly canvas: any,
  ) {
    this.tools = { elementFactory, bpmnFactory, modeling }
    popupMenu.registerProvider(APPEND, { getPopupMenuEntries: (at: Element) => this.entries(at) })
    popupMenu.registerProvider(CREATE, { getPopupMenuEntries: () => this.entries(null) })
    for (const each of ['bpmn-replace', 'bpmn-append', 'bpmn-create'])
      popupMenu.registerProvider(each, 100, { getPopupMenuEntries: () => onlyRun })
    contextPad.registerProvider(100, this)
    palette.registerProvider(100, { getPaletteEntries: () => this.ofPalette() })
  }

  getContextPadEntries(element: Element) {
    return (entries: Record<string, any>) => {
      for (const key of Object.keys(entries))
        if (/^append\.(?!text-annotation)|^append$/.test(key)) delete entries[key]
      if (!mayContinue(element)) return entries
      const open = (event: any) => this.open(element, APPEND, event)
      return {
        'hq.append': {
          group: 'model',
          className: 'bpmn-icon-connection-multi hq-pad-append',
          title: useT.now('append'),
          action: { click: open, dragstart: open },
        },
        ...entries,
      }
    }
  }

  private ofPalette() {
    return (entries: Record<string, any>) => {
      const kept: Record<string, any> = {}
      for (const key of ['hand-tool', 'lasso-tool', 'space-tool', 'global-connect-tool', 'tool-separator'])
        if (entries[key]) kept[key] = entries[key]
      kept['hq.create'] = {
        group: 'create',
        className: 'bpmn-icon-task hq-palette-create',
        title: useT.now('create'),
        action: { click: (event: any) => this.open(this.canvas.getRootElement(), CREATE, event) },
      }
      for (const key of [
        'create.start-event',
        'create.exclusive-gateway',
        'create.end-event',
        'create.subprocess-expanded',
        'create.participant-expanded',
        'create.group',
      ])
        if (entries[key]) kept[key] = entries[key]
      return kept
    }
  }

  open(element: Element, menu: string, event: any) {
    const place = event?.delegateTarget ?? event?.target
    const box = place?.getBoundingClientRect?.()
    const position = box ? { x: box.right + 6, y: box.top } : { x: event.x, y: event.y }
    this.popupMenu.open(
      element,
      menu,
      { ...position, cursor: position },
      { title: useT.now(menu === APPEND ? 'append' : 'create'), width: 320, search: true },
    )
  }

  /** `at`: what it is appended to; null: free on the canvas. */
  private entries(at: Element | null) {
    const found: Record<string, any> = {}
    for (const block of BLOCKS) {
      if (at ? block.appendable === false : block.isDeadline) continue
      if (block.isDeadline && !at?.businessObject?.$instanceOf('bpmn:Activity')) continue
      const label = useT.now(block.label)
      found[`hq-${block.id}`] = {
        label,
        description: useT.now(block.help),
        className: block.icon,
        group: { id: block.group, name: useT.now(block.group) },
        action: {
          click: (event: any) => this.place(block, at, event),
          dragstart: (event: any) => this.drag(block, at, event),
        },
      }
    }
    return found
  }

  private place(block: Block, at: Element | null, event: any) {
    if (!at) return this.drag(block, null, event)
    this.popupMenu.close?.()
    if (block.isDeadline) return this.attach(block, at)
    const shape = shapeOf(block, this.tools, at)
    const made = this.autoPlace.append(at, shape)
    this.selection.select(made ?? shape)
  }

  private attach(block: Block, host: Element) {
    const shape = shapeOf(block, this.tools, host)
    const taken = (host.attachers ?? []).length
    const position = { x: host.x + host.width - 20 - taken * 44, y: host.y + host.height }
    const made = this.modeling.createShape(shape, position, host, { attach: true })
    this.selection.select(made)
  }

  private drag(block: Block, at: Element | null, event: any) {
    this.popupMenu.close?.()
    this.create.start(event, shapeOf(block, this.tools, at))
  }
}

function mayContinue(element: Element): boolean {
  const object = element.businessObject
  return (
    !element.labelTarget &&
    object?.$instanceOf?.('bpmn:FlowNode') === true &&
    !object.$instanceOf('bpmn:EndEvent') &&
    !object.triggeredByEvent
  )
}

function onlyRun(entries: Record<string, any>) {
  const kept: Record<string, any> = {}
  for (const [key, entry] of Object.entries(entries)) if (!NOT_OFFERED.test(key)) kept[key] = entry
  return kept
}

export function menusModule(_language: Language) {
  return { __init__: ['blockMenus'], blockMenus: ['type', BlockMenus] }
}
