/** What a file calls its elements: lists of findings speak of names, ids are for programs. */
import type { Language } from '../../i18n'
import { useT } from './messages'

const KINDS = {
  startEvent: 'kindStart',
  endEvent: 'kindEnd',
  boundaryEvent: 'kindBoundary',
  intermediateCatchEvent: 'kindCatch',
  intermediateThrowEvent: 'kindThrow',
  exclusiveGateway: 'kindExclusive',
  inclusiveGateway: 'kindInclusive',
  parallelGateway: 'kindParallel',
  eventBasedGateway: 'kindEventBased',
  userTask: 'kindUser',
  serviceTask: 'kindService',
  sendTask: 'kindService',
  scriptTask: 'kindScript',
  businessRuleTask: 'kindRule',
  callActivity: 'kindCall',
  subProcess: 'kindSub',
  process: 'kindProcess',
  lane: 'kindLane',
  participant: 'kindPool',
  textAnnotation: 'kindNote',
  inputData: 'kindInputData',
  decision: 'kindDecision',
} as const

let last: { text: string; document: Document } | null = null

function read(text: string): Document {
  if (last?.text !== text) last = { text, document: new DOMParser().parseFromString(text, 'text/xml') }
  return last.document
}

/** In words; the id itself where the file says nothing of it. */
export function nameIn(text: string, id: string, language: Language): string {
  if (id === '' || text === '') return ''
  const document = read(text)
  const found =
    document.getElementById(id) ?? [...document.querySelectorAll('[id]')].find((each) => each.getAttribute('id') === id)
  return found ? inWords(found, language) : id
}

function inWords(element: Element, language: Language): string {
  const rule = element.closest('rule')
  if (rule) return rowOf(rule, language)
  const own = nameOf(element, language)
  if (own) return own
  if (element.localName === 'sequenceFlow') {
    const ends = ['sourceRef', 'targetRef'].map((each) => nameIn(last!.text, element.getAttribute(each) ?? '', language))
    return ends.join(' → ')
  }
  if (element.localName.endsWith('EventDefinition') && element.parentElement)
    return inWords(element.parentElement, language)
  const kind = KINDS[element.localName as keyof typeof KINDS]
  if (kind) return useT.now('unnamed', { kind: useT.now(kind) })
  return element.getAttribute('label') ?? element.getAttribute('id') ?? ''
}

function rowOf(rule: Element, language: Language): string {
  const rows = [...(rule.parentElement?.children ?? [])].filter((each) => each.localName === 'rule')
  const decision = rule.closest('decision')
  return useT.now('rowOf', { name: decision ? nameOf(decision, language) : '', n: rows.indexOf(rule) + 1 })
}

function nameOf(element: Element, language: Language): string {
  const name = element.getAttribute('name') ?? ''
  if (language === 'zh') return name
  for (const held of element.children) {
    if (held.localName !== 'extensionElements') continue
    for (const each of held.querySelectorAll('property'))
      if (each.getAttribute('name') === 'huiqian:name.en') return each.getAttribute('value') || name
  }
  return name
}
