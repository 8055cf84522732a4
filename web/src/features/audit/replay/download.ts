/** Save what the server gives, or what was made here, as a file. */
import { fetchWithSession } from '../../../api/client'

export async function saveAnswer(address: string, otherwise: string): Promise<void> {
  const answer = await fetchWithSession(address)
  const name = /filename\*=UTF-8''([^;]+)/.exec(answer.headers.get('Content-Disposition') ?? '')?.[1]
  save(await answer.blob(), name ? decodeURIComponent(name) : otherwise)
}

export function saveText(text: string, name: string, type = 'application/json') {
  save(new Blob([text], { type }), name)
}

function save(content: Blob, name: string) {
  const address = URL.createObjectURL(content)
  const link = document.createElement('a')
  link.href = address
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(address), 10_000)
}
