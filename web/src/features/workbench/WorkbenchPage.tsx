/** The workbench: the queue on the left, the task on the right, no way back needed. */
import './workbench.css'

import { useQueryClient } from '@tanstack/react-query'
import { Alert, Button, Flex, type InputRef } from 'antd'
import { lazy, Suspense, useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { Link, useSearchParams } from 'react-router'

import { ApiProblem } from '../../api/problem'
import { usePreferences } from '../../app/preferences'
import { announce } from '../../design/announce'
import { Empty } from '../../design/Empty'
import { Failure, messageOf } from '../../design/Failure'
import { momentText } from '../../design/formats'
import { useHotkeys } from '../../design/hotkeys'
import { Waiting } from '../../design/Waiting'
import { useLanguage } from '../../i18n'
import { forget, forgetDeclined, useActs } from '../task/acts'
import type { Decided } from '../task/TaskPane'
import {
  isNarrowed,
  keyOf,
  type Listing,
  parseKey,
  readAddress,
  type Tab,
  type TaskKey,
  TABS,
  writeAddress,
} from './address'
import { BulkBar, type BulkVerb } from './BulkBar'
import { allColumns, applicantOf, type Column, nameOf, standardOf, titleOf } from './columns'
import { countText, FilterBar } from './FilterBar'
import { useT } from './messages'
import { afterDecision } from './preference'
import { useColumns, useCounts, useTaskPages } from './queries'
import { ResultBar, type Result } from './ResultBar'
import { TaskList } from './TaskList'
import { TaskSide } from './TaskSide'

/** Loaded when somebody decides many: it is not part of the first page. */
const BulkDialog = lazy(async () => ({ default: (await import('./BulkDialog')).BulkDialog }))

/** So many can be worked on at once. */
export const MOST_TICKED = 200

export default function WorkbenchPage() {
  const t = useT()
  const language = useLanguage()
  const queries = useQueryClient()
  const [query, setQuery] = useSearchParams()
  const listing = useMemo(() => readAddress(query), [query])
  const opened = useMemo(() => parseKey(query.get('task')), [query])
  const openedKey = opened && `${opened.caseId}.${opened.task}`
  const { density: usual } = usePreferences()
  const density = listing.density ?? usual
  const counts = useCounts()
  const pages = useTaskPages(listing)
  const gridRef = useRef<HTMLDivElement | null>(null)
  const searchRef = useRef<InputRef>(null)

  // --- rows: what the server said, without what has just been decided ---------------------------
  const [goneInBulk, setGone] = useState<ReadonlySet<string>>(new Set())
  const [failedInBulk, setFailures] = useState<ReadonlyMap<string, string>>(new Map())
  const acts = useActs()
  // Decided on by oneself: away at once, back in its place with the reason when it is declined.
  const gone = useMemo(() => {
    const own = [...acts].filter(([, act]) => act.leaves && (act.state === 'sending' || act.state === 'done'))
    return new Set([...goneInBulk, ...own.map(([key]) => key)])
  }, [acts, goneInBulk])
  const failures = useMemo(() => {
    const found = new Map(failedInBulk)
    for (const [key, act] of acts)
      if (act.state === 'lost') found.set(key, t('sendingAgain'))
      else if (act.state === 'declined') found.set(key, messageOf(act.problem))
    return found
  }, [acts, failedInBulk, t])
  const rows = useMemo(() => {
    const seen = new Set<string>()
    return (pages.data?.pages ?? []).flatMap((page) =>
      page.items.filter((row) => {
        const key = keyOf(row)
        // A row that moved between two pages while they were read comes twice.
        if (seen.has(key) || gone.has(key)) return false
        seen.add(key)
        return true
      }),
    )
  }, [pages.data, gone])

  const business = useColumns().data
  const all = useMemo(() => {
    const own = business?.find((each) => each.process === listing.process)
    return allColumns(language, t, own?.columns ?? [], business ?? [])
  }, [business, language, listing.process, t])
  const columns = useMemo(() => {
    const wanted = listing.columns ?? standardOf(listing)
    const found = wanted.flatMap((id) => all.find((each) => each.id === id) ?? [])
    if (listing.columns === null && listing.process)
      found.splice(3, 0, ...all.filter((each) => each.id.startsWith('f.') && !each.right).slice(0, 2))
    return found as Column[]
  }, [all, listing])

  // --- the address ------------------------------------------------------------------------------
  // What the address says now counts, not what was drawn last: somebody who opens a row while the
  // search waits for the last letter keeps both.
  const address = useCallback((changed: Partial<Listing>, task?: string | null) => {
    const now = new URLSearchParams(window.location.search)
    const next = writeAddress({ ...readAddress(now), ...changed })
    const kept = task === undefined ? now.get('task') : task
    if (kept) next.set('task', kept)
    return next
  }, [])
  const change = useCallback(
    (changed: Partial<Listing>) => {
      setTicked(new Set())
      setFailures(new Map())
      forgetDeclined()
      setQuery(address(changed), { replace: 'text' in changed })
    },
    [address, setQuery],
  )
  const open = useCallback(
    (key: string | null, replace = false) => setQuery(address({}, key), { replace }),
    [address, setQuery],
  )

  // --- where one is -----------------------------------------------------------------------------
  const place = useMemo(() => placeOf(writeAddress(listing).toString()), [listing])
  const [active, setActiveKey] = useState<string | null>(openedKey)
  useEffect(() => {
    if (openedKey) setActiveKey(openedKey)
  }, [openedKey])
  const at = rows.findIndex((row) => keyOf(row) === active)

  function move(by: number) {
    const next = rows[at < 0 ? (by > 0 ? 0 : rows.length - 1) : at + by]
    if (!next) return
    setActive(keyOf(next))
  }
  function setActive(key: string) {
    setActiveKey(key)
    gridRef.current?.focus({ preventScroll: true })
    const row = rows.find((each) => keyOf(each) === key)
    if (row) announce(`${titleOf(row, language)} ${applicantOf(row, language)}`)
  }

  // --- ticks ------------------------------------------------------------------------------------
  const [ticked, setTicked] = useState<ReadonlySet<string>>(new Set())
  const anchor = useRef<string | null>(null)
  const canTick = listing.tab !== 'done'
  function tick(key: string, upTo: boolean) {
    const next = new Set(ticked)
    const from = rows.findIndex((row) => keyOf(row) === anchor.current)
    const to = rows.findIndex((row) => keyOf(row) === key)
    if (upTo && from >= 0 && to >= 0)
      for (const row of rows.slice(Math.min(from, to), Math.max(from, to) + 1)) next.add(keyOf(row))
    else if (next.has(key)) next.delete(key)
    else next.add(key)
    anchor.current = key
    setTicked(limited(next))
  }
  function limited(keys: ReadonlySet<string>): ReadonlySet<string> {
    return keys.size <= MOST_TICKED ? keys : new Set([...keys].slice(0, MOST_TICKED))
  }
  async function tickView() {
    if (rows.length > 0 && rows.every((row) => ticked.has(keyOf(row)))) return setTicked(new Set())
    let known = pages
    let loaded = rows.length
    while (known.hasNextPage && loaded < MOST_TICKED) {
      known = await known.fetchNextPage()
      loaded = known.data?.pages.reduce((sum, page) => sum + page.items.length, 0) ?? 0
    }
    const every = known.data?.pages.flatMap((page) => page.items) ?? rows
    setTicked(limited(new Set(every.map(keyOf).filter((key) => !gone.has(key)))))
  }

  const openedAt = rows.findIndex((row) => keyOf(row) === openedKey)
  /** What is open now, for answers that come later. */
  const shown = useRef<string | null | undefined>(openedKey)
  shown.current = openedKey
  useEffect(() => () => void (shown.current = undefined), [])

  // --- acting -----------------------------------------------------------------------------------
  const [bulk, setBulk] = useState<BulkVerb | null>(null)
  const [result, setResult] = useState<Result | null>(null)

  const settled = useCallback(
    (...decided: string[]) => {
      void queries.invalidateQueries({ queryKey: ['counts'] })
      void queries.invalidateQueries({ queryKey: ['tasks'] }).then(() => {
        setGone(new Set())
        for (const key of decided) forget(key)
      })
    },
    [queries],
  )

  /** The row that one's own choice opens after the open one. */
  function following(): string | null {
    const from = openedAt < 0 ? at : openedAt
    const chosen = afterDecision()
    if (chosen === 'list') return null
    const beside = rows[from + (chosen === 'next' ? 1 : -1)] ?? rows[from - 1]
    return beside && keyOf(beside) !== openedKey ? keyOf(beside) : null
  }

  /** Somebody is about to decide: what opens next is fetched meanwhile. */
  function onChoosing() {
    const next = parseKey(following())
    if (next) void import('../task/queries').then((task) => task.prefetchTask(queries, next.caseId, next.task))
  }

  function goOn(key: string | null) {
    setActiveKey(key)
    open(key, true)
  }

  /** A task is decided on: its row leaves at once and the next one opens. */
  function onLeaving(staysWithCase: boolean) {
    announce(t('leftAsDone'))
    if (!staysWithCase) goOn(following())
  }

  /** The server has it: a bar says so; the next step of the same case comes first when it is mine. */
  function onDone(key: string, next?: TaskKey, done?: Decided) {
    if (done) setResult({ key, number: done.number, what: done.label })
    // Whoever has gone on to another task meanwhile stays there.
    if (shown.current === key) goOn(next ? `${next.caseId}.${next.task}` : following())
    settled(key)
  }

  /** The server declined: the row is back with the reason, and a way to what was typed. */
  function onDeclined(key: string, problem: unknown, done: Decided) {
    if (shown.current === null) goOn(key)
    if (shown.current !== key) setResult({ key, number: done.number, what: messageOf(problem), isDeclined: true })
    settled()
  }

  function onBulkDone(done: readonly string[], failed: ReadonlyMap<string, string>) {
    const leaves = bulk === 'complete' || bulk === 'transfer'
    if (leaves) setGone((before) => new Set([...before, ...done]))
    setTicked(new Set(failed.keys()))
    setFailures(failed)
    if (openedKey && leaves && done.includes(openedKey)) open(null, true)
    settled()
  }

  useHotkeys([
    { id: 'wb.down', key: 'J', group: t('list'), label: t('moveDown'), run: () => move(1) },
    { id: 'wb.up', key: 'K', group: t('list'), label: t('moveUp'), run: () => move(-1) },
    {
      id: 'wb.open',
      key: 'O',
      group: t('list'),
      label: t('openTask'),
      run: () => active && open(active),
    },
    {
      id: 'wb.close',
      key: 'Escape',
      group: t('list'),
      label: t('closeTask'),
      enabled: openedKey !== null && bulk === null,
      run: () => {
        open(null)
        gridRef.current?.focus({ preventScroll: true })
      },
    },
    {
      id: 'wb.tick',
      key: 'X',
      group: t('list'),
      label: t('tickRow'),
      enabled: canTick,
      run: () => active && tick(active, false),
    },
    {
      id: 'wb.range',
      key: 'Shift+X',
      group: t('list'),
      label: t('tickRange'),
      enabled: canTick,
      run: () => active && tick(active, true),
    },
    {
      id: 'wb.all',
      key: 'Ctrl+A',
      group: t('list'),
      label: t('tickView'),
      enabled: canTick && bulk === null,
      run: () => void tickView(),
    },
    {
      id: 'wb.search',
      key: '/',
      group: t('list'),
      label: t('focusSearch'),
      run: () => searchRef.current?.focus({ cursor: 'all' }),
    },
    {
      id: 'wb.complete',
      key: 'B',
      group: t('bulk'),
      label: t('bulkComplete'),
      enabled: ticked.size > 0 && bulk === null,
      run: () => setBulk('complete'),
    },
    {
      id: 'wb.claim',
      key: 'C',
      group: t('bulk'),
      label: t('bulkClaim'),
      enabled: ticked.size > 0 && bulk === null,
      run: () => setBulk('claim'),
    },
  ])

  /** Opens the row before or after the open one; undefined where there is none. */
  function neighbour(by: number) {
    const row = openedAt < 0 ? undefined : rows[openedAt + by]
    return row && (() => open(keyOf(row), true))
  }

  // --- what is seen -----------------------------------------------------------------------------
  const isOpen = opened !== null
  return (
    <div className="wb">
      <h1 className="unseen">{t('title')}</h1>
      <Tabs tab={listing.tab} address={(tab) => `?${writeAddress(tabListing(listing, tab)).toString()}`} />
      <FilterBar
        listing={listing}
        density={density}
        columns={columns}
        all={all}
        searchRef={searchRef}
        change={change}
      />
      {pages.isError && pages.data && (
        <Alert
          banner
          type="warning"
          title={t('listOld', { at: momentText(new Date(pages.dataUpdatedAt)) })}
          description={messageOf(pages.error)}
        />
      )}
      <div className="wb-panes" data-open={isOpen}>
        <section className="wb-queue" aria-label={t('list')} aria-busy={pages.isPlaceholderData}>
          {pages.isPending ? (
            <Waiting rows={12} />
          ) : isTooBroad(pages.error) && !pages.data ? (
            <TooBroad
              problem={pages.error}
              bySearch={() => searchRef.current?.focus()}
              byWeek={() => change({ due: 'week' })}
              byDue={() => change({ sort: 'due', descending: false })}
            />
          ) : pages.isError && !pages.data ? (
            <Failure problem={pages.error} retry={() => void pages.refetch()} />
          ) : rows.length === 0 && !pages.isPlaceholderData ? (
            <Nothing
              listing={listing}
              claimable={counts.data?.groups.count ?? 0}
              clear={() => change({ process: '', bureau: '', due: '', returned: false, text: '' })}
            />
          ) : (
            <TaskList
              key={listing.tab}
              rows={rows}
              columns={columns}
              listing={listing}
              density={density}
              asCards={isOpen}
              active={active}
              opened={openedKey}
              ticked={ticked}
              failures={failures}
              canTick={canTick}
              hasMore={pages.hasNextPage && !pages.isFetchingNextPage}
              place={place}
              gridRef={gridRef}
              nameOf={(row) => nameOf(row, language, business ?? [])}
              onMore={() => void pages.fetchNextPage()}
              onOpen={(row) => open(keyOf(row))}
              onActive={setActive}
              onTick={tick}
              onTickAll={() => void tickView()}
              onSort={(sort) =>
                change({ sort, descending: listing.sort === sort ? !listing.descending : false })
              }
            />
          )}
          {ticked.size > 0 ? (
            <BulkBar
              count={ticked.size}
              most={MOST_TICKED}
              start={setBulk}
              clear={() => setTicked(new Set())}
            />
          ) : (
            rows.length > 0 && (
              <div className="wb-foot">
                {pages.hasNextPage
                  ? t('rowsMore', { count: rows.length })
                  : t('rows', { count: rows.length })}
              </div>
            )
          )}
        </section>
        {opened && (
          <section className="wb-side" aria-label={t('pane')}>
            <TaskSide
              key={openedKey}
              caseId={opened.caseId}
              task={opened.task}
              at={openedAt + 1}
              of={rows.length}
              before={neighbour(-1)}
              after={neighbour(1)}
              onLeaving={onLeaving}
              onDone={(next, done) => onDone(openedKey as string, next, done)}
              onDeclined={(problem, done) => onDeclined(openedKey as string, problem, done)}
              onChoosing={onChoosing}
              onClose={() => open(null)}
            />
          </section>
        )}
      </div>
      {bulk && (
        <Suspense fallback={null}>
          <BulkDialog
            verb={bulk}
            keys={[...ticked]}
            close={() => setBulk(null)}
            onDone={onBulkDone}
          />
        </Suspense>
      )}
      {result && (
        <ResultBar
          result={result}
          close={() => setResult(null)}
          show={() => {
            if (result.isDeclined) setResult(null)
            open(result.key)
          }}
        />
      )}
    </div>
  )
}

function isTooBroad(problem: unknown): problem is ApiProblem {
  return problem instanceof ApiProblem && problem.kind === 'too-many-to-sort'
}

interface TooBroadProps {
  problem: ApiProblem
  bySearch: () => void
  byWeek: () => void
  byDue: () => void
}

/** More than can be put in this order: the limit, and three ways out. */
function TooBroad({ problem, bySearch, byWeek, byDue }: TooBroadProps) {
  const t = useT()
  return (
    <Empty
      title={problem.title}
      hint={problem.detail}
      action={
        <Flex gap={8} wrap justify="center">
          <Button onClick={bySearch}>{t('focusSearch')}</Button>
          <Button onClick={byWeek}>{t('onlyThisWeek')}</Button>
          <Button onClick={byDue}>{t('orderByDue')}</Button>
        </Flex>
      }
    />
  )
}

/** A tab keeps process and bureau; the rest begins anew. */
function tabListing(listing: Listing, tab: Tab): Listing {
  return {
    ...listing,
    tab,
    due: '',
    returned: false,
    sort: 'due',
    descending: false,
    columns: tab === 'done' || listing.tab === 'done' ? null : listing.columns,
  }
}

function Tabs({ tab, address }: { tab: Tab; address: (tab: Tab) => string }) {
  const t = useT()
  const counts = useCounts().data
  return (
    <nav className="wb-tabs" aria-label={t('tabs')}>
      {TABS.map((each) => {
        const count = each === 'done' ? undefined : counts?.[each]
        return (
          <Link key={each} to={address(each)} aria-current={each === tab ? 'page' : undefined}>
            {t(each)}
            {count !== undefined && (
              <span
                className="wb-count tabular"
                data-alarm={(each === 'overdue' || each === 'today') && count.count > 0}
                aria-label={t('ofTab', { count: count.count })}
                role="img"
              >
                {countText(count, t)}
              </span>
            )}
          </Link>
        )
      })}
    </nav>
  )
}

interface NothingProps {
  listing: Listing
  claimable: number
  clear: () => void
}

/** Nothing in the list: why, and what to do next. */
function Nothing({ listing, claimable, clear }: NothingProps) {
  const t = useT()
  if (isNarrowed(listing))
    return (
      <Empty
        title={t('emptyFiltered')}
        hint={t('emptyFilteredHint')}
        action={<Button onClick={clear}>{t('clear')}</Button>}
      />
    )
  if (listing.tab === 'done') return <Empty title={t('emptyDone')} hint={t('emptyDoneHint')} />
  if (listing.tab === 'drafts') return <Empty title={t('emptyDrafts')} hint={t('emptyDraftsHint')} />
  if (listing.tab === 'returned') return <Empty title={t('emptyReturned')} />
  if (listing.tab === 'bureau') return <Empty title={t('emptyBureau')} />
  return (
    <Empty
      title={t('emptyOpen')}
      hint={t('emptyOpenHint')}
      action={claimable > 0 && <Link to="?tab=groups">{t('emptyClaim')}</Link>}
    />
  )
}

/** Where a list was scrolled to, kept while the browser is open. */
function placeOf(list: string) {
  const name = `huiqian.place.${list}`
  return {
    get: () => Number(sessionStorage.getItem(name) ?? 0),
    set: (top: number) => sessionStorage.setItem(name, String(Math.round(top))),
  }
}

