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

const documents = new Map<string, Document>()
const MOST_KEPT = 8

function read(text: string): Document {
  let found = documents.get(text)
  if (!found) {
    found = new DOMParser().parseFromString(text, 'text/xml')
    documents.set(text, found)
    if (documents.size > MOST_KEPT) documents.delete(documents.keys().next().value!)
  }
  return found
}

/** In words; the id itself where the file says nothing of it. */
export function nameIn(text: string, id: string, language: Language): string {
  if (id === '' || text === '') return ''
  return nameOfId(read(text), id, language)
}

function nameOfId(document: Document, id: string, language: Language): string {
  const found = document.getElementById(id)
  return found ? inWords(found, language) : id
}

/** A message with the names of the elements whose ids it quotes. */
export function withNames(message: string, text: string, language: Language): string {
  return message.replace(/(“|")([A-Za-z_][\w.-]*)(”|")/g, (_whole, before: string, id: string, after: string) => {
    const name = nameIn(text, id, language)
    return `${before}${name || id}${after}`
  })
}

function inWords(element: Element, language: Language): string {
  const rule = element.closest('rule')
  if (rule) return rowOf(rule, language)
  const own = nameOf(element, language)
  if (own) return own
  if (element.localName === 'sequenceFlow') {
    const ends = ['sourceRef', 'targetRef'].map((each) =>
      nameOfId(element.ownerDocument, element.getAttribute(each) ?? '', language),
    )
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
