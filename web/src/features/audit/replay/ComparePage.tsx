/** 双案对比: two cases aligned by step; the first difference is in front, with what led there. */
import { type QueryClient, useMutation } from '@tanstack/react-query'
import { Alert, Button, Card, Checkbox, Col, Flex, Form, Input, Row as GridRow, Table, Tag, theme, Typography } from 'antd'
import { useDeferredValue, useEffect, useMemo, useRef, useState } from 'react'
import { Link, useSearchParams } from 'react-router'

import { api, read } from '../../../api/client'
import { announce } from '../../../design/announce'
import { Empty } from '../../../design/Empty'
import { Failure } from '../../../design/Failure'
import { momentText } from '../../../design/formats'
import { useHotkeys } from '../../../design/hotkeys'
import { PageHead } from '../../../design/PageHead'
import { Waiting } from '../../../design/Waiting'
import { pick, useLanguage } from '../../../i18n'
import { FactList } from './Facts'
import { useT } from './messages'
import { align, divergences, isSame, ledThere, type Row, type Step, stepsOf } from './model/compare'
import { type Reason, totalsOf } from './model/facts'
import type { Tagged } from './model/journal'
import { type Names, useNames } from './names'
import { ReasonList } from './ReasonList'
import { type LoadedCase, prefetchCase, useCase } from './useCase'

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i

export function ahead(queries: QueryClient, address: URLSearchParams) {
  for (const side of ['a', 'b']) prefetchCase(queries, address.get(side))
}

export default function ComparePage() {
  const t = useT()
  const [address] = useSearchParams()
  const [a, b] = [address.get('a') ?? undefined, address.get('b') ?? undefined]
  const left = useCase(a)
  const right = useCase(b)
  const leftNames = useNames(left.loaded?.told)
  const rightNames = useNames(right.loaded?.told)
  const isWaiting = (a && !left.loaded && !left.problem) || (b && !right.loaded && !right.problem)
  return (
    <>
      <PageHead title={t('compare')} hint={`${t('compareHint')} ${t('recorded')}`} />
      <GridRow gutter={16}>
        <Col span={12}>
          <Chooser side="a" loaded={left.loaded} />
        </Col>
        <Col span={12}>
          <Chooser side="b" loaded={right.loaded} autoFocus={Boolean(a) && !b} />
        </Col>
      </GridRow>
      {left.problem && <Failure problem={left.problem} retry={left.retry} />}
      {right.problem && <Failure problem={right.problem} retry={right.retry} />}
      {isWaiting && <Waiting />}
      {!isWaiting && !(a && b) && (
        <Empty title={t(a || b ? 'chooseSecond' : 'chooseFirst')} hint={t('chooseHint')} />
      )}
      {left.loaded && right.loaded && leftNames && rightNames && (
        <Comparison
          key={`${a} ${b}`}
          left={{ loaded: left.loaded, names: leftNames }}
          right={{ loaded: right.loaded, names: rightNames }}
        />
      )}
    </>
  )
}

/** One side: which case it is, by its number; Enter opens it. */
function Chooser({ side, loaded, autoFocus }: { side: 'a' | 'b'; loaded: LoadedCase | null; autoFocus?: boolean }) {
  const t = useT()
  const language = useLanguage()
  const [, setAddress] = useSearchParams()
  const [typed, setTyped] = useState('')
  const number = loaded?.told.case.number
  useEffect(() => setTyped(number ?? ''), [number])
  const find = useMutation({
    mutationFn: async (given: string) => {
      if (UUID.test(given)) return given
      const page = await read(api.GET('/cases', { params: { query: { number: given, limit: 1 } } }))
      return page.items[0]?.case_id ?? null
    },
    onSuccess: (found) => {
      if (found === null) return
      setAddress((present) => {
        const next = new URLSearchParams(present)
        next.set(side, found)
        return next
      })
    },
  })
  const isUnknown = find.data === null && find.variables === typed.trim()
  return (
    <Form layout="vertical" onFinish={() => typed.trim() && find.mutate(typed.trim())}>
      <Form.Item
        label={`${t(side === 'a' ? 'sideA' : 'sideB')} · ${t('caseNumber')}`}
        htmlFor={`case-${side}`}
        validateStatus={isUnknown ? 'error' : undefined}
        help={isUnknown ? t('noCase', { number: typed.trim() }) : undefined}
        style={{ marginBottom: 8 }}
      >
        <Input.Search
          id={`case-${side}`}
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
          onSearch={() => typed.trim() && find.mutate(typed.trim())}
          enterButton={t('open')}
          loading={find.isPending}
          autoFocus={autoFocus}
        />
      </Form.Item>
      {find.error && <Failure problem={find.error} />}
      {loaded && (
        <Flex gap={8} align="center" wrap style={{ marginBottom: 12 }}>
          <span>{pick(language, { zh: loaded.told.case.title_zh, en: loaded.told.case.title_en })}</span>
          <Link to={`/audit/cases/${loaded.told.case.case_id}/replay`}>{t('toReplay')}</Link>
        </Flex>
      )}
    </Form>
  )
}

interface Side {
  loaded: LoadedCase
  names: Names
}

function Comparison({ left, right }: { left: Side; right: Side }) {
  const t = useT()
  const rows = useMemo(
    () => align(stepsOf(left.loaded.replay), stepsOf(right.loaded.replay)),
    [left.loaded, right.loaded],
  )
  const places = useMemo(() => divergences(rows), [rows])
  const [present, setPresent] = useState(0)
  const head = useRef<HTMLHeadingElement>(null)
  const go = (by: number) => setPresent((now) => Math.min(places.length - 1, Math.max(0, now + by)))
  useHotkeys([
    { id: 'next', key: 'N', label: t('nextDifference'), group: t('compare'), run: () => go(1) },
    { id: 'previous', key: 'P', label: t('previousDifference'), group: t('compare'), run: () => go(-1) },
  ])
  // The first difference is what one came for; the whole of both ways is drawn after it.
  const isSettled = useDeferredValue(true, false)
  useEffect(() => {
    head.current?.focus()
    announce(
      places.length === 0 ? t('sameWay') : t('firstDifference', { number: present + 1, total: places.length }),
    )
  }, [places, present, t])
  const at = places[present]
  return (
    <Flex vertical gap={16}>
      <Overview left={left} right={right} />
      {at === undefined ? (
        <Alert type="info" showIcon title={t('sameWay')} description={t('sameWayHint')} />
      ) : (
        <Card
          size="small"
          title={
            <h2 ref={head} tabIndex={-1} style={{ fontSize: 16, margin: 0 }}>
              {t('firstDifference', { number: present + 1, total: places.length })}
            </h2>
          }
          extra={
            <Flex gap={8}>
              <Button aria-disabled={present === 0} onClick={() => go(-1)}>
                {t('previousDifference')}
              </Button>
              <Button aria-disabled={present === places.length - 1} onClick={() => go(1)}>
                {t('nextDifference')}
              </Button>
            </Flex>
          }
        >
          <Divergence left={left} right={right} rows={rows} at={at} />
        </Card>
      )}
      {isSettled && (
        <Aligned
          left={left}
          right={right}
          rows={rows}
          at={at ?? -1}
          onGo={(row) => {
            const place = places.findIndex((each, i) => each <= row && row < (places[i + 1] ?? rows.length))
            if (place >= 0) setPresent(place)
          }}
        />
      )}
    </Flex>
  )
}

function Overview({ left, right }: { left: Side; right: Side }) {
  const t = useT()
  return (
    <section aria-label={t('compareTotals')}>
      <GridRow gutter={16}>
        {[left, right].map(({ loaded, names }, i) => {
          const { replay, time, told } = loaded
          const totals = totalsOf(replay, replay.length)
          return (
            <Col span={12} key={i}>
              <FactList
                facts={[
                  [t('state'), names.state(told.case.state)],
                  [t('entriesCount'), String(replay.length)],
                  [
                    t('daysUsed'),
                    String(time.daysUsed(replay.entry(1).document.at, replay.entry(replay.length).document.at)),
                  ],
                  [
                    totals.amount ? names.field(totals.amount.name) : t('amount'),
                    totals.amount ? names.value(totals.amount.value, totals.amount.name) : t('unknown'),
                  ],
                  [t('signatures'), String(totals.signatures)],
                ]}
              />
            </Col>
          )
        })}
      </GridRow>
    </section>
  )
}

function Divergence({ left, right, rows, at }: { left: Side; right: Side; rows: readonly Row[]; at: number }) {
  const t = useT()
  const sides = (['left', 'right'] as const).map((side) => {
    const { loaded, names } = side === 'left' ? left : right
    return { side, loaded, names, led: ledThere(loaded.replay, rows, at, side) }
  })
  return (
    <>
      <GridRow gutter={16}>
        {sides.map(({ side, loaded, names, led }) => (
          <Col span={12} key={side}>
            <Typography.Title level={3} style={{ fontSize: 14, marginTop: 0 }}>
              {t(side === 'left' ? 'sideA' : 'sideB')}
            </Typography.Title>
            {led.own.length > 0 ? (
              <ol style={{ margin: 0, paddingInlineStart: 20 }}>
                {led.own.slice(0, 8).map((step, i) => (
                  <li key={i}>
                    <StepText step={step} names={names} />
                  </li>
                ))}
              </ol>
            ) : led.onward ? (
              <span>
                {t('straightOn')} <StepText step={led.onward} names={names} />
              </span>
            ) : (
              <Typography.Text type="secondary">
                {loaded.told.case.ended_at ? t('finished') : t('notFurther')}
              </Typography.Text>
            )}
            <Typography.Title level={4} style={{ fontSize: 14, margin: '12px 0 4px' }}>
              {t('ledThere')}{' '}
              {led.entry > 0 && (
                <Link to={`/audit/cases/${loaded.told.case.case_id}/replay?entry=${led.entry}`}>
                  {t('entryShort', { entry: led.entry })} {momentText(loaded.replay.entry(led.entry).document.at)}
                </Link>
              )}
            </Typography.Title>
            <ReasonList reasons={led.reasons} names={names} />
          </Col>
        ))}
      </GridRow>
      <Values left={sides[0]!.led.reasons} right={sides[1]!.led.reasons} leftNames={left.names} rightNames={right.names} />
    </>
  )
}

/** The values that the decisions of both sides read: unknown stays unknown. */
function Values(props: { left: readonly Reason[]; right: readonly Reason[]; leftNames: Names; rightNames: Names }) {
  const t = useT()
  const read = (reasons: readonly Reason[]) => {
    const found = new Map<string, { value: Tagged; process: string }>()
    for (const { read, process } of reasons)
      for (const [name, value] of Object.entries(read)) found.set(name, { value, process })
    return found
  }
  const [a, b] = [read(props.left), read(props.right)]
  const names = [...new Set([...a.keys(), ...b.keys()])]
  if (names.length === 0) return null
  const rows = names.map((name) => ({
    name,
    left: props.leftNames.value(a.get(name)?.value, name, a.get(name)?.process),
    right: props.rightNames.value(b.get(name)?.value, name, b.get(name)?.process),
    isSame: a.has(name) && b.has(name) && JSON.stringify(a.get(name)!.value) === JSON.stringify(b.get(name)!.value),
  }))
  rows.sort((x, y) => Number(x.isSame) - Number(y.isSame))
  return (
    <Table
      style={{ marginTop: 16 }}
      size="small"
      pagination={false}
      rowKey="name"
      dataSource={rows}
      title={() => t('values')}
      columns={[
        { title: t('name'), width: '28%', render: (_, row) => props.leftNames.field(row.name) },
        { title: t('sideA'), dataIndex: 'left' },
        { title: t('sideB'), dataIndex: 'right' },
        {
          title: t('sameOrNot'),
          width: 90,
          render: (_, row) => (row.isSame ? t('equal') : <Tag color="warning">{t('differing')}</Tag>),
        },
      ]}
    />
  )
}

function StepText({ step, names }: { step: Step; names: Names }) {
  return (
    <>
      {names.element(step.process, step.node)}
      {step.kind === 'outcome' && step.outcome && (
        <Tag style={{ marginInlineStart: 6 }}>{names.outcome(step.process, step.node, step.outcome)}</Tag>
      )}
    </>
  )
}

const ROWS = 60

interface AlignedProps {
  left: Side
  right: Side
  rows: readonly Row[]
  at: number
  onGo: (row: number) => void
}

function Aligned({ left, right, rows, at, onGo }: AlignedProps) {
  const t = useT()
  const { token } = theme.useToken()
  const [onlyDifferences, setOnly] = useState(false)
  const [page, setPage] = useState(1)
  const same = rows.filter(isSame).length
  const shown = rows.map((row, i) => ({ row, i })).filter(({ row }) => !onlyDifferences || !isSame(row))
  const place = shown.findIndex(({ i }) => i === at)
  // The difference in front stands on the page that is shown.
  useEffect(() => setPage(Math.floor(Math.max(0, place) / ROWS) + 1), [place])
  return (
    <Card
      size="small"
      title={t('aligned')}
      extra={
        <Flex gap={12}>
          <Typography.Text type="secondary">{t('alignedSame', { count: same })}</Typography.Text>
          <Checkbox checked={onlyDifferences} onChange={(event) => setOnly(event.target.checked)}>
            {t('onlyDifferences')}
          </Checkbox>
        </Flex>
      }
    >
      <Table
        size="small"
        pagination={shown.length > ROWS ? { pageSize: ROWS, showSizeChanger: false, current: page, onChange: setPage } : false}
        rowKey="i"
        dataSource={shown}
        onRow={({ row, i }) => ({
          style: {
            background: i === at ? token.colorWarningBg : isSame(row) ? undefined : token.colorFillQuaternary,
          },
        })}
        columns={[
          {
            title: t('sameOrNot'),
            width: 64,
            render: (_, { row, i }) =>
              isSame(row) ? (
                <span title={t('equal')}>=</span>
              ) : (
                <Button size="small" type="text" aria-label={t('differing')} title={t('differing')} onClick={() => onGo(i)}>
                  ≠
                </Button>
              ),
          },
          ...(['left', 'right'] as const).map((side) => ({
            key: side,
            title: t(side === 'left' ? 'sideA' : 'sideB'),
            render: (_: unknown, { row }: { row: Row }) => {
              const step = row[side]
              if (!step) return <Typography.Text type="secondary">—</Typography.Text>
              const { loaded, names } = side === 'left' ? left : right
              return (
                <Flex justify="space-between" gap={8}>
                  <span>
                    <StepText step={step} names={names} />
                  </span>
                  <Typography.Text type="secondary" className="tabular" style={{ whiteSpace: 'nowrap' }}>
                    {t('entryShort', { entry: step.entry })} {momentText(loaded.replay.entry(step.entry).document.at)}
                  </Typography.Text>
                </Flex>
              )
            },
          })),
        ]}
      />
    </Card>
  )
}
