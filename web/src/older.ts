/**
 * What libraries take from browsers newer than Chromium 93 and that can be made good: only what
 * they use, and only where it is missing. For pdf.js (page and worker) in place of its own "legacy"
 * build, which is for Chromium 118 and later, larger, and breaks on 93; and for the diagrams.
 * `tests/web/test_older_browsers.py` holds the list and takes all of it away from a browser.
 */

type Any = any // these are the very things that the types do not know yet

function add(home: object, name: string, value: unknown) {
  if (!(name in home)) Object.defineProperty(home, name, { value, writable: true, configurable: true })
}

const BYTES_AT_ONCE = 0x8000

// --- promises, addresses, signals -----------------------------------------------------------------

add(Promise, 'withResolvers', function withResolvers() {
  let resolve: unknown, reject: unknown
  const promise = new Promise((yes, no) => ((resolve = yes), (reject = no)))
  return { promise, resolve, reject }
})
add(Promise, 'try', (work: (...given: unknown[]) => unknown, ...given: unknown[]) =>
  new Promise((resolve) => resolve(work(...given))),
)
add(URL, 'parse', (address: string, base?: string) => {
  try {
    return new URL(address, base)
  } catch {
    return null
  }
})
if (typeof AbortSignal !== 'undefined')
  add(AbortSignal, 'any', (signals: AbortSignal[]) => {
    const either = new AbortController()
    const abort = () => either.abort()
    for (const each of signals)
      if (each.aborted) abort()
      else each.addEventListener('abort', abort, { once: true, signal: either.signal } as AddEventListenerOptions)
    return either.signal
  })

// --- lists, maps, sets, iterators -----------------------------------------------------------------

add(Array.prototype, 'findLast', function findLast(this: unknown[], fits: (each: unknown, at: number) => unknown) {
  for (let i = this.length - 1; i >= 0; i -= 1) if (fits(this[i], i)) return this[i]
  return undefined
})
add(Array.prototype, 'toSpliced', function toSpliced(this: unknown[], ...how: unknown[]) {
  const copy: Any = [...this]
  copy.splice(...how)
  return copy
})
for (const kind of [Map, WeakMap]) {
  add(kind.prototype, 'getOrInsert', function getOrInsert(this: Any, key: unknown, value: unknown) {
    if (!this.has(key)) this.set(key, value)
    return this.get(key)
  })
  add(kind.prototype, 'getOrInsertComputed', function getOrInsertComputed(this: Any, key: unknown, make: (key: unknown) => unknown) {
    if (!this.has(key)) this.set(key, make(key))
    return this.get(key)
  })
}
add(Set.prototype, 'union', function union(this: Set<unknown>, other: Set<unknown>) {
  return new Set([...this, ...other])
})
add(Set.prototype, 'difference', function difference(this: Set<unknown>, other: Set<unknown>) {
  return new Set([...this].filter((each) => !other.has(each)))
})
add(Set.prototype, 'intersection', function intersection(this: Set<unknown>, other: Set<unknown>) {
  return new Set([...this].filter((each) => other.has(each)))
})

const iterators = Object.getPrototypeOf(Object.getPrototypeOf([][Symbol.iterator]())) as object
add(iterators, 'toArray', function toArray(this: Iterable<unknown>) {
  return [...this]
})
add(iterators, 'some', function some(this: Iterable<unknown>, fits: (each: unknown) => unknown) {
  for (const each of this) if (fits(each)) return true
  return false
})
add(iterators, 'every', function every(this: Iterable<unknown>, fits: (each: unknown) => unknown) {
  for (const each of this) if (!fits(each)) return false
  return true
})
add(iterators, 'find', function find(this: Iterable<unknown>, fits: (each: unknown) => unknown) {
  for (const each of this) if (fits(each)) return each
  return undefined
})
add(iterators, 'filter', function* filter(this: Iterable<unknown>, fits: (each: unknown) => unknown) {
  for (const each of this) if (fits(each)) yield each
})
add(iterators, 'map', function* map(this: Iterable<unknown>, make: (each: unknown) => unknown) {
  for (const each of this) yield make(each)
})

// --- figures and bytes ----------------------------------------------------------------------------

add(Math, 'sumPrecise', (figures: Iterable<number>) => {
  // Neumaier's sum: what was too small to be added is added at the end.
  let sum = 0
  let rest = 0
  for (const each of figures) {
    const next = sum + each
    rest += Math.abs(sum) >= Math.abs(each) ? sum - next + each : each - next + sum
    sum = next
  }
  return sum + rest
})
add(Uint8Array.prototype, 'toHex', function toHex(this: Uint8Array) {
  return Array.from(this, (byte) => byte.toString(16).padStart(2, '0')).join('')
})
add(Uint8Array.prototype, 'toBase64', function toBase64(this: Uint8Array) {
  let text = ''
  for (let i = 0; i < this.length; i += BYTES_AT_ONCE)
    text += String.fromCharCode(...this.subarray(i, i + BYTES_AT_ONCE))
  return btoa(text)
})
add(Uint8Array, 'fromBase64', (text: string) => Uint8Array.from(atob(text), (sign) => sign.charCodeAt(0)))
add(ArrayBuffer.prototype, 'transferToFixedLength', function transferToFixedLength(this: ArrayBuffer, length = this.byteLength) {
  return this.slice(0, length)
})
for (const kind of [Response, Blob])
  add(kind.prototype, 'bytes', async function bytes(this: Blob) {
    return new Uint8Array(await this.arrayBuffer())
  })
add(globalThis, 'structuredClone', copyOf)

/** A copy of plain data, as fonts and settings are. */
function copyOf<T>(value: T): T {
  const found: Any = value
  if (found === null || typeof found !== 'object') return found
  if (Array.isArray(found)) return found.map(copyOf) as Any
  if (found instanceof ArrayBuffer) return found.slice(0) as Any
  if (ArrayBuffer.isView(found)) return (found as Any).slice()
  if (found instanceof Date) return new Date(found) as Any
  if (found instanceof Map) return new Map([...found].map(([key, each]) => [copyOf(key), copyOf(each)])) as Any
  if (found instanceof Set) return new Set([...found].map(copyOf)) as Any
  if (Object.getPrototypeOf(found) !== Object.prototype && Object.getPrototypeOf(found) !== null) return found
  return Object.fromEntries(Object.entries(found).map(([key, each]) => [key, copyOf(each)])) as Any
}

export {}
