/** Check a chain in a worker, or here where there are none. */
import { type Chain, checkChain } from './model/chain'
import { digestOf } from './model/sha256'

export function checkInBrowser(bytes: Uint8Array, tell: (done: number, total: number) => void): Promise<Chain> {
  if (typeof Worker === 'undefined') return checkChain(bytes, digestOf(globalThis.crypto?.subtle), tell)
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./chain.worker.ts', import.meta.url), { type: 'module' })
    worker.onmessage = ({ data }) => {
      if (data.chain || data.wrong) worker.terminate()
      if (data.chain) resolve(data.chain)
      else if (data.wrong) reject(new Error(data.wrong))
      else tell(data.done, data.total)
    }
    worker.onerror = (event) => {
      worker.terminate()
      reject(new Error(event.message))
    }
    worker.postMessage(bytes)
  })
}
