/** The same entries as a table: searched, filtered, oldest or newest first; only what shows is drawn. */
import { SearchOutlined } from '@ant-design/icons'
import { useVirtualizer } from '@tanstack/react-virtual'
import { Button, Flex, Input, Segmented, Select, theme, Typography } from 'antd'
import { useDeferredValue, useEffect, useMemo, useRef, useState } from 'react'

import { Empty } from '../../../design/Empty'
import { momentText } from '../../../design/formats'
import { clearable } from '../../../design/NamedIcon'
import { inPlace } from './Controls'
import { useT } from './messages'
import { type Line, linesOf } from './model/lines'
import type { Names } from './names'
import type { LoadedCase } from './useCase'

interface Props {
  loaded: LoadedCase
  names: Names
  entry: number
  onSeek: (entry: number) => void
}

interface Shown extends Omit<Line, 'step'> {
  act: string
  who: string
  step: string
  said: string
  stateText: string
  text: string
}

const ROW = 34
const COLUMNS = '48px 132px 104px minmax(96px, 1fr) minmax(110px, 1.3fr) minmax(120px, 2fr) 72px 72px'

export function EntryTable({ loaded, names, entry, onSeek }: Props) {
  const t = useT()
  const { token } = theme.useToken()
  const [search, setSearch] = useState('')
  const [who, setWho] = useState('')
  const [act, setAct] = useState('')
  const [isNewestFirst, setNewestFirst] = useState(false)
  const wanted = useDeferredValue(search.trim().toLowerCase())
  const place = useRef<HTMLDivElement>(null)

  const all = useMemo(
    (): Shown[] =>
      linesOf(loaded.replay).map((line) => {
        const step = line.step ? names.element(line.step.process, line.step.node) : ''
        const outcome = line.step && line.outcome ? names.outcome(line.step.process, line.step.node, line.outcome) : ''
        const by = line.isSystem ? t('system') : names.person(line.actor)
        const shown = {
          ...line,
          act: names.command(line.command),
          who: line.behalf ? `${by} ${t('behalf', { name: names.person(line.behalf) })}` : by,
          step,
          said: [
            outcome,
            line.opinion,
            line.named.length > 0 && t('named', { fields: line.named.map((each) => names.field(each)).join(t('comma')) }),
          ]
            .filter(Boolean)
            .join(t('semicolon')),
          stateText: names.state(line.caseState),
        }
        return {
          ...shown,
          text: [shown.entry, shown.act, shown.who, step, shown.said, shown.stateText].join('\n').toLowerCase(),
        }
      }),
    [loaded, names, t],
  )
  const waits = useMemo(
    () =>
      loaded.replay.entries.map(({ document }, i) =>
        i === 0 ? 0 : loaded.time.between(loaded.replay.entries[i - 1]!.document.at, document.at),
      ),
    [loaded],
  )
  const rows = useMemo(() => {
    const found = all.filter(
      (each) => (!wanted || each.text.includes(wanted)) && (!who || each.who === who) && (!act || each.act === act),
    )
    return isNewestFirst ? found.reverse() : found
  }, [all, wanted, who, act, isNewestFirst])

  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => place.current,
    estimateSize: () => ROW,
    overscan: 12,
  })
  const at = rows.findIndex((each) => each.entry === entry)
  useEffect(() => {
    if (at >= 0) virtual.scrollToIndex(at, { align: 'auto' })
  }, [at, virtual])

  const heads = [t('numberShort'), t('at'), t('act'), t('by'), t('step'), t('opinion'), t('state'), t('wait')]
  const isFiltered = search !== '' || who !== '' || act !== ''
  return (
    <Flex vertical gap={8} style={{ height: '100%', minHeight: 0 }}>
      <Flex gap={8} wrap align="center">
        <Input
          allowClear={clearable}
          prefix={<SearchOutlined />}
          aria-label={t('search')}
          placeholder={t('searchHint')}
          value={search}
          onChange={(event) => setSearch(event.target.value)}
          style={{ width: 260 }}
        />
        <Select
          aria-label={t('by')}
          value={who}
          onChange={setWho}
          getPopupContainer={inPlace}
          options={[{ value: '', label: t('everyone') }, ...options(all.map((each) => each.who))]}
          style={{ minWidth: 140 }}
        />
        <Select
          aria-label={t('act')}
          value={act}
          onChange={setAct}
          getPopupContainer={inPlace}
          options={[{ value: '', label: t('everyAct') }, ...options(all.map((each) => each.act))]}
          style={{ minWidth: 140 }}
        />
        <Segmented
          aria-label={t('order')}
          value={isNewestFirst ? 'newest' : 'oldest'}
          onChange={(value) => setNewestFirst(value === 'newest')}
          options={[
            { value: 'oldest', label: t('oldest') },
            { value: 'newest', label: t('newest') },
          ]}
        />
        <Typography.Text type="secondary" role="status">
          {t('shown', { count: rows.length })}
        </Typography.Text>
      </Flex>
      <div
        ref={place}
        role="table"
        tabIndex={0}
        aria-label={t('table')}
        aria-rowcount={rows.length + 1}
        style={{
          flex: 1,
          minHeight: 0,
          overflow: 'auto',
          border: `1px solid ${token.colorBorderSecondary}`,
          borderRadius: token.borderRadius,
          background: token.colorBgContainer,
        }}
      >
        <div role="rowgroup" style={{ position: 'sticky', top: 0, zIndex: 1 }}>
          <div role="row" aria-rowindex={1} style={{ ...row, background: token.colorFillAlter, fontWeight: 600, backdropFilter: 'blur(8px)' }}>
            {heads.map((head, i) => (
              <span role="columnheader" key={head} style={i === heads.length - 1 ? figures : undefined}>
                {head}
              </span>
            ))}
          </div>
        </div>
        <div role="rowgroup" style={{ position: 'relative', height: virtual.getTotalSize() }}>
          {virtual.getVirtualItems().map(({ index, start }) => {
            const each = rows[index]!
            const isHere = each.entry === entry
            return (
              <div
                role="row"
                key={each.entry}
                aria-rowindex={index + 2}
                aria-current={isHere || undefined}
                onClick={() => onSeek(each.entry)}
                style={{
                  ...row,
                  position: 'absolute',
                  top: 0,
                  insetInline: 0,
                  height: ROW,
                  transform: `translateY(${start}px)`,
                  cursor: 'pointer',
                  background: isHere ? token.controlItemBgActive : undefined,
                  borderBottom: `1px solid ${token.colorBorderSecondary}`,
                }}
              >
                <span role="cell">
                  <Button
                    type="link"
                    size="small"
                    style={{ padding: 0, minWidth: 24 }}
                    aria-label={t('entry', { entry: each.entry })}
                    onClick={() => onSeek(each.entry)}
                  >
                    {each.entry}
                  </Button>
                </span>
                <Cell text={momentText(each.at)} />
                <Cell text={each.act} />
                <Cell text={each.who} />
                <Cell text={each.step} />
                <Cell text={each.said} />
                <Cell text={each.stateText} />
                <span role="cell" style={figures}>
                  {waits[each.entry - 1]! >= 0.05 ? t('gapDays', { days: Math.round(waits[each.entry - 1]! * 10) / 10 }) : ''}
                </span>
              </div>
            )
          })}
        </div>
        {rows.length === 0 && (
          <Empty
            title={t('noMatch')}
            hint={t('noMatchHint')}
            action={
              isFiltered && (
                <Button
                  onClick={() => {
                    setSearch('')
                    setWho('')
                    setAct('')
                  }}
                >
                  {t('clear')}
                </Button>
              )
            }
          />
        )}
      </div>
    </Flex>
  )
}

const row = {
  display: 'grid',
  gridTemplateColumns: COLUMNS,
  gap: 8,
  alignItems: 'center',
  padding: '0 10px',
  minHeight: ROW,
  minWidth: 850,
  boxSizing: 'border-box',
} as const
const figures = { textAlign: 'right', fontVariantNumeric: 'tabular-nums', whiteSpace: 'nowrap' } as const

function Cell({ text }: { text: string }) {
  return (
    <span role="cell" title={text} style={{ overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' }}>
      {text}
    </span>
  )
}

function options(values: readonly string[]) {
  return [...new Set(values)].map((value) => ({ value, label: value }))
}
