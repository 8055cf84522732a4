/** Whether a place is wide enough for two columns; the pane may be narrow on a wide screen. */
import { type RefObject, useLayoutEffect, useState } from 'react'

export function useWide(place: RefObject<HTMLElement | null>, least: number): boolean {
  const [isWide, setWide] = useState(false)
  useLayoutEffect(() => {
    const element = place.current
    if (!element) return
    const look = () => setWide(element.clientWidth >= least)
    look()
    const observer = new ResizeObserver(look)
    observer.observe(element)
    return () => observer.disconnect()
  }, [place, least])
  return isWide
}
