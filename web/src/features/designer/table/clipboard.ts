/** Text of a spreadsheet as cells; null where it is a single cell, which the field takes itself. */
export function cellsOf(text: string): string[][] | null {
  const grid = text
    .replace(/\r\n?/g, '\n')
    .replace(/\n$/, '')
    .split('\n')
    .map((row) => row.split('\t').map(cell))
  return grid.length > 1 || grid[0]!.length > 1 ? grid : null
}

function cell(text: string): string {
  const bare = text.trim()
  return bare.startsWith('"') && bare.endsWith('"') && bare.includes('""')
    ? bare.slice(1, -1).replace(/""/g, '"')
    : bare
}
