/** Whether somebody is typing, so that nothing takes the focus in the middle of a word. */

/** So long after the last letter a word is over. */
const PAUSE_MS = 1_000

let typedAt = -PAUSE_MS
let isComposing = false

document.addEventListener('input', () => (typedAt = performance.now()), true)
document.addEventListener('compositionstart', () => (isComposing = true), true)
document.addEventListener('compositionend', () => (isComposing = false), true)

/** At once where nobody is typing, otherwise when they pause. */
export async function pauseInTyping(): Promise<void> {
  for (;;) {
    const left = typedAt + PAUSE_MS - performance.now()
    if (left <= 0 && !isComposing) return
    await new Promise((go) => setTimeout(go, Math.max(left, 100)))
  }
}
