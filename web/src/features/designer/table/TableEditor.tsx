/** Decision tables: dmn-js with our findings in words beside it; paste from a spreadsheet. */
import '../../../older'

import DecisionTableEditor from 'dmn-js-decision-table/lib/Editor'
import EditingManager from 'dmn-js-shared/lib/base/EditingManager'
import { is } from 'dmn-js-shared/lib/util/ModelUtil'
import 'dmn-js-shared/assets/css/dmn-js-shared.css'
import 'dmn-js-decision-table/assets/css/dmn-js-decision-table.css'
import 'dmn-js-decision-table/assets/css/dmn-js-decision-table-controls.css'
import { Alert, App, Button, Flex, Segmented, Typography } from 'antd'
import { useEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react'

import type { Schemas } from '../../../api/client'
import { announce } from '../../../design/announce'
import { pick, useLanguage } from '../../../i18n'
import { translateModule } from '../diagram/translate'
import type { Drafts } from '../drafts'
import { setFeelPlace } from '../feel/place'
import { useT as useDesignerT } from '../messages'
import type { Target } from '../WorkspacePage'
import { cellsOf } from './clipboard'
import { fromEditor, toEditor } from './dialect'
import './table.css'
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

class Tables extends (EditingManager as any) {
  _getViewProviders() {
    return [
      {
        id: 'decisionTable',
        constructor: DecisionTableEditor,
        opens: (element: any) =>
          is(element, 'dmn:Decision') && is(element.decisionLogic, 'dmn:DecisionTable'),
      },
    ]
  }
}

export default function TableEditor(props: {
  drafts: Drafts
  path: string
  problems: readonly Problem[]
  outline: Schemas['OutlineOut'] | undefined
  target: Target
  onSource: () => void
}) {
  const language = useLanguage()
  return <Editor key={language} {...props} />
}

interface View {
  id: string
  name: string
}

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

  useEffect(() => {
    const made: any = new (Tables as any)({
      container: place.current!,
      common: { additionalModules: [translateModule(language)] },
      decisionTable: { additionalModules: [translateModule(language)] },
      keyboard: { bind: false },
    })
    manager.current = made
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
    const unattend = drafts.attend(settle)
    const listen = () => {
      const viewer = made.getActiveViewer()
      if (!viewer || viewer.__isHeard) return
      viewer.__isHeard = true
      viewer.on('elements.changed', () => {
        clearTimeout(timer)
        timer = setTimeout(() => void settle(), SETTLE_MS)
      })
      viewer.on('elements.changed', () => mark(made, problemsNow.current, language))
    }
    made.on('views.changed', () => {
      setViews(viewsOf(made))
      setActive(made.getActiveView()?.element?.id ?? '')
      listen()
    })
    return () => {
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
        const view = all.find((each: any) => each.element.id === before) ?? all[0]
        if (!view) {
          setWrong(t('noTables'))
          return
        }
        setWrong(null)
        await made.open(view)
        const box = place.current?.querySelector('.tjs-container')
        if (box) box.scrollTop = scroll
        mark(made, problemsNow.current, language)
      })
      .catch((problem: Error) => {
        if (manager.current !== made) return
        shown.current = text
        setWrong(problem.message)
      })
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [text])

  useEffect(() => mark(manager.current, problems, language), [problems, language, active])

  useEffect(() => {
    const made = manager.current
    if (!made || target.element === '') return
    const row = place.current?.querySelector(`[data-row-id="${CSS.escape(target.element)}"]`)
    row?.scrollIntoView({ block: 'center' })
    ;(row as HTMLElement | null)?.focus?.()
  }, [target])

  // Cells of a spreadsheet: a block of them fills rows from the chosen cell on.
  useEffect(() => {
    const box = place.current!
    async function onPaste(event: ClipboardEvent) {
      const grid = cellsOf(event.clipboardData?.getData('text/plain') ?? '')
      const made = manager.current
      const viewer = made?.getActiveViewer()
      if (!viewer || grid === null) return
      event.preventDefault()
      event.stopPropagation()
      const count = fill(viewer, (event.target as Element).closest('[data-element-id]')?.getAttribute('data-element-id') ?? '', grid)
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
  const isComplete = !findings.some((each) => HOLES.has(each.rule))
  const fillDown = () => {
    const viewer = manager.current?.getActiveViewer()
    if (viewer) announce(t(copyDown(viewer) ? 'filled' : 'fillFirst'))
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
            options={views.map((each) => ({ value: each.id, label: each.name }))}
          />
        )}
        <Button size="small" onClick={fillDown}>
          {t('fillDown')}
        </Button>
        <Typography.Text type="secondary">{t('pasteHint')}</Typography.Text>
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
    .map((each: any) => ({ id: each.element.id, name: each.element.name || each.element.id }))
}

/** Rows that a finding speaks of are marked where they stand. */
function mark(manager: any, problems: readonly Problem[], _language: 'zh' | 'en') {
  const container: HTMLElement | undefined = manager?._container
  if (!container) return
  const ids = new Set(problems.filter((each) => each.severity !== 'carried').map((each) => each.element))
  requestAnimationFrame(() => {
    for (const row of container.querySelectorAll<HTMLElement>('tbody tr')) {
      const cell = row.querySelector<HTMLElement>('[data-row-id]')
      row.classList.toggle('hq-row-found', cell !== null && ids.has(cell.dataset.rowId ?? ''))
    }
  })
}

/** Write the grid from the cell on, adding rules where rows run out; gives how many rows. */
function fill(viewer: any, cellId: string, grid: readonly (readonly string[])[]): number {
  const sheet = viewer.get('sheet')
  const modeling = viewer.get('modeling')
  const { rows, cols } = sheet.getRoot()
  const registry = viewer.get('elementRegistry')
  const cell = registry.get(cellId)
  const first = cell?.row ? rows.indexOf(cell.row) : rows.length
  const left = cell?.col ? cols.indexOf(cell.col) : 0
  grid.forEach((texts, down) => {
    const present = sheet.getRoot().rows
    let row = present[first + down]
    if (!row) row = modeling.addRow({ type: 'dmn:DecisionRule' }, first + down)
    texts.forEach((each, right) => {
      const target = (row ?? sheet.getRoot().rows[first + down]).cells[left + right]
      if (target) modeling.editCell(target.businessObject, each)
    })
  })
  return grid.length
}

/** The chosen cell is copied to all cells below it. */
function copyDown(viewer: any): boolean {
  const selected = viewer.get('selection').get()
  const modeling = viewer.get('modeling')
  if (!selected?.row || !selected.col) return false
  const { rows, cols } = viewer.get('sheet').getRoot()
  const column = cols.indexOf(selected.col)
  const text = selected.businessObject.text
  for (const row of rows.slice(rows.indexOf(selected.row) + 1))
    modeling.editCell(row.cells[column].businessObject, text)
  return true
}
