/**
 * The FEEL editor of bpmn.io with our engine behind it: errors where they stand, completion with the
 * functions our engine has, the value on the example data as one types. It stands in for the
 * original everywhere, in the panel too (see `vite.config.ts`).
 */
import { type Diagnostic, linter } from '@codemirror/lint'
import type { Extension } from '@codemirror/state'
import { EditorView, showPanel } from '@codemirror/view'
import Original from 'feel-editor-of-bpmn-io'

import type { Schemas } from '../../../api/client'
import { language, pick } from '../../../i18n'
import { useT } from '../messages'
import { ask, type Question } from './asking'
import { feelFunctions } from './functions'
import { feelPlace } from './place'

const PAUSE_MS = 300
/** What the interface takes of names that only one place knows. */
const MOST_NAMES = 200

interface Variable {
  name: string
}

export default class FeelEditor extends (Original as any) {
  private readonly names: { current: readonly string[] }

  constructor(config: any) {
    const place = feelPlace()
    const dialect = place.isValue ? 'expression' : config.dialect
    const names = { current: namesOf(config.variables) }
    const question = (source: string): Question => ({
      workspace: place.workspace,
      source,
      unary: dialect === 'unaryTests',
      names: names.current,
      tested: place.tested,
    })
    const extensions: Extension[] = place.workspace ? engine(question) : []
    super({
      ...config,
      dialect,
      builtins: feelFunctions(),
      extensions: [...extensions, ...(config.extensions ?? [])],
    })
    this.names = names
  }

  setVariables(variables: readonly Variable[]) {
    this.names.current = namesOf(variables)
    super.setVariables(variables)
  }
}

function namesOf(variables: readonly Variable[] | undefined): string[] {
  return [...new Set((variables ?? []).map((each) => each.name))].slice(0, MOST_NAMES)
}

/** What the engine says of the text, at its place, and below the field its value. */
function engine(question: (source: string) => Question): Extension[] {
  let line: HTMLElement | null = null
  const say = (found: Schemas['TriedOut'] | null) => {
    if (!line) return
    const wrong = found?.remarks.find((each) => each.severity === 'error')
    line.textContent = wrong ? pick(language(), wrong.message) : found ? valueOf(found) : ''
    line.classList.toggle('hq-feel-wrong', wrong !== undefined)
    line.hidden = line.textContent === ''
  }
  const check = linter(
    async (view: EditorView): Promise<Diagnostic[]> => {
      const source = view.state.doc.toString()
      if (source.trim() === '') {
        say(null)
        return []
      }
      const found = await ask(question(source))
      if (view.state.doc.toString() !== source) return []
      say(found)
      return (found?.remarks ?? [])
        .filter((each) => each.severity !== 'carried')
        .map((each) => diagnostic(view, source, each))
    },
    { delay: PAUSE_MS },
  )
  const panel = showPanel.of(() => {
    const dom = document.createElement('div')
    dom.className = 'hq-feel-value'
    dom.setAttribute('role', 'status')
    dom.hidden = true
    line = dom
    return { dom }
  })
  return [check, panel]
}

function diagnostic(view: EditorView, source: string, remark: Schemas['ExpressionRemarkOut']): Diagnostic {
  const { doc } = view.state
  const row = doc.line(Math.min(Math.max(remark.line, 1), doc.lines))
  // The engine counts without blanks before the expression.
  const skipped = remark.line <= 1 ? source.length - source.trimStart().length : 0
  const from = Math.min(row.from + Math.max(remark.column - 1, 0) + skipped, doc.length)
  const word = /^[\p{L}\p{N}_]+/u.exec(source.slice(from))?.[0].length ?? 1
  return {
    from: remark.column > 0 ? from : 0,
    to: Math.min(remark.column > 0 ? from + word : doc.length, doc.length),
    severity: remark.severity === 'error' ? 'error' : 'warning',
    message: pick(language(), remark.message),
    actions: remark.instead
      ? [
          {
            name: remark.instead,
            apply: (target: EditorView, at: number, to: number) =>
              target.dispatch({ changes: { from: at, to, insert: remark.instead } }),
          },
        ]
      : undefined,
  }
}

function valueOf(found: Schemas['TriedOut']): string {
  if (found.has_value) return useT.now('valueIs', { value: found.shown })
  return found.type && found.remarks.length === 0 ? `→ ${found.type}` : ''
}
