/** What keeps a field from being sent with the form: a file under way, or one that failed. */
import { createContext } from 'react'

export type Pending = 'sending' | 'failed' | null

/** A field says what it waits for; the form asks before it is submitted. */
export const PendingFields = createContext<(name: string, what: Pending) => void>(() => undefined)
