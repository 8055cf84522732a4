/**
 * Rosters that are being corrected, kept on this device until they are sent: the draft of a task
 * holds fields, not tables. What the device cannot hold is left; the page goes on.
 */
import { createContext, useEffect, useState } from 'react'

import { keep, placeOfRosters, readKept } from '../../../design/kept'
import type { KeptSheet } from './RosterField'

const PAUSE_MS = 300

export class Shelf {
  readonly sheets: Record<string, KeptSheet>
  private timer: ReturnType<typeof setTimeout> | undefined

  constructor(private readonly place: string) {
    this.sheets = readKept<Record<string, KeptSheet>>(place) ?? {}
  }

  change(field: string, sheet: KeptSheet) {
    this.sheets[field] = sheet
    clearTimeout(this.timer)
    this.timer = setTimeout(() => this.flush(), PAUSE_MS)
  }

  /** What waits is kept now: the page may be about to go. */
  flush() {
    if (this.timer === undefined) return
    clearTimeout(this.timer)
    this.timer = undefined
    keep(this.place, this.sheets)
  }

  /** They are sent. */
  forget() {
    clearTimeout(this.timer)
    this.timer = undefined
    for (const field of Object.keys(this.sheets)) delete this.sheets[field]
    keep(this.place, null)
  }
}

/** For rosters on pages that have no keeper of their own. */
export const RosterShelf = createContext<Shelf | null>(null)

export function useShelf(person: string, caseId: string, task: number): Shelf {
  const [shelf] = useState(() => new Shelf(`${placeOfRosters(person)}${caseId}.${task}`))
  useEffect(() => {
    const flush = () => shelf.flush()
    window.addEventListener('pagehide', flush)
    return () => {
      window.removeEventListener('pagehide', flush)
      flush()
    }
  }, [shelf])
  return shelf
}
