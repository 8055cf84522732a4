/** A diagram with its names in the reader's language; English ones stand in `huiqian:name.en`. */
import type { Language } from '../../i18n'

const PROPERTY = 'huiqian:name.en'

export interface OutlineStep {
  id: string
  name: string
  /** BPMN name of the kind, e.g. "userTask". */
  kind: string
}

export interface NamedDiagram {
  xml: string
  /** Flow nodes in the order of the file: the list beside the drawing. */
  steps: OutlineStep[]
}

const STEP = /(Task|task|Event|Gateway|subProcess|callActivity|SubProcess|transaction)$/

/** Raises an error when the text is no XML. */
export function inLanguage(xml: string, language: Language): NamedDiagram {
  const document = new DOMParser().parseFromString(xml, 'application/xml')
  const broken = document.getElementsByTagName('parsererror')[0]
  if (broken) throw new Error(broken.textContent?.trim().split('\n')[0] ?? 'no XML')
  if (language === 'en')
    for (const property of document.getElementsByTagNameNS('*', 'property')) {
      if (property.getAttribute('name') !== PROPERTY) continue
      // element > extensionElements > properties > property
      const element = property.parentElement?.parentElement?.parentElement
      const name = property.getAttribute('value')
      if (element?.hasAttribute('name') && name) element.setAttribute('name', name)
    }
  if (language === 'en') widen(document)
  const steps: OutlineStep[] = []
  for (const process of document.getElementsByTagNameNS('*', 'process'))
    for (const element of process.getElementsByTagName('*')) {
      const id = element.getAttribute('id')
      if (!id || !STEP.test(element.localName)) continue
      if (isExtension(element)) continue
      steps.push({ id, name: element.getAttribute('name') ?? '', kind: element.localName })
    }
  return { xml: language === 'en' ? new XMLSerializer().serializeToString(document) : xml, steps }
}

/** `zeebe:userTask` and the like are no steps. */
function isExtension(element: Element): boolean {
  return element.parentElement?.localName === 'extensionElements'
}

/** Room for a word of English, in units of the drawing; a label made for Chinese would break it. */
const LABEL = 90

function widen(document: Document) {
  for (const label of document.getElementsByTagNameNS('*', 'BPMNLabel'))
    for (const bounds of label.getElementsByTagNameNS('*', 'Bounds')) {
      const width = Number(bounds.getAttribute('width'))
      if (width >= LABEL) continue
      bounds.setAttribute('x', String(Number(bounds.getAttribute('x')) - (LABEL - width) / 2))
      bounds.setAttribute('width', String(LABEL))
    }
}
