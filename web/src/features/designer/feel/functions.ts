/** The functions of our engine as the editor completes them. */
import { api, read, type Schemas } from '../../../api/client'

let found: readonly unknown[] = []

export function feelFunctions(): readonly unknown[] {
  if (found.length === 0) void load()
  return found
}

export async function load() {
  const functions = await read(api.GET('/workspaces/functions')).catch(() => [])
  found = functions.map(completion)
}

function completion(each: Schemas['FunctionOut']) {
  return {
    name: each.name,
    type: 'function',
    params: each.parameters.map((name) => ({ name })),
    detail: `→ ${each.result}`,
    info: () => {
      const dom = document.createElement('div')
      dom.textContent = `${each.calls.join('\n')}\n${each.example} = ${each.answer}`
      dom.style.whiteSpace = 'pre-wrap'
      return { dom }
    },
  }
}
