/** Example data of a workspace, kept in this browser only. */

export function examples(workspace: string): string {
  return localStorage.getItem(keptAs(workspace)) ?? ''
}

export function setExample(workspace: string, text: string) {
  if (text.trim() === '') localStorage.removeItem(keptAs(workspace))
  else localStorage.setItem(keptAs(workspace), text)
}

/** Null where it is no object. */
export function readExample(text: string): Record<string, unknown> | null {
  try {
    const found: unknown = JSON.parse(text)
    return found !== null && typeof found === 'object' && !Array.isArray(found)
      ? (found as Record<string, unknown>)
      : null
  } catch {
    return null
  }
}

function keptAs(workspace: string): string {
  return `huiqian.example.${workspace}`
}
