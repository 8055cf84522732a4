/** Who is signed in. An ended session is renewed over the page, and nothing on it is lost. */
import { useQueryClient } from '@tanstack/react-query'
import {
  createContext,
  type ReactNode,
  useCallback,
  useContext,
  useEffect,
  useMemo,
  useRef,
  useState,
} from 'react'

import { api, onSessionEnded, read, type Schemas } from '../api/client'
import { ApiProblem } from '../api/problem'
import { pauseInTyping } from '../design/typing'

export type Person = Schemas['WhoOut']

interface Session {
  /** undefined: not known yet; null: nobody. */
  person: Person | null | undefined
  /** The server could not be asked who is signed in. */
  failure: unknown
  roles: ReadonlySet<string>
  /** The session ended while somebody was working: they sign in over the page. */
  isEnded: boolean
  reload: () => Promise<void>
  /** After signing in, first or again. */
  entered: () => Promise<void>
  signOut: () => Promise<void>
}

const Context = createContext<Session | null>(null)

export function useSession(): Session {
  const session = useContext(Context)
  if (session === null) throw new Error('outside of SessionProvider')
  return session
}

/** The signed-in person, on pages that only such people see. */
export function usePerson(): Person {
  const { person } = useSession()
  if (!person) throw new Error('nobody is signed in')
  return person
}

const askWho = () => read(api.GET('/me'))
/** Asked for at once; drawing the first page waits for it. */
let first: ReturnType<typeof askWho> | null = askWho()
first.catch(() => undefined)

export function SessionProvider({ children }: { children: ReactNode }) {
  const queries = useQueryClient()
  const [person, setPerson] = useState<Person | null | undefined>(undefined)
  const [failure, setFailure] = useState<unknown>(null)
  const [isEnded, setEnded] = useState(false)
  const waiting = useRef<(() => void)[]>([])

  const reload = useCallback(async () => {
    setFailure(null)
    try {
      const asked = first ?? askWho()
      first = null
      setPerson(await asked)
    } catch (problem) {
      if (problem instanceof ApiProblem && problem.status === 401) setPerson(null)
      else setFailure(problem)
    }
  }, [])

  useEffect(() => void reload(), [reload])

  /** What was asked for waits; the sign-in comes over the page when nobody is in the middle of a word. */
  const renew = useCallback(async () => {
    const resumed = new Promise<void>((resume) => waiting.current.push(resume))
    await pauseInTyping()
    if (waiting.current.length > 0) setEnded(true)
    return resumed
  }, [])

  const isIn = Boolean(person)
  useEffect(() => {
    if (!isIn) return onSessionEnded(null)
    onSessionEnded(renew)
  }, [isIn, renew])

  const entered = useCallback(async () => {
    onSessionEnded(null)
    const now = await read(api.GET('/me'))
    if (person && now.id !== person.id) {
      // Somebody else: nothing of the first person may stay on the screen.
      window.location.reload()
      return
    }
    setPerson(now)
    setEnded(false)
    onSessionEnded(renew)
    const resumed = waiting.current
    waiting.current = []
    for (const resume of resumed) resume()
    void queries.invalidateQueries()
  }, [person, queries, renew])

  const signOut = useCallback(async () => {
    await api.DELETE('/sessions/current')
    queries.clear()
    setPerson(null)
  }, [queries])

  const roles = useMemo(
    () => new Set(person?.memberships.map((each) => each.role) ?? []),
    [person],
  )
  const session = useMemo(
    () => ({ person, failure, roles, isEnded, reload, entered, signOut }),
    [person, failure, roles, isEnded, reload, entered, signOut],
  )
  return <Context.Provider value={session}>{children}</Context.Provider>
}
