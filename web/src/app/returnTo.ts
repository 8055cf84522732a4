/** The page of ours to go to after signing in, below /app; anything else becomes the start page. */
export function returnTo(search: string): string {
  const wanted = new URLSearchParams(search).get('return_to') ?? ''
  const isPage = /^\/app(\/[^/\\].*)?\/?$/.test(wanted) && !wanted.startsWith('/app/sign-in')
  return (isPage && wanted.slice('/app'.length)) || '/'
}
