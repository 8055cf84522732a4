/** Where the replay stands, how fast it runs, and both in the address. */
import { useCallback, useEffect, useRef, useState } from 'react'
import { useSearchParams } from 'react-router'

import type { Replay } from './model/replay'

export const SPEEDS = [0.5, 1, 2, 4, 8, 16] as const
export const ONE_ENTRY_MS = 1100
/** Browsers allow few changes of the address a second; the player may make sixteen. */
const ADDRESS_AFTER_MS = 250

export interface Player {
  entry: number
  total: number
  speed: number
  isPlaying: boolean
  seek: (entry: number) => void
  step: (by: 1 | -1) => void
  toggle: () => void
  setSpeed: (speed: number) => void
}

export function usePlayer(replay: Replay): Player {
  const total = replay.length
  const [address, setAddress] = useSearchParams()
  const clamp = useCallback((entry: number) => Math.min(total, Math.max(1, Math.round(entry) || 1)), [total])
  const [entry, setEntry] = useState(() => clamp(Number(address.get('entry') ?? 1)))
  const [speed, setSpeedState] = useState<number>(() => {
    const asked = Number(address.get('speed'))
    return SPEEDS.find((each) => each === asked) ?? 1
  })
  const [isPlaying, setPlaying] = useState(false)

  // The Back key, or a link to another entry of the same case.
  const written = useRef(entry)
  const asked = address.get('entry')
  useEffect(() => {
    if (asked !== null && Number(asked) !== written.current) {
      written.current = clamp(Number(asked))
      setEntry(written.current)
    }
  }, [asked, clamp])
  const [page] = useState(() => window.location.pathname)
  useEffect(() => {
    const timer = setTimeout(() => {
      // While the next page is being loaded this one still stands; its address is gone already.
      if (window.location.pathname !== page) return
      written.current = entry
      setAddress(
        (present) => {
          const next = new URLSearchParams(present)
          next.set('entry', String(entry))
          if (speed === 1) next.delete('speed')
          else next.set('speed', String(speed))
          return next
        },
        { replace: true },
      )
    }, ADDRESS_AFTER_MS)
    return () => clearTimeout(timer)
  }, [entry, speed, setAddress, page])

  useEffect(() => {
    if (!isPlaying) return
    if (entry >= total) {
      setPlaying(false)
      return
    }
    const timer = setTimeout(() => setEntry((present) => Math.min(total, present + 1)), ONE_ENTRY_MS / speed)
    return () => clearTimeout(timer)
  }, [isPlaying, entry, speed, total])

  const seek = useCallback(
    (to: number) => {
      setPlaying(false)
      setEntry(clamp(to))
    },
    [clamp],
  )
  return {
    entry,
    total,
    speed,
    isPlaying,
    seek,
    step: useCallback((by: 1 | -1) => seek(replay.step(entry, by)), [replay, entry, seek]),
    toggle: useCallback(() => {
      setPlaying((now) => !now)
      // From the end it begins anew.
      if (!isPlaying && entry >= total) setEntry(1)
    }, [isPlaying, entry, total]),
    setSpeed: setSpeedState,
  }
}
