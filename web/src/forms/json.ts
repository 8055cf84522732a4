/** JSON as people type it: the value, or where reading it stopped. */
export type Found = { value: unknown } | { line: number; column: number }

export function jsonOf(text: string): Found {
  try {
    return { value: JSON.parse(text) as unknown }
  } catch (problem) {
    return placeIn(text, problem instanceof Error ? problem.message : '')
  }
}

/** Browsers say "at position 12", newer ones "(line 1 column 13)", or that the text ended too early. */
function placeIn(text: string, message: string): { line: number; column: number } {
  const said = /position (\d+)/.exec(message)
  const before = text.slice(0, said ? Number(said[1]) : text.length)
  const lines = before.split('\n')
  return { line: lines.length, column: lines[lines.length - 1]!.length + 1 }
}
