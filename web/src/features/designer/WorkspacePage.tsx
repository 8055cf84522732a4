/** 设计: one workspace; files on the left, the editor of the open one, checks and properties right. */
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Alert, App, theme } from 'antd'
import {
  lazy,
  Suspense,
  useCallback,
  useEffect,
  useMemo,
  useRef,
  useState,
  useSyncExternalStore,
} from 'react'
import { useParams, useSearchParams } from 'react-router'

import { api, read, type Schemas } from '../../api/client'
import { usePerson } from '../../app/session'
import { announce } from '../../design/announce'
import { Empty } from '../../design/Empty'
import { Failure, messageOf } from '../../design/Failure'
import { LinkButton } from '../../design/LinkButton'
import { useClosing } from '../../design/NamedIcon'
import { Waiting } from '../../design/Waiting'
import { pick, useLanguage } from '../../i18n'
import { listen } from '../workbench/live'
import { ChecksPane } from './ChecksPane'
import { ConflictDialog } from './ConflictDialog'
import './designer.css'
import { Drafts } from './drafts'
import { FilesPane } from './FilesPane'
import { forgetAnswers } from './feel/asking'
import { load as loadFunctions } from './feel/functions'
import { applyFix } from './fixes'
import { HistoryDrawer } from './HistoryDrawer'
import { useT } from './messages'
import { SourceEditor } from './SourceEditor'
import type { Style } from './style'
import { useChecks, useOutline } from './useChecks'
import { useUnreached } from './useUnreached'
import { VariablesPane } from './VariablesPane'
import { type Pane, WorkspaceHead } from './WorkspaceHead'

const DiagramEditor = lazy(() => import('./diagram/DiagramEditor'))
const TableEditor = lazy(() => import('./table/TableEditor'))
const FormEditor = lazy(() => import('./form/FormEditor'))

const VISIT_MS = 4_000
/** So long the fields of the panel wait for the next key. */
const PANEL_MS = 350

export default function WorkspacePage() {
  const { workspaceId } = useParams()
  return <Loaded key={workspaceId} id={workspaceId ?? ''} />
}

function Loaded({ id }: { id: string }) {
  const person = usePerson()
  const view = useQuery({
    queryKey: ['workspace', id],
    queryFn: () =>
      read(api.GET('/workspaces/{workspace}', { params: { path: { workspace: id } } })),
    staleTime: Infinity,
    gcTime: 0,
  })
  const [drafts, setDrafts] = useState<Drafts | null>(null)
  const [problem, setProblem] = useState<unknown>(null)
  useEffect(() => {
    if (!view.data) return
    let isCurrent = true
    const made = new Drafts(id)
    made
      .load(view.data.contents, person.id)
      .then(() => isCurrent && setDrafts(made))
      .catch((wrong: unknown) => isCurrent && setProblem(wrong))
    return () => {
      isCurrent = false
      void made.flush().finally(() => made.close())
    }
  }, [view.data, id, person.id])
  const wrong = view.error ?? problem
  if (wrong) return <Failure problem={wrong} retry={() => void view.refetch()} />
  if (!view.data || !drafts) return <Waiting rows={10} />
  return <Workspace drafts={drafts} view={view.data} />
}

export interface Target {
  element: string
  /** Which field, where a fix or a variable says so. */
  property?: string
  /** Grows so that the same place can be asked for again. */
  count: number
}

function Workspace({ drafts, view }: { drafts: Drafts; view: Schemas['WorkspaceViewOut'] }) {
  const t = useT()
  const closing = useClosing()
  const { token } = theme.useToken()
  const language = useLanguage()
  const { message } = App.useApp()
  const queries = useQueryClient()
  useSyncExternalStore(drafts.subscribe, drafts.present)
  const files = drafts.all()
  const [search, setSearch] = useSearchParams()
  const asked = search.get('file')
  const path = files.some((each) => each.path === asked) ? asked! : (files[0]?.path ?? '')
  const file = drafts.file(path)
  const isSource = search.get('view') === 'source' || file?.kind === 'scenario'
  const [pane, setPane] = useState<Pane>('panel')
  const [isHistory, setHistory] = useState(false)
  const [others, setOthers] = useState<readonly Schemas['VisitorOut'][]>([])
  const [target, setTarget] = useState<Target>({ element: '', count: 0 })
  const [style, setStyle] = useState<readonly Style[]>([])
  const panel = useRef<HTMLDivElement>(null)
  const root = useRef<HTMLDivElement>(null)
  const checks = useChecks(drafts)
  const outline = useOutline(drafts)
  const [isCovering, setCovering] = useState(false)
  const unreached = useUnreached(drafts, isCovering)

  const open = useCallback(
    (next: string, way?: 'source' | 'design') => {
      setSearch(
        (before) => {
          const after = new URLSearchParams(before)
          after.set('file', next)
          if (way === 'source') after.set('view', 'source')
          else if (way === 'design' || next !== before.get('file')) after.delete('view')
          return after
        },
        { replace: true },
      )
    },
    [setSearch],
  )
  const go = useCallback(
    (next: string, element: string, property?: string) => {
      open(next)
      setTarget((before) => ({ element, property, count: before.count + 1 }))
      if (property) setPane('panel')
    },
    [open],
  )

  useEffect(() => void loadFunctions(), [])
  useEffect(forgetAnswers, [outline.data])

  // One undo for everything, wherever the focus is.
  const move = useCallback(
    async (way: 'undo' | 'redo') => {
      try {
        const changed = await drafts[way]()
        if (changed === null) return
        if (drafts.file(changed)) open(changed)
        announce(t(way === 'undo' ? 'undone' : 'redone', { path: changed }))
      } catch (wrong) {
        // A step of an earlier sitting could not be fetched: it stays, and can be asked for again.
        void message.error(messageOf(wrong))
      }
    },
    [drafts, open, t, message],
  )
  useEffect(() => {
    const place = root.current!
    function onKey(event: KeyboardEvent) {
      if (!(event.ctrlKey || event.metaKey) || event.altKey || event.isComposing) return
      const isUndo = event.code === 'KeyZ' && !event.shiftKey
      const isRedo = event.code === 'KeyY' || (event.code === 'KeyZ' && event.shiftKey)
      const inDialog = (event.target as Element | null)?.closest?.('.ant-modal, .ant-drawer')
      if ((!isUndo && !isRedo) || inDialog) return
      event.preventDefault()
      event.stopImmediatePropagation()
      // Fields of the panel tell after a moment what was typed in them.
      const isTyping = (event.target as Element | null)?.closest?.('.hq-panel') != null
      setTimeout(() => void move(isUndo ? 'undo' : 'redo'), isTyping ? PANEL_MS : 0)
    }
    place.addEventListener('keydown', onKey, true)
    return () => place.removeEventListener('keydown', onKey, true)
  }, [move])

  // Others are seen, and what they save is followed.
  useEffect(() => {
    let isCurrent = true
    async function visit() {
      try {
        const asked = drafts.numbers()
        const found = await read(
          api.POST('/workspaces/{workspace}/visits', {
            params: { path: { workspace: drafts.id } },
            body: { path },
          }),
        )
        if (!isCurrent) return
        setOthers(found.visitors)
        for (const each of await drafts.follow(found.contents, asked)) {
          const said = t('followed', { who: pick(language, each.saved_by), path: each.path })
          void message.info(said)
          announce(said)
        }
      } catch {
        // Said by the pill when a save fails; who is there is no more than a hint.
      }
    }
    void visit()
    const timer = setInterval(() => void visit(), VISIT_MS)
    const stop = listen((heard) => {
      const isHere = heard.kind === 'designed' && heard.news.what === 'saved' && heard.news.workspace === drafts.id
      if (isHere && !heard.news.by_me) void visit()
    })
    return () => {
      isCurrent = false
      stop()
      clearInterval(timer)
    }
  }, [drafts, path, language, message, t])

  useEffect(() => {
    function onLeave(event: BeforeUnloadEvent) {
      if (drafts.state === 'saved') return
      void drafts.flush()
      event.preventDefault()
    }
    window.addEventListener('beforeunload', onLeave)
    return () => window.removeEventListener('beforeunload', onLeave)
  }, [drafts])

  const problems = useMemo(() => checks.data?.problems ?? [], [checks.data])
  const here = useMemo(() => problems.filter((each) => each.file === path), [problems, path])
  const fix = (problem: Schemas['ProblemOut']) => {
    const done = applyFix(drafts, problem, go)
    if (done === 'opened') return
    announce(t('fix'))
  }

  return (
    <div
      ref={root}
      className="hq-workspace"
      style={{ background: token.colorBgContainer, color: token.colorText }}
    >
      <WorkspaceHead
        drafts={drafts}
        view={view}
        file={file}
        others={others}
        checks={checks}
        pane={pane}
        isSource={isSource}
        isCovering={isCovering}
        onCovering={setCovering}
        onPane={setPane}
        onMove={(way) => void move(way)}
        onHistory={() => setHistory(true)}
        onSource={(on) => open(path, on ? 'source' : 'design')}
        onDeployed={() => queries.invalidateQueries({ queryKey: ['bundles'] })}
      />
      {isCovering && unreached.isKnown === false && (
        <Alert
          banner
          type="info"
          title={t('coverageUnknown')}
          action={
            <LinkButton size="small" to={`/scenarios?workspace=${drafts.id}`}>
              {t('coveragePlay')}
            </LinkButton>
          }
          closable={closing(() => setCovering(false))}
        />
      )}
      <div className="hq-workspace-body">
        <FilesPane
          drafts={drafts}
          files={files}
          path={path}
          problems={problems}
          workspaceKey={view.key}
          onOpen={open}
        />
        <section className="hq-workspace-main" aria-label={path}>
          <Suspense fallback={<Waiting rows={10} />}>
            {!file && <Empty title={t('noDiagram')} hint={t('noDiagramHint')} />}
            {file && isSource && (
              <SourceEditor drafts={drafts} path={path} problems={here} target={target} />
            )}
            {file && !isSource && file.kind === 'bpmn' && (
              <DiagramEditor
                key={path}
                drafts={drafts}
                path={path}
                panel={panel}
                problems={here}
                outline={outline.data}
                unreached={unreached.elements}
                target={target}
                onStyle={setStyle}
                onPane={setPane}
                onSource={() => open(path, 'source')}
              />
            )}
            {file && !isSource && file.kind === 'dmn' && (
              <TableEditor
                key={path}
                drafts={drafts}
                path={path}
                problems={here}
                unreached={unreached.rows}
                isChecked={checks.data !== undefined}
                outline={outline.data}
                target={target}
                onSource={() => open(path, 'source')}
              />
            )}
            {file && !isSource && file.kind === 'form' && (
              <FormEditor
                key={path}
                drafts={drafts}
                path={path}
                problems={here}
                steps={usersOf(path, outline.data)}
                onSource={() => open(path, 'source')}
              />
            )}
          </Suspense>
        </section>
        <aside className="hq-workspace-side" aria-label={t('panel')}>
          <div
            ref={panel}
            className="hq-panel"
            hidden={pane !== 'panel' || file?.kind !== 'bpmn' || isSource}
          />
          {(pane === 'checks' || (pane === 'panel' && (file?.kind !== 'bpmn' || isSource))) && (
            <ChecksPane
              checks={checks}
              style={file?.kind === 'bpmn' && !isSource ? style : []}
              path={path}
              textOf={(each) => drafts.text(each)}
              onGo={go}
              onFix={fix}
            />
          )}
          {pane === 'variables' && <VariablesPane outline={outline} drafts={drafts} onGo={go} />}
        </aside>
      </div>
      {drafts.conflict && <ConflictDialog drafts={drafts} conflict={drafts.conflict} />}
      {isHistory && (
        <HistoryDrawer drafts={drafts} path={path} onClose={() => setHistory(false)} onOpen={open} />
      )}

    </div>
  )
}

/** Names of the steps that show this form. */
function usersOf(path: string, outline: Schemas['OutlineOut'] | undefined): string[] {
  const id = path.replace(/^forms\/|\.json$/g, '')
  const uses = (outline?.variables ?? []).flatMap((each) => [...each.writers, ...each.readers])
  const steps = new Set(
    uses.filter((each) => each.how === 'form' && each.text === id).map((each) => each.element),
  )
  return [...steps].map((step) => outline?.steps.find((each) => each.id === step)?.name || step)
}
