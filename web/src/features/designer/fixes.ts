/** Carry out what a check suggests; everything it does can be undone. */
import type { Schemas } from '../../api/client'
import type { Drafts } from './drafts'
import { newForm, newTable } from './newFiles'

type Problem = Schemas['ProblemOut']
type Go = (path: string, element: string, property?: string) => void

/** Gives "opened" where a person has to go on, "done" where it is repaired. */
export function applyFix(drafts: Drafts, problem: Problem, go: Go): 'done' | 'opened' {
  const fix = problem.fix
  if (!fix) return 'opened'
  const facts = fix.facts as Record<string, string>
  const path = problem.file || (drafts.all()[0]?.path ?? '')
  switch (fix.act) {
    case 'remove-file':
      drafts.remove(facts.path!)
      return 'done'
    case 'create-form':
      drafts.create(`forms/${facts.form}.json`, 'form', newForm(facts.form!))
      go(`forms/${facts.form}.json`, '')
      return 'done'
    case 'create-table':
      drafts.create(`${facts.decision}.dmn`, 'dmn', newTable(facts.decision!))
      go(`${facts.decision}.dmn`, '')
      return 'done'
    case 'set-form-id':
      return edit(drafts, facts.path!, (text) => text.replace(/("id"\s*:\s*)"[^"]*"/, `$1"${facts.id}"`))
    case 'set-default-flow':
      return edit(drafts, path, (text) => withDefault(text, facts.element!))
    case 'set-process-id':
      return edit(drafts, firstDiagram(drafts), (text) => withProcessId(text, facts.id!))
    case 'set-executable':
      return edit(drafts, path, executable)
    case 'rename-in-expression':
      return edit(drafts, path, (text) => renamed(text, facts.element!, facts.from!, facts.to!))
    default:
      go(path, facts.element ?? problem.element, facts.property ?? fix.act)
      return 'opened'
  }
}

function edit(drafts: Drafts, path: string, change: (text: string) => string): 'done' {
  drafts.edit(path, change(drafts.text(path)))
  return 'done'
}

function firstDiagram(drafts: Drafts): string {
  return drafts.all().find((each) => each.kind === 'bpmn')?.path ?? ''
}

/** The part of the file that is this element, from its first to its last character. */
function elementAt(text: string, id: string): [number, number] | null {
  const begin = new RegExp(`<([\\w-]+:)?([\\w-]+)(?=[^<>]*\\sid="${escaped(id)}")`, 'g').exec(text)
  if (!begin) return null
  const opened = text.indexOf('>', begin.index)
  if (text[opened - 1] === '/') return [begin.index, opened + 1]
  const close = `</${begin[1] ?? ''}${begin[2]}>`
  const end = text.indexOf(close, opened)
  return end < 0 ? null : [begin.index, end + close.length]
}

function withDefault(text: string, id: string): string {
  const place = elementAt(text, id)
  if (!place) return text
  const inside = text.slice(...place)
  const flows = [...inside.matchAll(/<(?:[\w-]+:)?outgoing>([^<]+)</g)].map((each) => each[1]!)
  const last = flows.at(-1)
  if (!last || /\sdefault="/.test(inside.slice(0, inside.indexOf('>')))) return text
  const changed = inside.replace(/(\sid="[^"]*")/, `$1 default="${last}"`)
  const after = text.slice(0, place[0]) + changed + text.slice(place[1])
  const flow = elementAt(after, last)
  if (!flow) return after
  const bare = after.slice(...flow).replace(/\s*<((?:[\w-]+:)?conditionExpression)\b[\s\S]*?<\/\1>/, '')
  return after.slice(0, flow[0]) + bare + after.slice(flow[1])
}

function withProcessId(text: string, id: string): string {
  const found = /<(?:[\w-]+:)?process\b[^>]*\sid="([^"]*)"/.exec(text)
  if (!found) return text
  const old = escaped(found[1]!)
  return text.replace(
    new RegExp(`(\\s(?:id|processRef|bpmnElement)=")${old}(")`, 'g'),
    `$1${id}$2`,
  )
}

function executable(text: string): string {
  return text
    .replace(/(<(?:[\w-]+:)?process\b[^>]*?)\sisExecutable="[^"]*"/, '$1')
    .replace(/(<(?:[\w-]+:)?process\b)/, '$1 isExecutable="true"')
}

function renamed(text: string, id: string, from: string, to: string): string {
  const place = elementAt(text, id)
  if (!place) return text
  const name = new RegExp(`(?<![\\w])${escaped(from)}(?![\\w])`, 'g')
  return text.slice(0, place[0]) + text.slice(...place).replace(name, to) + text.slice(place[1])
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
}
