/**
 * Send a file and say how far it is, which `fetch` cannot. The same care as the rest of the
 * interface: a session that ended meanwhile is renewed first, and what is not an answer throws.
 */
import { language } from '../i18n'
import { problemFrom, renewSession } from './client'
import { Unreachable } from './problem'

interface Sending {
  /** Bytes that left, of how many; told often. */
  onProgress?: (sent: number, of: number) => void
  signal?: AbortSignal
}

/** Throws `ApiProblem`, `Unreachable`, or an `AbortError` when the signal ended it. */
export async function sendFile<T>(address: string, file: File, sending: Sending = {}): Promise<T> {
  let answer = await post(address, file, sending)
  if (answer.status === 401 && (await renewSession())) answer = await post(address, file, sending)
  if (!answer.ok) throw await problemFrom(answer)
  return (await answer.json()) as T
}

function answerOf(request: XMLHttpRequest): Response {
  const headers = { 'x-request-id': request.getResponseHeader('x-request-id') ?? '' }
  return new Response(request.responseText, { status: request.status, headers })
}

function post(address: string, file: File, { onProgress, signal }: Sending): Promise<Response> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest()
    const stop = () => request.abort()
    const settle = (done: () => void) => {
      signal?.removeEventListener('abort', stop)
      done()
    }
    request.open('POST', address)
    request.setRequestHeader('Content-Type', 'application/octet-stream')
    request.setRequestHeader('Accept-Language', language())
    request.upload.onprogress = (event) => onProgress?.(event.loaded, event.total)
    request.onload = () =>
      settle(() => resolve(answerOf(request)))
    request.onerror = () => settle(() => reject(new Unreachable(null)))
    request.onabort = () => settle(() => reject(new DOMException('', 'AbortError')))
    signal?.addEventListener('abort', stop)
    if (signal?.aborted) return settle(() => reject(new DOMException('', 'AbortError')))
    request.send(file)
  })
}
