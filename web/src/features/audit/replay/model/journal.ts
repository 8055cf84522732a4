/**
 * The journal of a case as it came over the wire: JSON Lines, each with the very bytes that were
 * hashed. Nothing in this folder knows React, languages or the network.
 */

/** A value of a variable: JSON, numbers and dates tagged ({"n": "1409.50"}). */
export type Tagged = unknown

export interface Actor {
  user: string
  for: string
  groups: string[]
  organisation: string | null
  system: boolean
}

/** An event as the journal has it; the fields depend on its type (engine/runtime/events.py). */
export interface JournalEvent {
  type: string
  // biome-ignore lint: events of every type
  [field: string]: any
}

export interface EntryDocument {
  actor: Actor
  at: string
  bundle: string
  calendar: string
  case: string
  command: { type: string; [field: string]: unknown }
  entry: number
  events: JournalEvent[]
  format: number
  previous: string
  facts?: { bundles?: Record<string, string>; [name: string]: unknown }
  [field: string]: unknown
}

export interface JournalEntry {
  entry: number
  hash: string
  /** Personal data was masked on its way out: the bytes cannot have the hash. */
  masked: boolean
  /** The document's canonical bytes, exactly as they came. */
  raw: Uint8Array
  document: EntryDocument
}

export interface Journal {
  caseId: string
  entries: JournalEntry[]
  /** What the last line says; null: the export was cut off. */
  closing: { head: string; entries: number } | null
  /** Lines that are no entry, by their number from 1. */
  unreadable: number[]
}

const NEWLINE = 0x0a
const BEFORE_DOCUMENT = '"document":'

export function readJournal(bytes: Uint8Array): Journal {
  const found: Journal = { caseId: '', entries: [], closing: null, unreadable: [] }
  // A byte that is no UTF-8 must not disappear: it is replaced, and the hash tells.
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true })
  let start = 0
  let line = 0
  while (start < bytes.length) {
    let end = bytes.indexOf(NEWLINE, start)
    if (end < 0) end = bytes.length
    line += 1
    readLine(found, bytes.subarray(start, end), line, decoder)
    start = end + 1
  }
  return found
}

function readLine(found: Journal, bytes: Uint8Array, line: number, decoder: TextDecoder) {
  if (bytes.length === 0) return
  const text = decoder.decode(bytes)
  try {
    const said = JSON.parse(text)
    if (said.document === undefined) {
      if (typeof said.head !== 'string') throw new Error('neither an entry nor a head')
      found.closing = { head: said.head, entries: said.entries }
      found.caseId ||= said.case
      return
    }
    // What stands before the document is plain ASCII, so the place is the same in bytes.
    const from = text.indexOf(BEFORE_DOCUMENT) + BEFORE_DOCUMENT.length
    if (!Array.isArray(said.document.events)) throw new Error('an entry without events')
    found.caseId ||= said.case
    found.entries.push({
      entry: said.entry,
      hash: String(said.hash),
      masked: said.masked === true,
      raw: bytes.subarray(from, bytes.length - 1),
      document: said.document,
    })
  } catch {
    found.unreadable.push(line)
  }
}
