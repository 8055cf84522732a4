/** Ask the engine about an expression; the same question is asked once. */
import { api, read, type Schemas } from '../../../api/client'
import { examples, readExample } from './examples'

export interface Question {
  workspace: string
  source: string
  unary: boolean
  /** Known at this place only, like what a decision requires. */
  names: readonly string[]
  /** The expression whose value a cell tests. */
  tested?: string
}

const known = new Map<string, Promise<Schemas['TriedOut'] | null>>()
const MOST = 200

export function ask(question: Question): Promise<Schemas['TriedOut'] | null> {
  const values = readExample(examples(question.workspace))
  const key = JSON.stringify([question, values])
  let answer = known.get(key)
  if (!answer) {
    answer = find(question, values).catch(() => {
      known.delete(key)
      return null
    })
    known.set(key, answer)
    if (known.size > MOST) known.delete(known.keys().next().value!)
  }
  return answer
}

async function find({ workspace, source, unary, names, tested }: Question, values: Record<string, unknown> | null) {
  // A test says something on example data only when the value it tests is known.
  const input = unary && tested && values ? await ask({ workspace, source: tested, unary: false, names }) : null
  const given = unary && !input?.has_value ? null : values
  return read(
    api.POST('/workspaces/{workspace}/expressions', {
      params: { path: { workspace } },
      body: { source, unary, values: given, names: [...names], tested: input?.value ?? null },
    }),
  )
}

/** What the model knows has changed. */
export function forgetAnswers() {
  known.clear()
}
