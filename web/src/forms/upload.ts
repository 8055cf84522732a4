/** Send a file before the form that names it. */
import { type Schemas, fetchWithSession, newKey } from '../api/client'

export async function uploadAttachment(file: File): Promise<Schemas['AttachmentOut']> {
  const query = new URLSearchParams({ name: file.name, media_type: mediaTypeOf(file) })
  return send(`/attachments?${query}`, file)
}

export async function uploadRoster(file: File): Promise<{ id: string; rows: number }> {
  const query = new URLSearchParams({ name: file.name })
  return send(`/rosters?${query}`, file)
}

async function send<T>(address: string, file: File): Promise<T> {
  const answer = await fetchWithSession(new URL(address, window.location.origin).href, {
    method: 'POST',
    headers: { 'Content-Type': 'application/octet-stream', 'Idempotency-Key': newKey() },
    body: file,
  })
  return (await answer.json()) as T
}

const TYPES: Record<string, string> = {
  pdf: 'application/pdf',
  png: 'image/png',
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  csv: 'text/csv',
  txt: 'text/plain',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
}

/** By the ending: what a browser calls a file differs from desktop to desktop. */
export function mediaTypeOf(file: File): string {
  const ending = file.name.split('.').pop()?.toLowerCase() ?? ''
  return TYPES[ending] ?? (file.type || 'application/octet-stream')
}
