/** The modeler: canvas, blocks by purpose, panel, the engine's remarks at the elements. */
import '../../../older'

import BpmnModeler from 'bpmn-js/lib/Modeler'
import 'bpmn-js/dist/assets/bpmn-font/css/bpmn-embedded.css'
import 'bpmn-js/dist/assets/bpmn-js.css'
import 'bpmn-js/dist/assets/diagram-js.css'
import '@bpmn-io/properties-panel/dist/assets/properties-panel.css'
import { BpmnPropertiesPanelModule, BpmnPropertiesProviderModule, ZeebePropertiesProviderModule } from 'bpmn-js-properties-panel'
import zeebeBehaviors from 'camunda-bpmn-js-behaviors/lib/camunda-cloud'
import zeebe from 'zeebe-bpmn-moddle/resources/zeebe.json'
import { MinusOutlined, PlusOutlined, ShrinkOutlined } from '@ant-design/icons'
import { Alert, Button, Flex, Tooltip } from 'antd'
import { type RefObject, useEffect, useRef, useState, useSyncExternalStore } from 'react'

import { type Schemas } from '../../../api/client'
import { useOrganisations } from '../../../design/places'
import { pick, useLanguage } from '../../../i18n'
import type { Drafts } from '../drafts'
import { setFeelPlace } from '../feel/place'
import { useT as useDesignerT } from '../messages'
import { withNames } from '../names'
import type { Style } from '../style'
import type { Pane } from '../WorkspaceHead'
import type { Target } from '../WorkspacePage'
import './diagram.css'
import { propertyOf } from './extensions'
import { menusModule } from './menus'
import { kindsOf, type Lists, panelModule } from './panel'
import { styleOf } from './style'
import { translateModule } from './translate'
import { variablesModule } from './variables'
import { useT } from './words'

type Problem = Schemas['ProblemOut']
const SETTLE_MS = 250
const STYLE_MS = 800

const FONTS =
  '"Segoe UI", "PingFang SC", "Microsoft YaHei", "Noto Sans SC", "Noto Sans CJK SC", "Noto Sans SC Variable", sans-serif'

interface Step {
  id: string
  name: string
}

export default function DiagramEditor(props: {
  drafts: Drafts
  path: string
  panel: RefObject<HTMLDivElement | null>
  problems: readonly Problem[]
  outline: Schemas['OutlineOut'] | undefined
  /** Elements that no scenario reaches, where they are to be marked. */
  unreached: ReadonlySet<string>
  target: Target
  onStyle: (found: readonly Style[]) => void
  onPane: (pane: Pane) => void
  onSource: () => void
}) {
  const language = useLanguage()
  // The panel and the menus are built in one language; the text of the file outlives them.
  return <Editor key={language} {...props} />
}

function Editor(props: Parameters<typeof DiagramEditor>[0]) {
  const { drafts, path, problems, outline, target, onStyle } = props
  const t = useT()
  const td = useDesignerT()
  const language = useLanguage()
  useSyncExternalStore(drafts.subscribe, drafts.present)
  const text = drafts.text(path)
  const place = useRef<HTMLDivElement>(null)
  const modeler = useRef<any>(null)
  /** What the canvas shows, and at which point of its own undo each text was there. */
  const shown = useRef<{ text: string; marks: { text: string; index: number }[] }>({ text: '', marks: [] })
  const lists = useRef<Lists>({ language, outline, kinds: kindsOf([]) })
  const [wrong, setWrong] = useState<string | null>(null)
  const [imports, setImports] = useState(0)
  const [steps, setSteps] = useState<readonly Step[]>([])
  const organisations = useOrganisations()

  useEffect(() => {
    const made = new BpmnModeler({
      container: place.current!,
      propertiesPanel: { parent: props.panel.current },
      additionalModules: [
        translateModule(language),
        BpmnPropertiesPanelModule,
        BpmnPropertiesProviderModule,
        ZeebePropertiesProviderModule,
        zeebeBehaviors,
        menusModule(language),
        panelModule(lists),
        variablesModule(lists),
      ],
      // The fonts of the page: the renderer's own have no Chinese glyphs everywhere.
      textRenderer: {
        defaultStyle: { fontFamily: FONTS, fontSize: 12, lineHeight: 1.25 },
        externalStyle: { fontSize: 12, lineHeight: 1.25 },
      },
      moddleExtensions: { zeebe },
      exporter: { name: 'Huiqian', version: '1' },
    } as any)
    modeler.current = made
    // For tests and benchmarks, which draw without a hand.
    ;(place.current as any).modeler = made
    let timer: ReturnType<typeof setTimeout> | undefined
    let styleTimer: ReturnType<typeof setTimeout> | undefined
    const settle = async () => {
      if (timer === undefined) return
      clearTimeout(timer)
      timer = undefined
      const { xml } = await made.saveXML({ format: true })
      if (!xml) return
      const index = (made.get('commandStack') as any)._stackIdx as number
      const marks = shown.current.marks.filter((each) => each.index < index)
      shown.current = { text: xml, marks: [...marks, { text: xml, index }] }
      drafts.edit(path, xml)
      if (modeler.current !== made) return
      setSteps(stepsOf(made, language))
      markOpenEnds(made)
    }
    const unattend = drafts.attend(settle)
    const judge = () => {
      clearTimeout(styleTimer)
      styleTimer = setTimeout(() => {
        const definitions = made.getDefinitions()
        if (definitions) void styleOf(definitions).then(onStyle).catch(() => onStyle([]))
      }, STYLE_MS)
    }
    made.on('commandStack.changed', () => {
      if (isMoving.current) return
      clearTimeout(timer)
      timer = setTimeout(() => void settle(), SETTLE_MS)
      judge()
    })
    made.on('import.done', judge)
    made.on('selection.changed', ({ newSelection }: any) => {
      setFeelPlace({ workspace: drafts.id, element: newSelection[0]?.id ?? '' })
      if (newSelection.length === 1) props.onPane('panel')
    })
    setFeelPlace({ workspace: drafts.id, element: '' })
    const flush = () => void settle()
    window.addEventListener('beforeunload', flush)
    return () => {
      window.removeEventListener('beforeunload', flush)
      clearTimeout(styleTimer)
      modeler.current = null
      onStyle([])
      // The last change is told before the canvas goes.
      void settle().finally(() => {
        unattend()
        made.destroy()
      })
    }
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [drafts, path, language])

  const isMoving = useRef(false)

  // The text comes from elsewhere (opened, undone, restored, somebody else): the canvas follows.
  useEffect(() => {
    const made = modeler.current
    if (!made || text === shown.current.text) return
    const mark = shown.current.marks.find((each) => each.text === text)
    if (mark && imports > 0) {
      isMoving.current = true
      const stack = made.get('commandStack')
      while (stack._stackIdx > mark.index && stack.canUndo()) stack.undo()
      while (stack._stackIdx < mark.index && stack.canRedo()) stack.redo()
      isMoving.current = false
      if (stack._stackIdx === mark.index) {
        shown.current.text = text
        setSteps(stepsOf(made, language))
        markOpenEnds(made)
        return
      }
    }
    void show(made, text)
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [text, language])

  async function show(made: any, xml: string) {
    const isFirst = imports === 0 || wrong !== null
    const canvas = made.get('canvas')
    const box = isFirst ? null : canvas.viewbox()
    const chosen: string[] = isFirst ? [] : made.get('selection').get().map((each: any) => each.id)
    try {
      await made.importXML(xml)
    } catch (problem) {
      if (modeler.current !== made) return
      shown.current = { text: xml, marks: [] }
      setWrong(problem instanceof Error ? problem.message : String(problem))
      return
    }
    if (modeler.current !== made) return
    shown.current = { text: xml, marks: [{ text: xml, index: -1 }] }
    setWrong(null)
    if (box) canvas.viewbox(box)
    else fit(canvas)
    const registry = made.get('elementRegistry')
    const found = chosen.map((id) => registry.get(id)).filter(Boolean)
    if (found.length > 0) made.get('selection').select(found)
    setSteps(stepsOf(made, language))
    markOpenEnds(made)
    setImports((count) => count + 1)
  }

  // Lists of the panel follow the outline.
  useEffect(() => {
    lists.current = { language, outline, kinds: kindsOf(organisations.data ?? []) }
    modeler.current?.get('eventBus').fire('propertiesPanel.providersChanged')
  }, [outline, organisations.data, language])

  useOverlays(modeler, problems, imports, text, language, () => props.onPane('checks'))

  // What no scenario reaches.
  const { unreached } = props
  useEffect(() => {
    const made = modeler.current
    if (!made || imports === 0) return
    const canvas = made.get('canvas')
    const there = [...unreached].filter((id) => made.get('elementRegistry').get(id))
    for (const id of there) canvas.addMarker(id, 'hq-unreached')
    return () => {
      if (modeler.current !== made) return
      for (const id of there) if (made.get('elementRegistry').get(id)) canvas.removeMarker(id, 'hq-unreached')
    }
  }, [unreached, imports])

  // Somebody wants to see an element.
  useEffect(() => {
    const made = modeler.current
    if (!made || imports === 0 || target.element === '') return
    focusOn(made, target.element)
    if (target.property === 'append') goOn(made, target.element)
    else if (target.property) focusField(props.panel.current, target.property)
  }, [target, imports, props.panel])

  const zoom = (by: number) => {
    const canvas = modeler.current?.get('canvas')
    canvas?.zoom(canvas.zoom() * by)
  }

  return (
    <div className="hq-modeler">
      {wrong !== null && (
        <Alert
          type="error"
          showIcon
          role="alert"
          title={td('unreadable')}
          description={
            <>
              <div>{td('unreadableHint')}</div>
              <code>{wrong.slice(0, 400)}</code>
            </>
          }
          action={<Button onClick={props.onSource}>{td('toSource')}</Button>}
          style={{ margin: 12 }}
        />
      )}
      <div
        ref={place}
        className="hq-canvas"
        role="application"
        aria-label={t('canvas')}
        style={{ visibility: wrong === null ? undefined : 'hidden' }}
      />
      <Flex vertical className="hq-zoom">
        <Tooltip title={td('zoomFit')} placement="left">
          <Button
            size="small"
            aria-label={td('zoomFit')}
            icon={<ShrinkOutlined />}
            onClick={() => modeler.current && fit(modeler.current.get('canvas'))}
          />
        </Tooltip>
        <Tooltip title={td('zoomIn')} placement="left">
          <Button
            size="small"
            aria-label={td('zoomIn')}
            icon={<PlusOutlined />}
            onClick={() => zoom(1.25)}
          />
        </Tooltip>
        <Tooltip title={td('zoomOut')} placement="left">
          <Button
            size="small"
            aria-label={td('zoomOut')}
            icon={<MinusOutlined />}
            onClick={() => zoom(0.8)}
          />
        </Tooltip>
      </Flex>
      <Elements
        steps={steps}
        problems={problems}
        onChoose={(id) => modeler.current && focusOn(modeler.current, id)}
      />
    </div>
  )
}

/** The same elements as a list: a drawing is mute to those who do not see it. */
function Elements(props: {
  steps: readonly Step[]
  problems: readonly Problem[]
  onChoose: (id: string) => void
}) {
  const t = useT()
  const [open, setOpen] = useState(false)
  return (
    <nav className="hq-elements" aria-label={t('elements')}>
      <Button size="small" aria-expanded={open} onClick={() => setOpen(!open)}>
        {t('elements')} ({props.steps.length})
      </Button>
      <ul hidden={!open}>
        {props.steps.map((each) => {
          const count = props.problems.filter((one) => one.element === each.id && one.severity !== 'carried').length
          return (
            <li key={each.id}>
              <button type="button" onClick={() => props.onChoose(each.id)}>
                {each.name || t('unnamed')}
                {count > 0 && <span className="hq-count hq-count-error"> {count}</span>}
              </button>
            </li>
          )
        })}
      </ul>
    </nav>
  )
}

function useOverlays(
  modeler: RefObject<any>,
  problems: readonly Problem[],
  imports: number,
  text: string,
  language: 'zh' | 'en',
  onOpen: () => void,
) {
  const t = useT()
  const open = useRef(onOpen)
  open.current = onOpen
  const textNow = useRef(text)
  textNow.current = text
  useEffect(() => {
    const made = modeler.current
    if (!made || imports === 0) return
    const overlays = made.get('overlays')
    const registry = made.get('elementRegistry')
    overlays.remove({ type: 'hq-problem' })
    const at = new Map<string, Problem[]>()
    for (const each of problems) {
      if (!each.element || each.severity === 'carried') continue
      // A finding at a definition stands at the event that holds it.
      const id = elementOf(registry, each.element)?.id ?? each.element
      at.set(id, [...(at.get(id) ?? []), each])
    }
    for (const [id, found] of at) {
      const element = registry.get(id)
      if (!element || element === made.get('canvas').getRootElement()) continue
      const badge = document.createElement('button')
      const isGrave = found.some((each) => each.severity === 'error')
      const first = withNames(pick(language, found[0]!.message), textNow.current, language)
      const words = t('problemsAt', { count: found.length, first })
      badge.type = 'button'
      badge.className = `hq-badge ${isGrave ? 'hq-badge-error' : 'hq-badge-warning'}`
      badge.textContent = isGrave ? `✕ ${found.length}` : `! ${found.length}`
      badge.title = words
      badge.setAttribute('aria-label', words)
      badge.addEventListener('click', () => open.current())
      const position = element.waypoints
        ? { top: -10, left: 0 }
        : { bottom: 12, left: -10 }
      overlays.add(id, 'hq-problem', { position, html: badge })
    }
  }, [modeler, problems, imports, language, t])
}

/** Where a way ends although nothing says that it does, a plus shows where to go on. */
function markOpenEnds(modeler: any) {
  const overlays = modeler.get('overlays')
  overlays.remove({ type: 'hq-open-end' })
  for (const each of modeler.get('elementRegistry').getAll()) {
    const object = each.businessObject
    if (each.labelTarget || !object?.$instanceOf?.('bpmn:FlowNode')) continue
    if (object.$instanceOf('bpmn:EndEvent') || object.triggeredByEvent || each.outgoing.length > 0) continue
    const button = document.createElement('button')
    button.type = 'button'
    button.className = 'hq-open-end'
    button.textContent = '+'
    button.setAttribute('aria-label', `${useT.now('append')}: ${object.name ?? ''}`)
    button.addEventListener('click', (event) => {
      modeler.get('selection').select(each)
      modeler.get('blockMenus').open(each, 'hq-append', event)
    })
    overlays.add(each.id, 'hq-open-end', {
      position: { top: each.height / 2 - 12, right: -12 },
      html: button,
    })
  }
}

function stepsOf(modeler: any, language: 'zh' | 'en'): Step[] {
  const found: Step[] = []
  for (const each of modeler.get('elementRegistry').getAll()) {
    const object = each.businessObject
    if (each.labelTarget || !object?.$instanceOf?.('bpmn:FlowNode')) continue
    const english = language === 'en' ? propertyOf(each, 'name.en') : ''
    found.push({ id: each.id, name: english || object.name || '' })
  }
  return found
}

/** The element of this id, or the one that holds the definition of this id. */
function elementOf(registry: any, id: string): any {
  const holds = (each: any) =>
    each.businessObject?.eventDefinitions?.some((definition: any) => definition.id === id)
  return registry.get(id) ?? registry.find(holds)
}

function focusOn(modeler: any, id: string) {
  const registry = modeler.get('elementRegistry')
  const element = elementOf(registry, id)
  if (!element) return
  const canvas = modeler.get('canvas')
  if (element !== canvas.getRootElement()) canvas.scrollToElement(element, { top: 120, bottom: 120, left: 200, right: 200 })
  modeler.get('selection').select(element === canvas.getRootElement() ? [] : element)
}

/** What may come next, offered where the way ends. */
function goOn(modeler: any, id: string) {
  const element = modeler.get('elementRegistry').get(id)
  const drawn = modeler.get('canvas').getGraphics(element) as Element | undefined
  if (drawn) modeler.get('blockMenus').open(element, 'hq-append', { target: drawn })
}

/** A field that a fix or a check speaks of, as soon as the panel shows it. */
function focusField(panel: HTMLElement | null, property: string) {
  const id =
    {
      'edit-name': 'hq-name',
      'edit-assignment': 'hq-who-kind',
      'edit-form': 'hq-form',
      'edit-condition': 'conditionExpression',
    }[property] ??
    `hq-${property.replace('huiqian:', '')}`
  let tries = 0
  const look = () => {
    const field = panel?.querySelector<HTMLElement>(`[data-entry-id="${CSS.escape(id)}"] :is(input, textarea, select, [contenteditable='true'])`)
    if (field) field.focus()
    else if (tries++ < 20) requestAnimationFrame(look)
  }
  requestAnimationFrame(look)
}

/** Fitted, but with air around it. */
function fit(canvas: any) {
  const { width, height } = canvas.getSize()
  if (!(width > 0 && height > 0)) return
  canvas.zoom('fit-viewport', 'auto')
  canvas.zoom(Math.min(1, canvas.zoom() * 0.88), 'auto')
  // The tools stand at the left.
  canvas.scroll({ dx: 32, dy: 0 })
}
