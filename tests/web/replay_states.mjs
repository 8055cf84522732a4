/** State and variables after every entry of a journal (JSON Lines in), one JSON line each (out). */
import { readFileSync } from 'node:fs'

const model = new URL('../../web/src/features/audit/replay/model/', import.meta.url)
const { readJournal } = await import(new URL('journal.ts', model))
const { dumpState, dumpVariables } = await import(new URL('apply.ts', model))
const { Replay } = await import(new URL('replay.ts', model))
const { checkJournal } = await import(new URL('chain.ts', model))
const { digestOf, sha256 } = await import(new URL('sha256.ts', model))
const { factsOf, totalsOf } = await import(new URL('facts.ts', model))

const journal = readJournal(new Uint8Array(readFileSync(0)))
const replay = new Replay(journal.entries)
// Forwards, then backwards: moving about must not change what was.
const forwards = journal.entries.map(({ entry }) => standing(entry))
const backwards = journal.entries.map(({ entry }) => entry).reverse().map(standing).reverse()
function standing(entry) {
  const { state, variables } = replay.at(entry)
  factsOf(replay, entry)
  totalsOf(replay, entry)
  return JSON.stringify({ state: dumpState(state), variables: dumpVariables(variables) })
}
const chain = await checkJournal(journal, digestOf(globalThis.crypto.subtle))
const own = await checkJournal(journal, async (bytes) => sha256(bytes))
console.log(
  JSON.stringify({
    states: forwards.map((each) => JSON.parse(each)),
    isStable: forwards.every((each, i) => each === backwards[i]),
    findings: chain.findings,
    head: chain.head,
    agrees: JSON.stringify(chain) === JSON.stringify(own),
  }),
)
