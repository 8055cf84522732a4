/**
 * Bars per week, drawn as SVG: each week is a link to its cases, dragging chooses a period, and a
 * table says the same.
 */
import { Collapse, Table, theme, Typography } from 'antd'
import { useRef, useState } from 'react'
import { Link, useHref } from 'react-router'

import type { Schemas } from '../../api/client'
import { useT } from './messages'

type Week = Schemas['WeekOut']

interface Props {
  weeks: Week[]
  /** Where the cases of a week are listed. */
  address: (week: Week, what: 'arrived' | 'done') => string
  onPeriod: (first: string, last: string) => void
}

const WIDTH = 960
const HEIGHT = 180
const BELOW = 22

export function WeekChart({ weeks, address, onPeriod }: Props) {
  const t = useT()
  const { token } = theme.useToken()
  const drawing = useRef<SVGSVGElement>(null)
  const [dragged, setDragged] = useState<[number, number]>()
  const base = useHref('/')
  const most = Math.max(1, ...weeks.flatMap((each) => [each.arrived, each.done]))
  const step = WIDTH / Math.max(1, weeks.length)
  const bar = Math.min(26, step * 0.38)
  const height = (count: number) => (count / most) * (HEIGHT - 16)
  const weekAt = (clientX: number) => {
    const box = drawing.current!.getBoundingClientRect()
    const place = Math.floor(((clientX - box.left) / box.width) * weeks.length)
    return Math.max(0, Math.min(weeks.length - 1, place))
  }
  const finish = () => {
    if (dragged && dragged[0] !== dragged[1]) {
      const [from, to] = [Math.min(...dragged), Math.max(...dragged)]
      onPeriod(weeks[from]!.monday, sundayOf(weeks[to]!.monday))
    }
    setDragged(undefined)
  }
  const chosen = dragged && [Math.min(...dragged), Math.max(...dragged)]
  const said = (week: Week) =>
    t('weekOf', { monday: week.monday, arrived: week.arrived, done: week.done })
  return (
    <figure style={{ margin: 0 }}>
      <figcaption>
        <Typography.Text strong>{t('perWeek')}</Typography.Text>{' '}
        <Typography.Text type="secondary">
          <Key color={token.colorPrimary} /> {t('done')} <Key color={token.colorTextQuaternary} /> {t('arrived')}
        </Typography.Text>
      </figcaption>
      <svg
        ref={drawing}
        viewBox={`0 0 ${WIDTH} ${HEIGHT + BELOW}`}
        style={{ width: '100%', touchAction: 'pan-y', userSelect: 'none', display: 'block' }}
        role="group"
        aria-label={t('perWeek')}
        onPointerDown={(event) => setDragged([weekAt(event.clientX), weekAt(event.clientX)])}
        onPointerMove={(event) => dragged && setDragged([dragged[0], weekAt(event.clientX)])}
        onPointerUp={finish}
        onPointerLeave={() => setDragged(undefined)}
      >
        {chosen && (
          <rect
            x={chosen[0]! * step}
            width={(chosen[1]! - chosen[0]! + 1) * step}
            height={HEIGHT}
            fill={token.colorPrimaryBg}
          />
        )}
        <line x1={0} x2={WIDTH} y1={HEIGHT} y2={HEIGHT} stroke={token.colorBorder} />
        {weeks.map((week, i) => (
          <a
            key={week.monday}
            href={`${base.replace(/\/$/, '')}${address(week, 'done')}`}
            aria-label={said(week)}
            onClick={(event) => dragged && dragged[0] !== dragged[1] && event.preventDefault()}
            draggable={false}
          >
            <title>{said(week)}</title>
            <rect x={i * step} width={step} height={HEIGHT} fill="transparent" />
            <rect
              x={i * step + step / 2 - bar - 1}
              y={HEIGHT - height(week.arrived)}
              width={bar}
              height={height(week.arrived)}
              fill={token.colorTextQuaternary}
            />
            <rect
              x={i * step + step / 2 + 1}
              y={HEIGHT - height(week.done)}
              width={bar}
              height={height(week.done)}
              fill={token.colorPrimary}
            />
            {(weeks.length <= 16 || i % Math.ceil(weeks.length / 12) === 0) && (
              <text
                x={i * step + step / 2}
                y={HEIGHT + 16}
                textAnchor="middle"
                fontSize={12}
                fill={token.colorTextSecondary}
              >
                {week.monday.slice(5)}
              </text>
            )}
          </a>
        ))}
      </svg>
      <Typography.Text type="secondary">{t('dragHint')}</Typography.Text>
      <Collapse
        ghost
        size="small"
        items={[
          {
            key: 'table',
            label: t('asTable'),
            children: (
              <Table<Week>
                rowKey="monday"
                size="small"
                pagination={false}
                dataSource={weeks}
                columns={[
                  { title: t('week'), className: 'tabular', dataIndex: 'monday' },
                  ...(['arrived', 'done'] as const).map((what) => ({
                    title: t(what),
                    align: 'right' as const,
                    render: (_: unknown, week: Week) =>
                      week[what] === 0 ? (
                        <span className="tabular">0</span>
                      ) : (
                        <Link className="tabular" to={address(week, what)}>
                          {week[what]}
                        </Link>
                      ),
                  })),
                ]}
              />
            ),
          },
        ]}
      />
    </figure>
  )
}

function Key({ color }: { color: string }) {
  return (
    <svg width={12} height={12} aria-hidden style={{ verticalAlign: -1 }}>
      <rect width={12} height={12} fill={color} />
    </svg>
  )
}

export function sundayOf(monday: string): string {
  const day = new Date(`${monday}T00:00:00Z`)
  day.setUTCDate(day.getUTCDate() + 6)
  return day.toISOString().slice(0, 10)
}
