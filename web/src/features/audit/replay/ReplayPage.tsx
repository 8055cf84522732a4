/** 回放: see how a case went, entry by entry; tokens move from journal events only. */
import { SafetyCertificateOutlined, SwapOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { Alert, Button, Flex, Segmented, Tabs, Tag, theme, Typography } from 'antd'
import { lazy, memo, Suspense, useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { Link, useParams, useSearchParams } from 'react-router'

import { fetchWithSession } from '../../../api/client'
import { announce } from '../../../design/announce'
import type { Marker } from '../../../design/Diagram'
import { Empty } from '../../../design/Empty'
import { Failure } from '../../../design/Failure'
import { useHotkeys } from '../../../design/hotkeys'
import { Waiting } from '../../../design/Waiting'
import { pick, useLanguage } from '../../../i18n'
import { Bar } from './Bar'
import { Controls } from './Controls'
import { DataPanel } from './DataPanel'
import { EntryPanel } from './EntryPanel'
import { EntryTable } from './EntryTable'
import { ExportMenu } from './ExportMenu'
import { useT } from './messages'
import { linesOf } from './model/lines'
import { type Names, useNames } from './names'
import { PeoplePanel } from './PeoplePanel'
import { Timeline } from './Timeline'
import { type LoadedCase, useCase } from './useCase'
import { ONE_ENTRY_MS, usePlayer } from './usePlayer'
import { usePlayerKeys } from './usePlayerKeys'

const Diagram = lazy(() => import('../../../design/Diagram'))

const VIEWS = ['diagram', 'timeline', 'table'] as const
const PANELS = ['entry', 'data', 'people'] as const
type View = (typeof VIEWS)[number]
type Panel = (typeof PANELS)[number]

export default function ReplayPage() {
  const t = useT()
  const { caseId } = useParams()
  const { loaded, problem, retry } = useCase(caseId)
  const names = useNames(loaded?.told)
  if (problem) return <Failure problem={problem} retry={retry} />
  if (!loaded || !names) return <Waiting rows={12} />
  if (loaded.replay.length === 0)
    return loaded.journal.entries.length + loaded.journal.unreadable.length === 0 ? (
      <Empty title={t('noEntries')} hint={t('noEntriesHint')} />
    ) : (
      <Empty
        title={t('brokenAt', { entry: 1 })}
        action={<Link to={`/audit/cases/${caseId}/integrity`}>{t('toIntegrity')}</Link>}
      />
    )
  return <PlayerPage key={caseId} loaded={loaded} names={names} />
}

function PlayerPage({ loaded, names }: { loaded: LoadedCase; names: Names }) {
  const t = useT()
  const language = useLanguage()
  const { token } = theme.useToken()
  const { told, replay, journal, time } = loaded
  const player = usePlayer(replay)
  usePlayerKeys(player)
  // Keys of the player are its own business (`usePlayerKeys`); here they get a name in the palette.
  useHotkeys([
    { id: 'replay-play', label: t(player.isPlaying ? 'pause' : 'play'), group: t('replay'), run: player.toggle },
    { id: 'replay-next', label: t('next'), group: t('replay'), run: () => player.seek(player.entry + 1) },
    { id: 'replay-previous', label: t('previous'), group: t('replay'), run: () => player.seek(player.entry - 1) },
    { id: 'replay-next-step', label: t('nextStep'), group: t('replay'), run: () => player.step(1) },
    { id: 'replay-previous-step', label: t('previousStep'), group: t('replay'), run: () => player.step(-1) },
  ])
  const { entry, seek } = player
  const [address, setAddress] = useSearchParams()
  const view = VIEWS.find((each) => each === address.get('view')) ?? 'diagram'
  const panel = PANELS.find((each) => each === address.get('panel')) ?? 'entry'
  const put = useCallback(
    (name: string, value: string, usual: string) =>
      setAddress(
        (present) => {
          const next = new URLSearchParams(present)
          if (value === usual) next.delete(name)
          else next.set(name, value)
          return next
        },
        { replace: true },
      ),
    [setAddress],
  )

  /** The next of these entries; behind the last one the first again. */
  const seekAmong = useCallback(
    (entries: readonly number[]) => {
      const next = entries.find((each) => each > entry)
      if (next === undefined) announce(t('notLater'))
      const to = next ?? entries[0]
      if (to !== undefined) seek(to)
    },
    [entry, seek, t],
  )

  const lines = useMemo(() => linesOf(replay), [replay])
  const line = lines[entry - 1]!
  const { isPlaying } = player
  useEffect(() => {
    // While it plays, telling every entry would only pile up.
    if (isPlaying) return
    const who = line.isSystem ? t('system') : names.person(line.actor)
    announce(t('now', { entry, act: names.command(line.command), who }))
  }, [entry, isPlaying, line, names, t])

  const { case: row } = told
  return (
    <Flex vertical gap={8} style={{ height: '100%', padding: '12px 16px', boxSizing: 'border-box', minHeight: 620 }}>
      <Flex justify="space-between" align="center" wrap gap={8}>
        <Flex align="baseline" gap={10} wrap>
          <Typography.Title level={1} style={{ fontSize: 18, lineHeight: '26px', margin: 0 }}>
            {t('replayOf', { number: row.number })}
          </Typography.Title>
          <span>{pick(language, { zh: row.title_zh, en: row.title_en })}</span>
          <Tag>{t('stateNow', { state: names.state(row.frozen ? 'frozen' : row.state) })}</Tag>
          <Typography.Text type="secondary">{t('recorded')}</Typography.Text>
        </Flex>
        <Flex gap={8} wrap>
          <Link to={`/audit/cases/${row.case_id}/integrity`}>
            <Button tabIndex={-1} icon={<SafetyCertificateOutlined />}>{t('toIntegrity')}</Button>
          </Link>
          <Link to={`/audit/compare?a=${row.case_id}`}>
            <Button tabIndex={-1} icon={<SwapOutlined />}>{t('toCompare')}</Button>
          </Link>
          <ExportMenu caseId={row.case_id} entry={entry} />
        </Flex>
      </Flex>
      {told.masked && <Alert type="info" showIcon title={t('masked')} />}
      {!journal.closing && <Alert type="error" showIcon title={t('cutOff')} />}
      {journal.unreadable.length > 0 && (
        <Alert type="error" showIcon title={t('someUnreadable', { count: journal.unreadable.length })} />
      )}
      {replay.brokenAt > 0 && (
        <Alert
          type="error"
          showIcon
          title={t('brokenAt', { entry: replay.brokenAt })}
          action={<Link to={`/audit/cases/${row.case_id}/integrity`}>{t('toIntegrity')}</Link>}
        />
      )}
      {replay.unknown.size > 0 && (
        <Alert type="warning" showIcon title={t('unknownEvents', { names: [...replay.unknown].join(t('comma')) })} />
      )}
      <section
        aria-label={t('replay')}
        style={{
          padding: '6px 12px',
          border: `1px solid ${token.colorBorderSecondary}`,
          borderRadius: token.borderRadius,
          background: token.colorBgContainer,
        }}
      >
        <Flex align="center" gap={12} wrap>
          <Controls player={player} />
          <div style={{ flex: 1, minWidth: 280 }}>
            <Bar replay={replay} time={time} entry={entry} onSeek={seek} />
          </div>
          <Segmented<View>
            aria-label={t('view')}
            value={view}
            onChange={(value) => put('view', value, 'diagram')}
            options={VIEWS.map((each) => ({ value: each, label: t(each) }))}
          />
        </Flex>
      </section>
      <Flex gap={12} style={{ flex: 1, minHeight: 0 }}>
        <div style={{ flex: 1, minWidth: 0, minHeight: 0 }}>
          {view === 'diagram' && (
            <CaseDiagram loaded={loaded} names={names} entry={entry} speed={player.speed} seekAmong={seekAmong} />
          )}
          {view === 'timeline' && <Timeline loaded={loaded} names={names} entry={entry} onSeek={seek} />}
          {view === 'table' && <EntryTable loaded={loaded} names={names} entry={entry} onSeek={seek} />}
        </div>
        <aside
          aria-label={t('entry', { entry })}
          style={{
            width: 'clamp(320px, 30vw, 480px)',
            flexShrink: 0,
            minHeight: 0,
            display: 'flex',
            flexDirection: 'column',
            padding: '0 12px',
            border: `1px solid ${token.colorBorderSecondary}`,
            borderRadius: token.borderRadius,
            background: token.colorBgContainer,
          }}
        >
          <Tabs
            size="small"
            activeKey={panel}
            onChange={(key) => put('panel', key, 'entry')}
            items={[
              { key: 'entry', label: t('entry', { entry }) },
              { key: 'data', label: t('stood') },
              { key: 'people', label: t('people') },
            ]}
          />
          <div tabIndex={0} role="group" aria-label={t(panelName(panel), { entry })} style={{ flex: 1, minHeight: 0, overflow: 'auto', paddingBottom: 12 }}>
            {panel === 'entry' && <EntryPanel loaded={loaded} names={names} entry={entry} />}
            {panel === 'data' && <DataPanel loaded={loaded} names={names} entry={entry} />}
            {panel === 'people' && (
              <PeoplePanel loaded={loaded} names={names} entry={entry} onSeekAmong={seekAmong} />
            )}
          </div>
        </aside>
      </Flex>
      <Typography.Text type="secondary" style={{ fontSize: 12 }}>
        {t('keys')}
      </Typography.Text>
    </Flex>
  )
}

function panelName(panel: Panel) {
  return panel === 'entry' ? 'entry' : panel === 'data' ? 'stood' : 'people'
}

interface DiagramProps {
  loaded: LoadedCase
  names: Names
  entry: number
  speed: number
  seekAmong: (entries: readonly number[]) => void
}

/** The diagram of the version the case ran on; a tab for every called process. */
const CaseDiagram = memo(function CaseDiagram({ loaded, names, entry, speed, seekAmong }: DiagramProps) {
  const t = useT()
  const { replay } = loaded
  const [address, setAddress] = useSearchParams()
  const [selected, setSelected] = useState<string>()
  // Which process is looked at follows the case until somebody chooses one.
  const chosen = Number(address.get('home')) || null
  const follow = useMemo(() => busiestHome(loaded, entry), [loaded, entry])
  const home = replay.homes.find((each) => each.n === (chosen ?? follow)) ?? replay.homes[0]!
  const choose = useCallback(
    (n: number) => {
      setSelected(undefined)
      setAddress(
        (present) => {
          const next = new URLSearchParams(present)
          next.set('home', String(n))
          return next
        },
        { replace: true },
      )
    },
    [setAddress],
  )

  const process = names.processOf(home.process)
  const xml = useQuery({
    queryKey: ['bundle file', process?.bundle, process?.file],
    enabled: process !== undefined,
    staleTime: Number.POSITIVE_INFINITY, // named by its content
    queryFn: async () => (await fetchWithSession(`/bundles/${process!.bundle}/files/${process!.file}`)).text(),
  })
  const targets = useMemo(
    () => new Map(Object.entries(process?.flows ?? {}).map(([id, flow]) => [id, flow.target])),
    [process],
  )
  const tokens = useMemo(() => Object.fromEntries(replay.tokens(home.n, entry, targets)), [replay, home, entry, targets])
  const markers = useMemo(() => {
    const found: Record<string, Marker[]> = {}
    for (const node of replay.visited(home.n, entry)) found[node] = ['visited']
    for (const flow of replay.taken(home.n, entry)) found[flow] = ['visited']
    for (const node of Object.keys(tokens)) found[node] = ['active']
    for (const node of replay.incidents(home.n, entry)) found[node] = ['incident']
    return found
  }, [replay, home, entry, tokens])
  const moves = useMemo(
    () => ({
      key: `${home.n} ${entry}`,
      flows: replay.takenIn(home.n, entry),
      milliseconds: Math.min(700, (ONE_ENTRY_MS / speed) * 0.7),
    }),
    [replay, home, entry, speed],
  )
  const doors = useMemo(() => {
    const found: Record<string, string> = {}
    for (const called of replay.homes) {
      const call = replay.lives.get(called.parent)
      if (call?.home === home.n) found[call.node] = t('openCalled', { name: names.process(called.process) })
    }
    return found
  }, [replay, home, names, t])
  const path = useMemo(() => {
    const found = [home]
    for (let at = home; at.parent; ) {
      const around = replay.homes.find((each) => each.n === replay.lives.get(at.parent)?.home)
      if (!around) break
      found.unshift(around)
      at = around
    }
    return found.map((each) => ({
      key: each.n,
      title: names.process(each.process),
      onClick: each === home ? undefined : () => choose(each.n),
    }))
  }, [replay, home, names, choose])

  const present = useRef({ entry, home, seekAmong })
  present.current = { entry, home, seekAmong }
  const select = useCallback(
    (element: string) => {
      const { home: shown, seekAmong: go } = present.current
      setSelected(element)
      const entries = new Set<number>()
      for (const life of replay.lives.values()) {
        if (life.home !== shown.n || life.node !== element) continue
        entries.add(life.entered)
        for (const holder of replay.tasks.get(life.n)?.holders ?? []) entries.add(holder.entry)
        if (life.left <= replay.length) entries.add(life.left)
      }
      for (const each of replay.flows)
        if (each.home === shown.n && each.flow === element) entries.add(each.entry)
      if (entries.size > 0) go([...entries].sort((a, b) => a - b))
    },
    [replay],
  )
  /** Into the newest call of the element; before there was one, to the first that will be. */
  const open = useCallback(
    (element: string) => {
      const { entry: now, home: shown, seekAmong: go } = present.current
      const calls = replay.homes.filter((each) => {
        const call = replay.lives.get(each.parent)
        return call?.home === shown.n && call.node === element
      })
      const begun = calls.filter((each) => each.entered <= now)
      const called = begun[begun.length - 1] ?? calls[0]
      if (!called) return
      if (begun.length === 0) go([called.entered])
      choose(called.n)
    },
    [replay, choose],
  )

  const tabs = replay.homes.map((each) => ({
    key: String(each.n),
    label: names.process(each.process),
    disabled: each.entered > entry,
  }))
  return (
    <Flex vertical gap={4} style={{ height: '100%' }}>
      <Flex align="center" gap={8}>
        {tabs.length > 1 && (
          <Tabs
            size="small"
            activeKey={String(home.n)}
            onChange={(key) => choose(Number(key))}
            items={tabs}
            tabBarStyle={{ margin: 0 }}
            style={{ flex: 1, minWidth: 0 }}
          />
        )}
        <Typography.Text type="secondary" title={t('versionHint')} style={{ whiteSpace: 'nowrap' }}>
          {process && t('version', { version: process.bundle_version })}
        </Typography.Text>
      </Flex>
      <div style={{ flex: 1, minHeight: 0 }}>
        {xml.error ? (
          <Failure problem={xml.error} retry={() => void xml.refetch()} />
        ) : xml.data === undefined ? (
          <Waiting />
        ) : (
          <Suspense fallback={<Waiting />}>
            <Diagram
              xml={xml.data}
              markers={markers}
              tokens={tokens}
              moves={moves}
              selected={selected}
              onElementClick={select}
              doors={doors}
              onOpen={open}
              path={path}
              height="100%"
              showOutline={false}
            />
          </Suspense>
        )}
      </div>
    </Flex>
  )
})

/** The process instance that the entry is about: the innermost one in which a token moved. */
function busiestHome({ replay }: LoadedCase, entry: number): number {
  for (let n = entry; n > 0; n--) {
    const { document } = replay.entry(n)
    for (let i = document.events.length - 1; i >= 0; i--) {
      const event = document.events[i]!
      const life = replay.lives.get(event.n)
      if (life && life.n !== life.home && life.left > entry) return life.home
    }
    const acted = replay.lives.get(Number(document.command.task ?? document.command.job ?? 0))
    if (acted && n === entry) return acted.home
  }
  return replay.homes[0]?.n ?? 1
}
