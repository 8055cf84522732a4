/** What is kept on this device. A store that is full, forbidden or spoilt is as good as empty. */

export function readKept<Value>(place: string): Value | null {
  try {
    return JSON.parse(localStorage.getItem(place) ?? 'null') as Value | null
  } catch {
    return null
  }
}

/** Where rosters of a person are kept; they name people, so signing out takes them away. */
export const placeOfRosters = (person: string) => `huiqian.sheets.${person}.`

/** Places that begin so. */
export function keptBelow(prefix: string): string[] {
  return Object.keys(localStorage).filter((each) => each.startsWith(prefix))
}

/** Keep the value there; null: nothing any more. */
export function keep(place: string, value: unknown) {
  try {
    if (value === null) localStorage.removeItem(place)
    else localStorage.setItem(place, JSON.stringify(value))
  } catch {
    // The server's copy is left.
  }
}
