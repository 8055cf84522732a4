// A certified OpenID provider in a process of its own, for the test of signing in with one.
//     node oidc_provider.mjs PORT REDIRECT_URI KEY_ID
// It asks for PKCE, answers with `iss`, and shows its own pages for name and consent.
import { generateKeyPairSync } from 'node:crypto'
import { fileURLToPath, pathToFileURL } from 'node:url'

const [port, redirectUri, keyId] = process.argv.slice(2)
const web = new URL('../../web/node_modules/oidc-provider/lib/index.js', import.meta.url)
const { Provider } = await import(pathToFileURL(fileURLToPath(web)).href)
const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
const provider = new Provider(`http://127.0.0.1:${port}`, {
  clients: [{ client_id: 'huiqian', client_secret: 'not so secret', redirect_uris: [redirectUri] }],
  jwks: { keys: [{ ...privateKey.export({ format: 'jwk' }), kid: keyId, use: 'sig', alg: 'RS256' }] },
  cookies: { keys: ['only a test'] },
  claims: { openid: ['sub'], profile: ['name', 'preferred_username'] },
  // What the profile says stands in the ID token, as agencies' providers have it.
  conformIdTokenClaims: false,
  pkce: { required: () => true },
  findAccount: (_context, id) => ({
    accountId: id,
    claims: () => ({ sub: `subject of ${id}`, name: id, preferred_username: id }),
  }),
})
provider.listen(Number(port), '127.0.0.1', () => console.log('listening'))
