/** The rows of a list: only those in sight are on the page; keys move, tick and open. */
import { ArrowDownOutlined, ArrowUpOutlined } from '@ant-design/icons'
import { useVirtualizer } from '@tanstack/react-virtual'
import { type KeyboardEvent, type MouseEvent, useEffect, useLayoutEffect } from 'react'

import { Money } from '../../design/Money'
import { useLanguage } from '../../i18n'
import { type Density, keyOf, type Listing, type Row, type Sort } from './address'
import { type Column, Due, Flags, Number_, shortNumber, titleOf } from './columns'
import { useT } from './messages'

const HEIGHTS: Record<Density, number> = { compact: 34, comfortable: 44 }
const CARD_HEIGHT = 58
const WHY_HEIGHT = 22
const TICK_WIDTH = 36
/** The next page is asked for when so many rows are left below. */
const AHEAD = 20

interface Props {
  rows: readonly Row[]
  columns: readonly Column[]
  listing: Listing
  density: Density
  /** Beside an open task a row is a card of two lines. */
  asCards: boolean
  active: string | null
  opened: string | null
  ticked: ReadonlySet<string>
  failures: ReadonlyMap<string, string>
  canTick: boolean
  hasMore: boolean
  /** Where the list was scrolled to when it was left. */
  place: { get: () => number; set: (top: number) => void }
  /** Applicant and subject in one line. */
  nameOf: (row: Row) => string
  onMore: () => void
  onOpen: (row: Row) => void
  onActive: (key: string) => void
  onTick: (key: string, upTo: boolean) => void
  onSort: (sort: Sort) => void
  onTickAll: () => void
  gridRef: { current: HTMLDivElement | null }
}

export function TaskList(props: Props) {
  const { rows, columns, asCards, active, failures, gridRef, place } = props
  const t = useT()
  const height = asCards ? CARD_HEIGHT : HEIGHTS[props.density]
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => gridRef.current,
    estimateSize: (at) => height + (failures.has(keyOf(rows[at] as Row)) ? WHY_HEIGHT : 0),
    getItemKey: (at) => keyOf(rows[at] as Row),
    overscan: 12,
    initialOffset: place.get(),
  })
  const template = `${TICK_WIDTH}px ${columns.map((each) => `minmax(${each.least}px, ${each.width}fr)`).join(' ')}`

  useEffect(() => virtual.measure(), [virtual, height, failures])

  const at = rows.findIndex((row) => keyOf(row) === active)
  useLayoutEffect(() => {
    if (at >= 0) virtual.scrollToIndex(at, { align: 'auto' })
  }, [virtual, at, asCards])

  const items = virtual.getVirtualItems()
  const last = items.at(-1)?.index ?? 0
  const { hasMore, onMore } = props
  useEffect(() => {
    if (hasMore && last >= rows.length - AHEAD) onMore()
  }, [hasMore, last, rows.length, onMore])

  function onKeyDown(event: KeyboardEvent) {
    if (event.nativeEvent.isComposing || event.target !== gridRef.current) return
    const row = rows[at]
    if (event.key === 'Enter' && row) {
      event.preventDefault()
      props.onOpen(row)
    } else if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      const next = rows[at + (event.key === 'ArrowDown' ? 1 : -1)]
      event.preventDefault()
      if (next) props.onActive(keyOf(next))
    } else if (event.key === ' ' && row && props.canTick) {
      event.preventDefault()
      props.onTick(keyOf(row), event.shiftKey)
    }
  }

  const allTicked = rows.length > 0 && rows.every((row) => props.ticked.has(keyOf(row)))
  return (
    <div
      role="grid"
      aria-label={t('list')}
      aria-rowcount={props.hasMore ? -1 : rows.length + 1}
      aria-multiselectable={props.canTick}
      style={{ display: 'contents' }}
    >
      <div role="rowgroup" style={asCards ? { display: 'none' } : undefined}>
        <div role="row" className="wb-head" style={{ gridTemplateColumns: template }}>
          <span role="columnheader" className="wb-tick">
            {props.canTick && (
              <input
                type="checkbox"
                checked={allTicked}
                aria-label={allTicked ? t('untickAll') : t('tickAll')}
                onChange={props.onTickAll}
              />
            )}
          </span>
          {columns.map((column) => (
            <Heading key={column.id} column={column} {...props} />
          ))}
        </div>
      </div>
      <div
        ref={gridRef}
        role="rowgroup"
        tabIndex={0}
        aria-label={t('list')}
        className="wb-scroll"
        onKeyDown={onKeyDown}
        onScroll={(event) => place.set(event.currentTarget.scrollTop)}
      >
        <div role="presentation" style={{ height: virtual.getTotalSize(), position: 'relative' }}>
          {items.map((item) => (
            <TaskRow
              key={item.key}
              row={rows[item.index] as Row}
              index={item.index}
              top={item.start}
              height={item.size}
              template={template}
              list={props}
            />
          ))}
        </div>
      </div>
    </div>
  )
}

function Heading({ column, listing, onSort }: { column: Column } & Pick<Props, 'listing' | 'onSort'>) {
  const t = useT()
  const { sort } = column
  const sorted = sort !== undefined && listing.sort === sort
  const Arrow = listing.descending ? ArrowDownOutlined : ArrowUpOutlined
  return (
    <span
      role="columnheader"
      className="wb-cell"
      data-right={column.right}
      aria-sort={sorted ? (listing.descending ? 'descending' : 'ascending') : undefined}
    >
      {sort ? (
        <button type="button" onClick={() => onSort(sort)} title={t('sortBy', { column: column.label })}>
          {column.label}
          {sorted && <Arrow aria-hidden style={{ fontSize: 10 }} />}
        </button>
      ) : (
        column.label
      )}
    </span>
  )
}

interface RowProps {
  row: Row
  index: number
  top: number
  height: number
  template: string
  list: Props
}

function TaskRow({ row, index, top, height, template, list }: RowProps) {
  const t = useT()
  const language = useLanguage()
  const key = keyOf(row)
  const why = list.failures.get(key)
  function open(event: MouseEvent) {
    if (event.target instanceof HTMLInputElement) return
    list.onActive(key)
    list.onOpen(row)
  }
  const tick = (
    <span role="gridcell" className="wb-tick">
      {list.canTick && (
        <input
          type="checkbox"
          tabIndex={-1}
          checked={list.ticked.has(key)}
          aria-label={t('tick', { number: shortNumber(row.number) })}
          onChange={() => undefined}
          onClick={(event) => list.onTick(key, event.shiftKey)}
        />
      )}
    </span>
  )
  return (
    <div
      role="row"
      className="wb-row"
      aria-rowindex={index + 2}
      aria-selected={list.ticked.has(key)}
      data-active={list.active === key}
      data-open={list.opened === key}
      data-key={key}
      onClick={open}
      style={{
        top,
        height,
        gridTemplateColumns: list.asCards ? `${TICK_WIDTH}px 1fr` : template,
        gridTemplateRows: why ? `1fr ${WHY_HEIGHT}px` : undefined,
      }}
    >
      {tick}
      {list.asCards ? (
        <span role="gridcell" className="wb-card">
          <span className="wb-line">
            <span>{list.nameOf(row)}</span>
            <Money amount={row.amount_yuan} />
          </span>
          <span className="wb-line">
            <span className="wb-faint">
              <Number_ number={row.number} /> · {titleOf(row, language)}
            </span>
            <span>
              <Flags row={row} t={t} />
              {row.state === 'open' && <Due row={row} />}
            </span>
          </span>
        </span>
      ) : (
        list.columns.map((column) => (
          <span key={column.id} role="gridcell" className="wb-cell" data-right={column.right}>
            {column.render(row)}
          </span>
        ))
      )}
      {why && (
        <span role="gridcell" className="wb-why" title={why}>
          {t('rowFailed', { why })}
        </span>
      )}
    </div>
  )
}
