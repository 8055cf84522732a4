/** The sign-in page until somebody is signed in, then the workspaces. */
import { lazy, Suspense, useEffect, useState } from 'react'

import { Failure } from '../design/Failure'
import { Waiting } from '../design/Waiting'
import { page } from './page'
import { useSession } from './session'

const SignInPage = lazy(() => import('./SignInPage'))
const Shell = page(() => import('./Shell'))
const SignInAgain = lazy(() => import('./SignInAgain'))

// Fetched while the server is asked who this is; whoever has to sign in needs it next.
const shell = Shell.load().catch(() => undefined)

export function Entrance() {
  const { person, failure, isEnded, reload } = useSession()
  const [isReady, setReady] = useState(false)
  useEffect(() => void shell.then(() => setReady(true)), [])
  if (failure) return <Failure problem={failure} retry={() => void reload()} />
  if (person === undefined || (person !== null && !isReady)) return <Waiting />
  return (
    <Suspense fallback={<Waiting />}>
      {person === null ? <SignInPage /> : <Shell />}
      {isEnded && <SignInAgain />}
    </Suspense>
  )
}
