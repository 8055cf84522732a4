/** Which ways of signing in there are: the local form, the identity provider, or both. */
import { useQuery } from '@tanstack/react-query'
import { Alert, Button, Divider } from 'antd'

import { api, read } from '../api/client'
import { Waiting } from '../design/Waiting'
import { pick, useLanguage } from '../i18n'
import { useT } from './messages'
import { useSession } from './session'
import { SignInForm } from './SignInForm'

type Problem = Extract<Parameters<ReturnType<typeof useT>>[0], `problem.${string}`>
const PROBLEMS: ReadonlySet<string> = new Set<Problem>([
  'problem.oidc-not-configured',
  'problem.provider-unreachable',
  'problem.sign-in-stale',
  'problem.provider-refused',
  'problem.id-token-untrusted',
  'problem.person-not-known-here',
  'problem.identity-taken',
  'problem.too-many-sign-ins',
])

/** `user`: their session ended, and the page below has to stay. */
export function SignInWays({ user }: { user?: string }) {
  const t = useT()
  const language = useLanguage()
  const methods = useQuery({
    queryKey: ['sign-in-methods'],
    queryFn: () => read(api.GET('/sign-in/methods')),
    staleTime: Infinity,
  })
  if (methods.isPending) return <Waiting rows={3} />
  // When it cannot be told, the form says why nothing works.
  const { local, provider } = methods.data ?? { local: true, provider: null }
  return (
    <>
      {user === undefined && <ProblemOfTheWayBack />}
      {local && <SignInForm {...(user === undefined ? {} : { user })} />}
      {local && provider && <Divider plain>{t('or')}</Divider>}
      {provider && (
        <ProviderLink
          address={provider.address}
          name={pick(language, provider.label)}
          primary={!local}
          again={user !== undefined}
        />
      )}
    </>
  )
}

/** The server sends the browser back with what went wrong at the provider. */
function ProblemOfTheWayBack() {
  const t = useT()
  const problem = new URLSearchParams(window.location.search).get('problem')
  if (problem === null) return null
  const key = `problem.${problem}`
  const words = PROBLEMS.has(key) ? t(key as Problem) : t('problem.other')
  return (
    <Alert
      type="error"
      showIcon
      role="alert"
      title={t('signInFailed')}
      description={words}
      style={{ marginBottom: 16 }}
    />
  )
}

interface Link {
  address: string
  name: string
  primary: boolean
  again: boolean
}

function ProviderLink({ address, name, primary, again }: Link) {
  const t = useT()
  const { entered } = useSession()
  const { pathname, search, hash } = window.location
  const kept = new URLSearchParams(search).get('return_to')
  const page = pathname.startsWith('/app/sign-in') ? (kept ?? '/app/') : pathname + search + hash
  const href = `${address}?${new URLSearchParams({ return_to: again ? '/app/' : page }).toString()}`
  return (
    <>
      <Button block type={primary ? 'primary' : 'default'} href={href} target={again ? '_blank' : '_self'}>
        {t('signInAt', { name })}
      </Button>
      {again && (
        <>
          <p>{t('inAnotherTab')}</p>
          <Button block onClick={() => void entered().catch(() => undefined)}>
            {t('haveSignedIn')}
          </Button>
        </>
      )}
    </>
  )
}
