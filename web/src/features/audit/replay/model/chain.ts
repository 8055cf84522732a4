/** The hash chain of a case, recomputed from the raw bytes of its entries. */
import { type Journal, type JournalEntry, readJournal } from './journal.ts'
import type { Digest } from './sha256.ts'

export type Rule =
  | 'hash' // the bytes do not have the hash
  | 'link' // it does not follow the entry before
  | 'gap' // entries are missing before it
  | 'unreadable' // the line is no entry
  | 'foreign' // the entry belongs to another case or number
  | 'end' // the export ends before its head

export interface Finding {
  entry: number
  rule: Rule
}

export interface Chain {
  caseId: string
  entries: number
  /** Hash of the last entry as recomputed; of a masked export, as told. */
  head: string
  masked: boolean
  findings: Finding[]
  /** Entry n has hashes[n - 1]. */
  hashes: string[]
}

export const NO_PREVIOUS = '0'.repeat(64)

/** Check everything; `tell` is called now and then with how many entries are done. */
export async function checkChain(
  bytes: Uint8Array,
  digest: Digest,
  tell: (done: number, total: number) => void = () => {},
): Promise<Chain> {
  return checkJournal(readJournal(bytes), digest, tell)
}

export async function checkJournal(
  journal: Journal,
  digest: Digest,
  tell: (done: number, total: number) => void = () => {},
): Promise<Chain> {
  const findings: Finding[] = journal.unreadable.map((entry) => ({ entry, rule: 'unreadable' }))
  const unreadable = new Set(journal.unreadable)
  const hashes: string[] = []
  const total = journal.entries.length
  let previous = NO_PREVIOUS
  let expected = 1
  for (const [done, each] of journal.entries.entries()) {
    while (unreadable.has(expected)) {
      expected += 1
      hashes.push('')
    }
    if (each.entry !== expected) findings.push({ entry: expected, rule: 'gap' })
    const hash = each.masked ? each.hash : await digest(each.raw)
    if (hash !== each.hash) findings.push({ entry: each.entry, rule: 'hash' })
    if (each.document.previous !== previous) findings.push({ entry: each.entry, rule: 'link' })
    if (!isOwn(each, journal.caseId)) findings.push({ entry: each.entry, rule: 'foreign' })
    // What the line says goes on, so that one changed entry does not break all that follow it.
    previous = each.hash
    hashes.push(hash)
    expected = each.entry + 1
    if (done % 100 === 99) tell(done + 1, total)
  }
  tell(total, total)
  const { closing } = journal
  const head = hashes[hashes.length - 1] ?? NO_PREVIOUS
  if (!closing || closing.entries !== expected - 1 || closing.head !== previous)
    findings.push({ entry: expected, rule: 'end' })
  findings.sort((a, b) => a.entry - b.entry)
  return {
    caseId: journal.caseId,
    entries: expected - 1,
    head,
    masked: journal.entries.some((each) => each.masked),
    findings,
    hashes,
  }
}

function isOwn(each: JournalEntry, caseId: string): boolean {
  return each.document.case === caseId && each.document.entry === each.entry
}

export type Comparison =
  | { kind: 'same' }
  | { kind: 'grown'; entry: number } // the kept head is that of an earlier entry
  | { kind: 'differs' } // nothing in the chain has that hash
  | { kind: 'unusable' } // not a hash at all

/** Compare with the head that somebody kept: 64 hex digits, or a receipt with them inside. */
export function compareHead(chain: Chain, kept: string): Comparison {
  const found = /(?<![0-9a-f])[0-9a-f]{64}(?![0-9a-f])/.exec(kept.toLowerCase())
  if (!found) return { kind: 'unusable' }
  if (found[0] === chain.head) return { kind: 'same' }
  const at = chain.hashes.indexOf(found[0])
  return at < 0 ? { kind: 'differs' } : { kind: 'grown', entry: at + 1 }
}
