/** Recomputes a chain away from the page, so that it stays usable meanwhile. */
import { checkChain } from './model/chain'
import { digestOf } from './model/sha256'

self.onmessage = async ({ data }: MessageEvent<Uint8Array>) => {
  try {
    const chain = await checkChain(data, digestOf(self.crypto?.subtle), (done, total) =>
      self.postMessage({ done, total }),
    )
    self.postMessage({ chain })
  } catch (wrong) {
    self.postMessage({ wrong: String(wrong) })
  }
}
