/** The bar of the player: every entry has its room, waiting is compressed and written on it. */
import { theme } from 'antd'
import { memo, type PointerEvent, useMemo, useRef } from 'react'

import { momentText } from '../../../design/formats'
import { useT } from './messages'
import type { Replay } from './model/replay'
import { barPlaces, type WorkTime } from './model/worktime'

interface Props {
  replay: Replay
  time: WorkTime
  entry: number
  onSeek: (entry: number) => void
}

/** A gap is written when it is at least this long and has the room. */
const WRITTEN_FROM_DAYS = 1
const ROOM = 0.045
const MOST_TICKS = 240

export const Bar = memo(function Bar({ replay, time, entry, onSeek }: Props) {
  const t = useT()
  const { token } = theme.useToken()
  const rail = useRef<HTMLDivElement>(null)
  const { places, gaps } = useMemo(() => {
    const found = replay.entries.map(({ document }, i) =>
      i === 0 ? 0 : time.between(replay.entries[i - 1]!.document.at, document.at),
    )
    return { gaps: found, places: barPlaces(found) }
  }, [replay, time])

  function seek(event: PointerEvent) {
    const { left, width } = rail.current!.getBoundingClientRect()
    const share = (event.clientX - left) / width
    let best = 0
    for (let i = 1; i < places.length; i++)
      if (Math.abs(places[i]! - share) < Math.abs(places[best]! - share)) best = i
    onSeek(best + 1)
  }

  const at = places[entry - 1] ?? 0
  const moment = momentText(replay.entry(entry).document.at)
  return (
    <div
      ref={rail}
      role="slider"
      tabIndex={0}
      aria-label={t('bar')}
      aria-valuemin={1}
      aria-valuemax={replay.length}
      aria-valuenow={entry}
      aria-valuetext={t('barValue', { entry, total: replay.length, at: moment })}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId)
        seek(event)
      }}
      onPointerMove={(event) => event.buttons === 1 && seek(event)}
      style={{ position: 'relative', height: 40, margin: '0 10px', cursor: 'pointer', touchAction: 'none' }}
    >
      <div style={{ ...line, background: token.colorFillSecondary, width: '100%' }} />
      <div style={{ ...line, background: token.colorPrimary, width: `${at * 100}%` }} />
      {places.length <= MOST_TICKS &&
        places.map((place, i) => (
          <span
            key={i}
            style={{
              position: 'absolute',
              left: `${place * 100}%`,
              top: 23,
              width: 2,
              height: 10,
              marginLeft: -1,
              background: i < entry ? token.colorPrimary : token.colorTextQuaternary,
            }}
          />
        ))}
      {gaps.map((gap, i) =>
        i > 0 && gap >= WRITTEN_FROM_DAYS && places[i]! - places[i - 1]! > ROOM ? (
          <span
            key={`gap ${i}`}
            className="tabular"
            style={{
              position: 'absolute',
              left: `${((places[i]! + places[i - 1]!) / 2) * 100}%`,
              top: 2,
              transform: 'translateX(-50%)',
              fontSize: 12,
              lineHeight: '18px',
              whiteSpace: 'nowrap',
              color: token.colorTextSecondary,
            }}
          >
            {t('gapDays', { days: Math.round(gap) })}
          </span>
        ) : null,
      )}
      <span
        style={{
          position: 'absolute',
          left: `${at * 100}%`,
          top: 20,
          width: 16,
          height: 16,
          marginLeft: -8,
          borderRadius: 8,
          background: token.colorBgContainer,
          border: `3px solid ${token.colorPrimary}`,
          boxSizing: 'border-box',
        }}
      />
    </div>
  )
})

const line = { position: 'absolute', left: 0, top: 26, height: 4, borderRadius: 2 } as const
