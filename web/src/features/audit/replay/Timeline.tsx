/** Every branch at once: a lane per step, its stays over working time or over entries. */
import { Flex, Segmented, theme, Typography } from 'antd'
import { Fragment, useMemo, useState } from 'react'

import { dayText } from '../../../design/formats'
import { useT } from './messages'
import type { Life } from './model/replay'
import type { Names } from './names'
import type { LoadedCase } from './useCase'

interface Props {
  loaded: LoadedCase
  names: Names
  entry: number
  onSeek: (entry: number) => void
}

interface Lane {
  home: Life
  node: string
  lives: Life[]
}

const LANE = 30
const NAMES = 220

export function Timeline({ loaded, names, entry, onSeek }: Props) {
  const t = useT()
  const { token } = theme.useToken()
  const { replay, time } = loaded
  const [scale, setScale] = useState<'time' | 'entry'>(() => usualScale(loaded))

  const lanes = useMemo(() => lanesOf(loaded), [loaded])
  const places = useMemo(() => {
    const start = replay.entry(1).document.at
    const found = replay.entries.map(({ document }, i) => (scale === 'time' ? time.between(start, document.at) : i))
    const whole = Math.max(found[found.length - 1] ?? 0, Number.EPSILON)
    return found.map((each) => each / whole)
  }, [replay, time, scale])
  const end = replay.length
  const placeOf = (n: number) => places[Math.min(n, end) - 1] ?? 1
  const days = useMemo(() => daysOf(loaded, places), [loaded, places])

  return (
    <Flex vertical gap={8} style={{ height: '100%', minHeight: 0 }}>
      <Flex gap={12} align="center">
        <Segmented
          aria-label={t('scale')}
          value={scale}
          onChange={setScale}
          options={[
            { value: 'time', label: t('byTime') },
            { value: 'entry', label: t('byEntry') },
          ]}
        />
        <Typography.Text type="secondary">{t('offDays')}</Typography.Text>
      </Flex>
      <div
        role="group"
        aria-label={t('timeline')}
        tabIndex={0}
        style={{
          flex: 1,
          minHeight: 0,
          overflow: 'auto',
          border: `1px solid ${token.colorBorderSecondary}`,
          borderRadius: token.borderRadius,
          background: token.colorBgContainer,
        }}
      >
        <div style={{ display: 'grid', gridTemplateColumns: `${NAMES}px minmax(480px, 1fr)`, position: 'relative' }}>
          {lanes.map(({ home, node, lives }, i) => (
            <Fragment key={`${home.n} ${node}`}>
              {(i === 0 || lanes[i - 1]!.home !== home) && (
                <div
                  style={{
                    gridColumn: '1 / -1',
                    padding: '4px 10px',
                    fontWeight: 600,
                    background: token.colorFillAlter,
                    borderBottom: `1px solid ${token.colorBorderSecondary}`,
                  }}
                >
                  {names.process(home.process)}
                </div>
              )}
              <div style={{ padding: '3px 10px 3px 20px', minHeight: LANE, boxSizing: 'border-box' }}>
                {names.element(home.process, node)}
              </div>
              <div style={{ position: 'relative', minHeight: LANE, marginInlineEnd: 16 }}>
                {days.map(({ day, place }) => (
                  <span
                    key={day}
                    style={{
                      position: 'absolute',
                      left: `${place * 100}%`,
                      top: 0,
                      bottom: 0,
                      borderInlineStart: `1px solid ${token.colorBorderSecondary}`,
                    }}
                  />
                ))}
                {lives.map((life) => {
                  const isOpen = life.left > end
                  const from = placeOf(life.entered)
                  const to = isOpen ? 1 : placeOf(life.left)
                  const step = names.element(life.process, life.node)
                  const span = time.between(
                    replay.entry(life.entered).document.at,
                    replay.entry(Math.min(life.left, end)).document.at,
                  )
                  const label = isOpen
                    ? t('laneOpen', { step, from: life.entered })
                    : t('laneBar', {
                        step,
                        from: life.entered,
                        to: life.left,
                        days: Math.round(span * 10) / 10,
                      })
                  const isHere = life.entered <= entry && entry < life.left
                  return (
                    <button
                      type="button"
                      key={life.n}
                      title={label}
                      aria-label={label}
                      onClick={() => onSeek(life.entered)}
                      style={{
                        position: 'absolute',
                        left: `${from * 100}%`,
                        width: `max(24px, ${(to - from) * 100}%)`,
                        // A stay at the very end may not hang over it.
                        transform: from > 0.96 ? 'translateX(-24px)' : undefined,
                        top: 3,
                        height: LANE - 6,
                        padding: 0,
                        border: `1px solid ${life.wasTerminated ? token.colorTextTertiary : token.colorPrimary}`,
                        borderStyle: life.wasTerminated ? 'dashed' : 'solid',
                        borderRadius: 3,
                        background: isHere ? token.colorPrimary : token.colorPrimaryBg,
                        cursor: 'pointer',
                      }}
                    />
                  )
                })}
              </div>
            </Fragment>
          ))}
          <div />
          <div style={{ position: 'relative', height: 26, marginInlineEnd: 16 }}>
            {days.filter((each) => each.isWritten).map(({ day, place }) => (
              <span
                key={day}
                className="tabular"
                style={{
                  position: 'absolute',
                  left: `${place * 100}%`,
                  fontSize: 12,
                  color: token.colorTextSecondary,
                  whiteSpace: 'nowrap',
                  transform: place > 0.9 ? 'translateX(-100%)' : undefined,
                }}
              >
                {day}
              </span>
            ))}
          </div>
          <div
            aria-hidden
            style={{
              position: 'absolute',
              top: 0,
              bottom: 0,
              pointerEvents: 'none',
              left: `calc(${NAMES}px + (100% - ${NAMES + 16}px) * ${placeOf(entry)})`,
              borderInlineStart: `2px solid ${token.colorError}`,
            }}
          />
        </div>
      </div>
    </Flex>
  )
}

/** Over time, unless most entries would pile up on a few days. */
function usualScale({ replay }: LoadedCase): 'time' | 'entry' {
  const days = new Set(replay.entries.map(({ document }) => dayText(document.at)))
  return days.size >= Math.min(6, replay.length / 2) ? 'time' : 'entry'
}

/** Steps in which the case stayed beyond one entry, by process and in the order first entered. */
function lanesOf({ replay }: LoadedCase): Lane[] {
  const found: Lane[] = []
  for (const home of replay.homes) {
    const lanes = new Map<string, Lane>()
    for (const life of replay.lives.values()) {
      if (life.home !== home.n || life.n === home.n || life.left === life.entered) continue
      const lane = lanes.get(life.node) ?? { home, node: life.node, lives: [] }
      lane.lives.push(life)
      lanes.set(life.node, lane)
    }
    found.push(...lanes.values())
  }
  return found
}

/** The first entry of each day, with its place; those too close to the one before go unwritten. */
function daysOf({ replay }: LoadedCase, places: readonly number[]) {
  const found: { day: string; place: number; isWritten: boolean }[] = []
  let written = -1
  replay.entries.forEach(({ document }, i) => {
    const day = dayText(document.at)
    if (found[found.length - 1]?.day === day) return
    const place = places[i]!
    const isWritten = place - written > 0.11
    if (isWritten) written = place
    found.push({ day, place, isWritten })
  })
  return found
}
