/**
 * Keys and commands of the page. A component says what can be done; the help overlay and the
 * command palette list whatever is there at the moment, with its name and key.
 *
 *     useHotkeys([{ id: 'agree', key: 'A', label: t('agree'), group: t('task'), run: agree }])
 *
 * Single letters act outside inputs only, by the physical key, so that they work with a Chinese
 * input method on; never while one is composing; and not at all when they are switched off.
 */
import {
  createContext,
  type ReactNode,
  useContext,
  useEffect,
  useLayoutEffect,
  useMemo,
  useRef,
  useSyncExternalStore,
} from 'react'

import { preferences } from '../app/preferences'

export interface Hotkey {
  id: string
  /** "J", "Shift+X", "Ctrl+Enter", "G I" (one after the other), "?", "/", "[", "Escape"; left out:
   * only in the palette. */
  key?: string
  label: string
  group?: string
  /** Also while the focus is in an input; only sensible with Ctrl or Escape. */
  inInputs?: boolean
  enabled?: boolean
  run: () => void
}

class Registry {
  private entries = new Map<object, readonly Hotkey[]>()
  private listeners = new Set<() => void>()
  private snapshot: readonly Hotkey[] = []

  set(owner: object, hotkeys: readonly Hotkey[] | null) {
    if (hotkeys === null) this.entries.delete(owner)
    else this.entries.set(owner, hotkeys)
    // What was mounted last wins: a dialog's keys over the page's.
    this.snapshot = [...this.entries.values()].reverse().flat()
    for (const tell of this.listeners) tell()
  }

  subscribe = (tell: () => void) => {
    this.listeners.add(tell)
    return () => this.listeners.delete(tell)
  }

  present = () => this.snapshot
}

const Context = createContext<Registry | null>(null)
const CHORD_MS = 1200

export function HotkeysProvider({ children }: { children: ReactNode }) {
  const registry = useMemo(() => new Registry(), [])
  const first = useRef<{ key: string; at: number } | null>(null)

  useEffect(() => {
    function onKeyDown(event: KeyboardEvent) {
      if (event.isComposing || event.keyCode === 229 || event.defaultPrevented) return
      const pressed = nameOf(event)
      if (pressed === null) return
      const typing = isInput(event.target)
      const before = first.current
      first.current = null
      const chord =
        before && event.timeStamp - before.at < CHORD_MS ? `${before.key} ${pressed}` : null
      const usable = registry.present().filter((each) => each.enabled !== false && each.key)
      const found = (chord && usable.find((each) => each.key === chord)) || usable.find((each) => each.key === pressed)
      if (found) {
        if (typing && !found.inInputs) return
        if (!preferences().letters && isBare(event) && !isNamed(pressed)) return
        event.preventDefault()
        found.run()
        return
      }
      if (!typing && preferences().letters && usable.some((each) => each.key?.startsWith(`${pressed} `)))
        first.current = { key: pressed, at: event.timeStamp }
    }
    window.addEventListener('keydown', onKeyDown)
    return () => window.removeEventListener('keydown', onKeyDown)
  }, [registry])

  return <Context.Provider value={registry}>{children}</Context.Provider>
}

function useRegistry(): Registry {
  const registry = useContext(Context)
  if (registry === null) throw new Error('outside of HotkeysProvider')
  return registry
}

/** Say what the component can do while it is there. */
export function useHotkeys(hotkeys: readonly Hotkey[]) {
  const registry = useRegistry()
  const owner = useRef({})
  const latest = useRef(hotkeys)
  latest.current = hotkeys
  const shape = hotkeys
    .map((each) => [each.id, each.key, each.label, each.group, each.enabled, each.inInputs].join('\u0001'))
    .join('\u0002')
  // With the drawing itself, not after it: a key pressed as soon as the page is seen counts.
  useLayoutEffect(() => {
    const key = owner.current
    registry.set(
      key,
      latest.current.map((each, i) => ({ ...each, run: () => latest.current[i]?.run() })),
    )
    return () => registry.set(key, null)
  }, [registry, shape])
}

/** Everything that can be done at the moment, for help and palette. */
export function usePresentHotkeys(): readonly Hotkey[] {
  const registry = useRegistry()
  return useSyncExternalStore(registry.subscribe, registry.present)
}

function isBare(event: KeyboardEvent): boolean {
  return !event.ctrlKey && !event.metaKey && !event.altKey
}

/** Escape, Enter and arrows are no letters. */
function isNamed(pressed: string): boolean {
  return pressed.replace('Shift+', '').length > 1
}

/** "Ctrl+Enter", "Shift+X", "?"; letters and digits by the physical key, signs by what they are. */
function nameOf(event: KeyboardEvent): string | null {
  if (event.altKey) return null
  const control = event.ctrlKey || event.metaKey ? 'Ctrl+' : ''
  const physical = /^(?:Key|Digit)(.)$/.exec(event.code)?.[1]
  if (physical !== undefined) {
    const isSign = event.shiftKey && event.code.startsWith('Digit')
    if (isSign) return control + event.key
    return `${control}${event.shiftKey ? 'Shift+' : ''}${physical}`
  }
  // A question mark is one wherever the keyboard has it, also the full-width one of an input method.
  if (event.key === '?' || event.key === '？') return `${control}?`
  if (event.code === 'Slash') return control + (event.shiftKey ? '?' : '/')
  if (event.code === 'BracketLeft') return `${control}[`
  if (event.code === 'BracketRight') return `${control}]`
  if (event.code === 'Period') return `${control}.`
  if (event.code === 'Comma') return `${control},`
  if (event.code === 'Space') return `${control}Space`
  if (['Shift', 'Control', 'Meta', 'Alt', 'Process', 'Unidentified'].includes(event.key)) return null
  return `${control}${event.shiftKey ? 'Shift+' : ''}${event.key}`
}

function isInput(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false
  if (target.isContentEditable) return true
  if (target instanceof HTMLInputElement)
    return !['checkbox', 'radio', 'button', 'submit', 'range'].includes(target.type)
  return target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement
}
