/**
 * Many cells at once, in the model and not cell by cell: each change of a cell is drawn on its own,
 * which takes minutes at thousands of rows.
 */
type Moddle = any

/** More cells than this are written at once and drawn anew. */
export const MANY_CELLS = 60

interface Make {
  (type: string, attributes: Record<string, unknown>): Moddle
}

export interface Place {
  rule: number
  column: number
}

/** Write the grid from the place on, adding rules where rows run out. */
export function fillRules(table: Moddle, at: Place, grid: readonly (readonly string[])[], make: Make) {
  const rules: Moddle[] = table.get('rule')
  grid.forEach((texts, down) => {
    const rule = (rules[at.rule + down] ??= emptyRule(table, make))
    texts.forEach((text, right) => write(rule, at.column + right, text))
  })
}

/** The cell's text for all cells below it. */
export function copyRules(table: Moddle, at: Place) {
  const rules: Moddle[] = table.get('rule')
  const text = cellsOf(rules[at.rule])[at.column]?.text ?? ''
  for (const rule of rules.slice(at.rule + 1)) write(rule, at.column, text)
}

function write(rule: Moddle, column: number, text: string) {
  const cell = cellsOf(rule)[column]
  if (cell) cell.text = text
}

function cellsOf(rule: Moddle): Moddle[] {
  return [...rule.get('inputEntry'), ...rule.get('outputEntry')]
}

function emptyRule(table: Moddle, make: Make): Moddle {
  const rule = make('dmn:DecisionRule', {})
  const cells = (clauses: readonly Moddle[], type: string) =>
    clauses.map(() => {
      const cell = make(type, { text: '' })
      cell.$parent = rule
      return cell
    })
  rule.inputEntry = cells(table.get('input'), 'dmn:UnaryTests')
  rule.outputEntry = cells(table.get('output'), 'dmn:LiteralExpression')
  rule.$parent = table
  return rule
}
