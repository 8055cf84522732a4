/** Decision tables: dmn-js with our findings in words beside it; paste from a spreadsheet. */
import '../../../older'

import 'dmn-js/dist/assets/dmn-font/css/dmn-embedded.css'
import 'dmn-js-shared/assets/css/dmn-js-shared.css'
import { Alert, App, Button, Flex, Segmented, Typography } from 'antd'
import { useEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react'

import type { Schemas } from '../../../api/client'
import { announce } from '../../../design/announce'
import { pick, useLanguage } from '../../../i18n'
import { translateModule } from '../diagram/translate'
import { completions } from '../diagram/variables'
import type { Drafts } from '../drafts'
import { setFeelPlace } from '../feel/place'
import { useT as useDesignerT } from '../messages'
import type { Target } from '../WorkspacePage'
import { copyRules, fillRules, MANY_CELLS, type Place } from './bulk'
import { cellsOf } from './clipboard'
import { fromEditor, toEditor } from './dialect'
import './table.css'
import { Decisions, type Kind } from './views'
import { useT } from './words'

type Problem = Schemas['ProblemOut']
const SETTLE_MS = 250
/** Findings after which a table is not complete, or says two things. */
const HOLES = new Set([
  'dmn.gap',
  'dmn.overlap',
  'dmn.contradiction',
  'dmn.rule_hidden',
  'dmn.rule_impossible',
  'dmn.check_unfinished',
])

export default function TableEditor(props: {
  drafts: Drafts
  path: string
  problems: readonly Problem[]
  outline: Schemas['OutlineOut'] | undefined
  /** Decision → numbers of its rows that no scenario has matched, where they are to be marked. */
  unreached: ReadonlyMap<string, ReadonlySet<number>>
  /** Whether the checks have said anything yet. */
  isChecked: boolean
  target: Target
  onSource: () => void
}) {
  const language = useLanguage()
  return <Editor key={language} {...props} />
}

interface View {
  id: string
  name: string
  kind: Kind
}

const FONTS =
  '"Segoe UI", "PingFang SC", "Microsoft YaHei", "Noto Sans SC", "Noto Sans CJK SC", "Noto Sans SC Variable", sans-serif'

function Editor(props: Parameters<typeof TableEditor>[0]) {
  const { drafts, path, problems, target } = props
  const t = useT()
  const td = useDesignerT()
  const language = useLanguage()
  const { message } = App.useApp()
  useSyncExternalStore(drafts.subscribe, drafts.present)
  const text = drafts.text(path)
  const place = useRef<HTMLDivElement>(null)
  const manager = useRef<any>(null)
  const shown = useRef('')
  const [wrong, setWrong] = useState<string | null>(null)
  const [views, setViews] = useState<readonly View[]>([])
  const [active, setActive] = useState('')
  const settling = useRef<() => Promise<void>>(async () => undefined)
  const lists = useRef({ language, outline: props.outline })
  lists.current = { language, outline: props.outline }

  useEffect(() => {
    const additionalModules = [translateModule(language), namesModule(lists)]
    const made: any = new (Decisions as any)({
      container: place.current!,
      common: { additionalModules },
      drd: {
        additionalModules: [translateModule(language)],
        textRenderer: { defaultStyle: { fontFamily: FONTS, fontSize: 12 } },
      },
      decisionTable: { additionalModules },
      literalExpression: { additionalModules },
      boxedExpression: { additionalModules },
    })
    manager.current = made
    // For tests, which drive it without a hand.
    ;(place.current as any).decisions = made
    setFeelPlace({ workspace: drafts.id, element: '' })
    let timer: ReturnType<typeof setTimeout> | undefined
    const settle = async () => {
      if (timer === undefined) return
      clearTimeout(timer)
      timer = undefined
      const saved = await made.saveXML({ format: true })
      if (!saved.xml) return
      const xml = fromEditor(saved.xml, drafts.text(path))
      shown.current = xml
      drafts.edit(path, xml)
      if (manager.current === made) setViews(viewsOf(made))
    }
    settling.current = settle
    const unattend = drafts.attend(settle)
    const flush = () => void settle()
    window.addEventListener('beforeunload', flush)
    const listen = () => {
      const viewer = made.getActiveViewer()
      if (!viewer || viewer.__isHeard) return
      viewer.__isHeard = true
      viewer.on('elements.changed', () => {
        clearTimeout(timer)
        timer = setTimeout(() => void settle(), SETTLE_MS)
      })
      viewer.on('elements.changed', () => mark(made, problemsNow.current, unreachedNow.current))
    }
    made.on('views.changed', () => {
      setViews(viewsOf(made))
      setActive(made.getActiveView()?.element?.id ?? '')
      listen()
    })
    return () => {
      window.removeEventListener('beforeunload', flush)
      manager.current = null
      void settle().finally(() => {
        unattend()
        made.destroy()
      })
    }
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [drafts, path, language])

  const problemsNow = useRef(problems)
  problemsNow.current = problems
  const unreachedNow = useRef(props.unreached)
  unreachedNow.current = props.unreached

  useEffect(() => {
    const made = manager.current
    if (!made || text === shown.current) return
    const before = made.getActiveView()?.element?.id
    const scroll = place.current?.querySelector('.tjs-container')?.scrollTop ?? 0
    made
      .importXML(toEditor(text), { open: false })
      .then(async ({ warnings }: { warnings: readonly { message: string }[] }) => {
        if (manager.current !== made) return
        shown.current = text
        // What the editor does not know it would leave out when it saves.
        const lost = warnings.find((each) => /unparsable|unknown|unexpected/i.test(each.message))
        if (lost) {
          setWrong(lost.message)
          return
        }
        const all = made.getViews()
        const view =
          all.find((each: any) => each.element.id === before) ??
          all.find((each: any) => each.type === 'decisionTable') ??
          all[0]
        setWrong(null)
        await made.open(view)
        focusCell(place.current, again.current)
        again.current = ''
        const box = place.current?.querySelector('.tjs-container')
        if (box) box.scrollTop = scroll
        mark(made, problemsNow.current, unreachedNow.current)
      })
      .catch((problem: Error) => {
        if (manager.current !== made) return
        shown.current = text
        setWrong(problem.message)
      })
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [text])

  useEffect(() => mark(manager.current, problems, props.unreached), [problems, active, props.unreached])

  useEffect(() => {
    const made = manager.current
    if (!made || target.element === '') return
    const row = place.current?.querySelector(`[data-row-id="${CSS.escape(target.element)}"]`)
    row?.scrollIntoView({ block: 'center' })
    ;(row as HTMLElement | null)?.focus?.()
  }, [target])

  const again = useRef('')
  /** Many cells at once: the file is written, and drawn anew. */
  async function changeAll(cell: string, change: (table: any, at: Place, make: any) => void) {
    const made = manager.current
    await settling.current()
    const table = made.getActiveView().element.decisionLogic
    const viewer = made.getActiveViewer()
    const factory = viewer.get('dmnFactory')
    change(table, placeOf(viewer, cell), (type: string, attributes: any) => factory.create(type, attributes))
    const { xml } = await made.saveXML({ format: true })
    again.current = cell
    drafts.edit(path, fromEditor(xml, drafts.text(path)), true)
  }

  // What is being typed in, for the editor of expressions, which is made when a cell is entered.
  useEffect(() => {
    const box = place.current!
    function onEnter(event: Event) {
      const cell = (event.target as Element).closest?.('[data-element-id]')
      const registry = manager.current?.getActiveViewer()?.get('elementRegistry', false)
      const column = registry?.get?.(cell?.getAttribute('data-col-id') ?? '')
      setFeelPlace({
        workspace: drafts.id,
        element: cell?.getAttribute('data-element-id') ?? '',
        isValue: cell?.classList.contains('output-cell') ?? false,
        tested: column?.businessObject?.inputExpression?.text ?? '',
      })
    }
    // The editor is made in the cell's own listener of `focus`, before anything bubbles.
    box.addEventListener('focus', onEnter, true)
    return () => box.removeEventListener('focus', onEnter, true)
  }, [drafts.id])

  // Cells of a spreadsheet: a block of them fills rows from the chosen cell on.
  useEffect(() => {
    const box = place.current!
    async function onPaste(event: ClipboardEvent) {
      const grid = cellsOf(event.clipboardData?.getData('text/plain') ?? '')
      const made = manager.current
      const viewer = made?.getActiveViewer()
      if (!viewer || grid === null || made.getActiveView().type !== 'decisionTable') return
      event.preventDefault()
      event.stopPropagation()
      const cell = (event.target as Element).closest('[data-element-id]')?.getAttribute('data-element-id') ?? ''
      const count = grid.length
      if (count * grid[0]!.length > MANY_CELLS)
        await changeAll(cell, (table, at, make) => fillRules(table, at, grid, make))
      else fill(viewer, cell, grid)
      const said = t('pasted', { rows: count })
      void message.success(said)
      announce(said)
    }
    box.addEventListener('paste', onPaste, true)
    return () => box.removeEventListener('paste', onPaste, true)
  }, [message, t])

  const findings = useMemo(
    () => problems.filter((each) => each.severity !== 'carried'),
    [problems],
  )
  const isComplete = props.isChecked && !findings.some((each) => each.severity === 'error' || HOLES.has(each.rule))
  const kind = views.find((each) => each.id === active)?.kind
  const fillDown = async () => {
    const viewer = manager.current?.getActiveViewer()
    const cell = viewer?.get('selection').get()
    if (!cell?.row || !cell.col) return announce(t('fillFirst'))
    if (viewer.get('sheet').getRoot().rows.length > MANY_CELLS) await changeAll(cell.id, copyRules)
    else copyDown(viewer, cell)
    announce(t('filled'))
  }

  return (
    <div className="hq-table-editor">
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
      <Flex gap={8} align="center" wrap style={{ padding: '8px 12px' }}>
        {views.length > 1 && (
          <Segmented
            aria-label={t('tables')}
            value={active}
            onChange={(id) => {
              const made = manager.current
              const view = made?.getViews().find((each: any) => each.element.id === id)
              if (view) void made.open(view)
            }}
            options={views.map((each) => ({
              value: each.id,
              label: each.kind === 'drd' ? t('graph') : each.name,
            }))}
          />
        )}
        {kind === 'decisionTable' && (
          <>
            <Button size="small" onClick={() => void fillDown()}>
              {t('fillDown')}
            </Button>
            <Typography.Text type="secondary">{t('pasteHint')}</Typography.Text>
          </>
        )}
        {kind === 'drd' && <Typography.Text type="secondary">{t('graphHint')}</Typography.Text>}
      </Flex>
      <div
        ref={place}
        className="hq-table"
        style={{ display: wrong === null ? undefined : 'none' }}
      />
      <section className="hq-findings" aria-label={t('findings')}>
        <Typography.Text strong>{t('findings')}</Typography.Text>
        {isComplete && <Typography.Text type="success"> {t('complete')}</Typography.Text>}
        <ul>
          {findings.map((each, i) => (
            <li key={i} data-rule={each.rule}>
              <span className={each.severity === 'error' ? 'hq-count-error' : 'hq-count-warning'}>
                {each.rule === 'dmn.gap' ? t('gap') : each.rule === 'dmn.overlap' ? t('overlap') : t('remark')}
              </span>{' '}
              {pick(language, each.message)}
            </li>
          ))}
        </ul>
      </section>
    </div>
  )
}

function viewsOf(manager: any): View[] {
  return manager
    .getViews()
    .map((each: any) => ({
      id: each.element.id,
      name: each.element.name || each.element.id,
      kind: each.type,
    }))
}

/** Rows that a finding speaks of, and rows that no scenario has matched, are marked where they stand. */
function mark(manager: any, problems: readonly Problem[], unreached: ReadonlyMap<string, ReadonlySet<number>>) {
  const container: HTMLElement | undefined = manager?._container
  if (!container) return
  const ids = new Set(problems.filter((each) => each.severity !== 'carried').map((each) => each.element))
  const missed = unreached.get(manager.getActiveView()?.element?.id ?? '')
  requestAnimationFrame(() => {
    for (const [i, row] of [...container.querySelectorAll<HTMLElement>('tbody tr')].entries()) {
      row.classList.toggle('hq-row-unreached', missed?.has(i + 1) ?? false)
      const cell = row.querySelector<HTMLElement>('[data-row-id]')
      row.classList.toggle('hq-row-found', cell !== null && ids.has(cell.dataset.rowId ?? ''))
    }
  })
}

/** Which rule and column a cell stands in; below the last rule where there is no such cell. */
function placeOf(viewer: any, cellId: string): Place {
  const { rows, cols } = viewer.get('sheet').getRoot()
  const cell = viewer.get('elementRegistry').get(cellId)
  return {
    rule: cell?.row ? rows.indexOf(cell.row) : rows.length,
    column: cell?.col ? cols.indexOf(cell.col) : 0,
  }
}

/** The keyboard goes on where it was. */
function focusCell(box: HTMLElement | null, id: string) {
  if (id === '') return
  const cell = box?.querySelector(`[data-element-id="${CSS.escape(id)}"]`)
  cell?.scrollIntoView({ block: 'nearest' })
  cell?.querySelector<HTMLElement>('[contenteditable]')?.focus({ preventScroll: true })
}

/** Names for completion: what the decision requires stands first, then what the flows know. */
function namesModule(lists: { current: Parameters<typeof completions>[0] }) {
  class FlowNames {
    static $inject = ['variableResolver']
    constructor(resolver: any) {
      resolver.registerProvider(this)
    }
    getVariables(found: readonly { name: string }[]) {
      const known = new Set(found.map((each) => each.name))
      return [...found, ...completions(lists.current).filter((each) => !known.has(each.name))]
    }
  }
  return { __init__: ['flowNames'], flowNames: ['type', FlowNames] }
}

/** Write the grid from the cell on, adding rules where rows run out. */
function fill(viewer: any, cellId: string, grid: readonly (readonly string[])[]) {
  const sheet = viewer.get('sheet')
  const modeling = viewer.get('modeling')
  const { rule: first, column: left } = placeOf(viewer, cellId)
  grid.forEach((texts, down) => {
    const present = sheet.getRoot().rows
    let row = present[first + down]
    if (!row) row = modeling.addRow({ type: 'dmn:DecisionRule' }, first + down)
    texts.forEach((each, right) => {
      const target = (row ?? sheet.getRoot().rows[first + down]).cells[left + right]
      if (target) modeling.editCell(target.businessObject, each)
    })
  })
}

/** The chosen cell is copied to all cells below it. */
function copyDown(viewer: any, selected: any) {
  const modeling = viewer.get('modeling')
  const { rows, cols } = viewer.get('sheet').getRoot()
  const column = cols.indexOf(selected.col)
  const text = selected.businessObject.text
  for (const row of rows.slice(rows.indexOf(selected.row) + 1))
    modeling.editCell(row.cells[column].businessObject, text)
}
