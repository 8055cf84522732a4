/** What opens after a decision, kept in this browser. */
import { useSyncExternalStore } from 'react'

export const AFTER = ['next', 'previous', 'list'] as const
export type AfterDecision = (typeof AFTER)[number]

const KEPT = 'huiqian.afterDecision'
const listeners = new Set<() => void>()

export function afterDecision(): AfterDecision {
  const kept = localStorage.getItem(KEPT)
  return AFTER.find((each) => each === kept) ?? 'next'
}

export function setAfterDecision(chosen: AfterDecision) {
  localStorage.setItem(KEPT, chosen)
  for (const tell of listeners) tell()
}

export function useAfterDecision(): AfterDecision {
  return useSyncExternalStore((tell) => {
    listeners.add(tell)
    return () => listeners.delete(tell)
  }, afterDecision)
}
