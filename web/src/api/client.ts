/**
 * The HTTP interface, typed by our own OpenAPI document.
 *
 *     const page = await read(api.GET('/tasks', { params: { query: { box: 'mine' } } }))
 *
 * Whatever is not an answer throws: `ApiProblem` when the server declines, `Unreachable` when it
 * does not answer. When the session has ended meanwhile, the request waits until the same person
 * has signed in again and is then sent once more; nothing that was typed is lost.
 */
import createClient, { type Middleware } from 'openapi-fetch'

import { language } from '../i18n'
import { unexpectedAnswer } from './messages'
import { ApiProblem, type Problem, Unreachable } from './problem'
import type { components, paths } from './schema'

export type Schemas = components['schemas']

type SignInAgain = () => Promise<void>
let signInAgain: SignInAgain | null = null

/** The session context says here how an ended session is renewed; null: nobody is signed in. */
export function onSessionEnded(renew: SignInAgain | null) {
  signInAgain = renew
}

/** Wait until the person has signed in again; false: nobody is there who could. */
export async function renewSession(): Promise<boolean> {
  if (signInAgain === null) return false
  await signInAgain()
  return true
}

async function send(request: Request): Promise<Response> {
  const again = request.clone()
  const answer = await reach(request)
  if (answer.status !== 401 || isSigningIn(request) || !(await renewSession())) return answer
  return reach(again)
}

/** `fetch` with the same care, for bytes and streams that the typed client does not know. */
export async function fetchWithSession(address: string, init?: RequestInit): Promise<Response> {
  const answer = await send(new Request(address, init))
  if (!answer.ok) throw await problemFrom(answer)
  return answer
}

async function reach(request: Request): Promise<Response> {
  try {
    return await fetch(request)
  } catch (cause) {
    if (cause instanceof DOMException && cause.name === 'AbortError') throw cause
    throw new Unreachable(cause)
  }
}

function isSigningIn(request: Request): boolean {
  return request.method === 'POST' && new URL(request.url).pathname === '/sessions'
}

const strict: Middleware = {
  onRequest({ request }) {
    request.headers.set('Accept-Language', language())
    return request
  },
  async onResponse({ response }) {
    if (!response.ok) throw await problemFrom(response)
  },
}

/** What the server said, or that its answer is none of ours. */
export async function problemFrom(response: Response): Promise<ApiProblem> {
  return new ApiProblem(await problemOf(response), response.headers.get('x-request-id') ?? '')
}

async function problemOf(response: Response): Promise<Problem> {
  try {
    const document: unknown = await response.clone().json()
    if (document && typeof document === 'object' && 'titles' in document) return document as Problem
  } catch {
    // not JSON: a proxy's page, perhaps
  }
  const text = unexpectedAnswer(response.status)
  return {
    type: `urn:huiqian:problem:http-${response.status}`,
    status: response.status,
    title: text.zh,
    detail: text.zh,
    titles: text,
    details: text,
    problems: [],
    facts: {},
  }
}

export const api = createClient<paths>({ baseUrl: window.location.origin, fetch: send })
api.use(strict)

/** The data of an answer; problems were thrown before. */
export async function read<T>(answer: Promise<{ data?: T }>): Promise<T> {
  return (await answer).data as T
}

/** A key for one act of a person: sent again with the same key, it is done once. */
export function newKey(): string {
  // randomUUID is missing where the pages are served without TLS.
  if (typeof crypto.randomUUID === 'function') return crypto.randomUUID()
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) =>
    byte.toString(16).padStart(2, '0'),
  ).join('')
}

/** Headers of a command. `version`: decline it when the case has moved on since. */
export function commandHeaders(key: string = newKey(), version?: number) {
  const header: { 'Idempotency-Key': string; 'If-Match'?: string } = { 'Idempotency-Key': key }
  if (version !== undefined) header['If-Match'] = `"${version}"`
  return header
}
