/** Send a file before the form that names it. */
import { api, read, type Schemas } from '../api/client'
import { sendFile } from '../api/sending'

export type Limits = Schemas['AttachmentLimitsOut']

interface Sending {
  onProgress?: (sent: number, of: number) => void
  signal?: AbortSignal
}

export async function uploadAttachment(file: File, sending: Sending = {}): Promise<Schemas['AttachmentOut']> {
  const query = new URLSearchParams({ name: file.name, media_type: mediaTypeOf(file) })
  return sendFile(`/attachments?${query}`, file, sending)
}

export async function uploadRoster(file: File): Promise<{ id: string; rows: number }> {
  const query = new URLSearchParams({ name: file.name })
  return sendFile(`/rosters?${query}`, file)
}

let asked: Promise<Limits> | null = null

/** What the installation takes; asked once, and again after a failure. */
export function attachmentLimits(): Promise<Limits> {
  asked ??= read(api.GET('/attachments/limits')).catch((problem: unknown) => {
    asked = null
    throw problem
  })
  return asked
}

/** Why the server would not take it, known before a byte is sent. */
export type Refusal = 'empty' | 'large' | 'kind'

export function refusalOf(file: File, limits: Limits | null): Refusal | null {
  if (file.size === 0) return 'empty'
  if (limits === null) return null
  if (!endingsOf(limits).some((ending) => file.name.toLowerCase().endsWith(ending))) return 'kind'
  return file.size > limits.largest_bytes ? 'large' : null
}

export function endingsOf(limits: Limits): string[] {
  return Object.values(limits.endings).flat()
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
