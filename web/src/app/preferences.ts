/** One's own way of working, kept in this browser: theme, density, keys. */
import { useSyncExternalStore } from 'react'

export interface Preferences {
  theme: 'system' | 'light' | 'dark'
  density: 'compact' | 'comfortable'
  /** Single letters as keys (J, K, A …); they never act inside an input. */
  letters: boolean
}

const KEPT = 'huiqian.preferences'
const STANDARD: Preferences = { theme: 'system', density: 'compact', letters: true }
const listeners = new Set<() => void>()
let present = load()

function load(): Preferences {
  try {
    return { ...STANDARD, ...(JSON.parse(localStorage.getItem(KEPT) ?? '{}') as object) }
  } catch {
    return STANDARD
  }
}

export function preferences(): Preferences {
  return present
}

export function setPreferences(changed: Partial<Preferences>) {
  present = { ...present, ...changed }
  localStorage.setItem(KEPT, JSON.stringify(present))
  for (const tell of listeners) tell()
}

function subscribe(tell: () => void) {
  listeners.add(tell)
  return () => listeners.delete(tell)
}

export function usePreferences(): Preferences {
  return useSyncExternalStore(subscribe, preferences)
}

const dark = window.matchMedia('(prefers-color-scheme: dark)')

function subscribeDark(tell: () => void) {
  dark.addEventListener('change', tell)
  return () => dark.removeEventListener('change', tell)
}

export function useIsDark(): boolean {
  const system = useSyncExternalStore(subscribeDark, () => dark.matches)
  const { theme } = usePreferences()
  return theme === 'dark' || (theme === 'system' && system)
}
