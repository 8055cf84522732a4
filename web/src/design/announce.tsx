/** Results for those who do not see them: `announce(t('approved'))`. */
import { useSyncExternalStore } from 'react'

let text = ''
const listeners = new Set<() => void>()

export function announce(said: string) {
  // The same words twice are read twice only when the text differs.
  text = said === text ? `${said}\u00a0` : said
  for (const tell of listeners) tell()
}

function subscribe(tell: () => void) {
  listeners.add(tell)
  return () => listeners.delete(tell)
}

export function LiveRegion() {
  const said = useSyncExternalStore(subscribe, () => text)
  return (
    <div aria-live="polite" role="status" className="unseen">
      {said}
    </div>
  )
}
