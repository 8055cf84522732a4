/** SHA-256: the browser's own, or ours where it has none (pages that came over plain HTTP). */

export type Digest = (bytes: Uint8Array) => Promise<string>

export function digestOf(subtle: SubtleCrypto | undefined): Digest {
  if (!subtle) return async (bytes) => sha256(bytes)
  return async (bytes) => hex(new Uint8Array(await subtle.digest('SHA-256', bytes as BufferSource)))
}

export function hex(bytes: Uint8Array): string {
  let text = ''
  for (const byte of bytes) text += byte.toString(16).padStart(2, '0')
  return text
}

/** Source: FIPS 180-4. */
export function sha256(bytes: Uint8Array): string {
  const length = bytes.length
  const blocks = ((length + 8) >> 6) + 1
  const padded = new Uint8Array(blocks * 64)
  padded.set(bytes)
  padded[length] = 0x80
  const view = new DataView(padded.buffer)
  view.setUint32(padded.length - 8, Math.floor(length / 0x20000000))
  view.setUint32(padded.length - 4, (length << 3) >>> 0)
  const h = Int32Array.from(START)
  const w = new Int32Array(64)
  for (let block = 0; block < padded.length; block += 64) {
    for (let i = 0; i < 16; i++) w[i] = view.getInt32(block + i * 4)
    for (let i = 16; i < 64; i++) {
      const a = w[i - 15]!
      const b = w[i - 2]!
      const s0 = turn(a, 7) ^ turn(a, 18) ^ (a >>> 3)
      const s1 = turn(b, 17) ^ turn(b, 19) ^ (b >>> 10)
      w[i] = (w[i - 16]! + s0 + w[i - 7]! + s1) | 0
    }
    mix(h, w)
  }
  return Array.from(h, (each) => (each >>> 0).toString(16).padStart(8, '0')).join('')
}

function mix(h: Int32Array, w: Int32Array) {
  let [a, b, c, d, e, f, g, i] = h as unknown as [number, number, number, number, number, number, number, number]
  for (let round = 0; round < 64; round++) {
    const s1 = turn(e, 6) ^ turn(e, 11) ^ turn(e, 25)
    const first = (i + s1 + ((e & f) ^ (~e & g)) + K[round]! + w[round]!) | 0
    const s0 = turn(a, 2) ^ turn(a, 13) ^ turn(a, 22)
    const second = (s0 + ((a & b) ^ (a & c) ^ (b & c))) | 0
    i = g
    g = f
    f = e
    e = (d + first) | 0
    d = c
    c = b
    b = a
    a = (first + second) | 0
  }
  const mixed = [a, b, c, d, e, f, g, i]
  for (let each = 0; each < 8; each++) h[each] = (h[each]! + mixed[each]!) | 0
}

function turn(word: number, by: number): number {
  return (word >>> by) | (word << (32 - by))
}

/** The first 32 bits of the fractions of roots of the first primes. */
function fractions(count: number, root: (prime: number) => number): number[] {
  const found: number[] = []
  for (let candidate = 2; found.length < count; candidate++) {
    let isPrime = true
    for (let by = 2; by * by <= candidate; by++) if (candidate % by === 0) isPrime = false
    if (isPrime) found.push(((root(candidate) % 1) * 0x100000000) | 0)
  }
  return found
}

const START = fractions(8, Math.sqrt)
const K = fractions(64, Math.cbrt)
