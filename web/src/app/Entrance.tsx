/** The sign-in page until somebody is signed in, then the workspaces. */
import { lazy, Suspense } from 'react'

import { Failure } from '../design/Failure'
import { Waiting } from '../design/Waiting'
import { useSession } from './session'

const SignInPage = lazy(() => import('./SignInPage'))
const Shell = lazy(() => import('./Shell'))
const SignInAgain = lazy(() => import('./SignInAgain'))

export function Entrance() {
  const { person, failure, isEnded, reload } = useSession()
  if (failure) return <Failure problem={failure} retry={() => void reload()} />
  if (person === undefined) return <Waiting />
  return (
    <Suspense fallback={<Waiting />}>
      {person === null ? <SignInPage /> : <Shell />}
      {isEnded && <SignInAgain />}
    </Suspense>
  )
}
