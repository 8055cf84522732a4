/**
 * Read and change what stands in `extensionElements`. Each change is one step that can be undone;
 * what nobody asked to change stays as it is in the file.
 */

/* The types of bpmn-js do not reach into moddle objects. */
/* eslint-disable @typescript-eslint/no-explicit-any */

export type Moddle = any
export type Element = any

export interface Tools {
  modeling: any
  bpmnFactory: any
}

export function businessOf(element: Element): Moddle {
  return element.businessObject ?? element
}

export function extensionOf(object: Moddle, type: string): Moddle | undefined {
  return (object.extensionElements?.values ?? []).find((each: Moddle) => each.$type === type)
}

/** Replace the extension of this type; null takes it out. */
export function setExtension(tools: Tools, element: Element, type: string, made: Moddle | null) {
  const object = businessOf(element)
  const values = (object.extensionElements?.values ?? []).filter(
    (each: Moddle) => each.$type !== type,
  )
  if (made) values.push(made)
  setExtensions(tools, element, values)
}

export function setExtensions(tools: Tools, element: Element, values: Moddle[]) {
  const object = businessOf(element)
  const held = values.length > 0 ? tools.bpmnFactory.create('bpmn:ExtensionElements', { values }) : undefined
  if (held) {
    held.$parent = object
    for (const each of values) each.$parent = held
  }
  tools.modeling.updateModdleProperties(element, object, { extensionElements: held })
}

export function make(tools: Tools, type: string, attributes: Record<string, unknown> = {}): Moddle {
  return tools.bpmnFactory.create(type, attributes)
}

/** Attributes of an extension; it appears with the first and goes with the last. */
export function setAttributes(
  tools: Tools,
  element: Element,
  type: string,
  attributes: Record<string, string | undefined>,
) {
  const old = extensionOf(businessOf(element), type)
  const kept: Record<string, unknown> = {}
  for (const each of old?.$descriptor.properties ?? []) {
    const name = each.ns.localName as string
    if (old.get(name) !== undefined) kept[name] = old.get(name)
  }
  const all = { ...kept, ...attributes }
  const given = Object.entries(all).filter(([, value]) => value !== undefined && value !== '')
  setExtension(tools, element, type, given.length > 0 ? make(tools, type, Object.fromEntries(given)) : null)
}

// --- properties of our own ----------------------------------------------------------------------

export function propertyOf(element: Element, name: string): string {
  const held = extensionOf(businessOf(element), 'zeebe:Properties')
  const found = (held?.properties ?? []).find((each: Moddle) => each.name === `huiqian:${name}`)
  return found?.value ?? ''
}

export function setProperty(tools: Tools, element: Element, name: string, value: string) {
  setProperties(tools, element, { [name]: value })
}

export function setProperties(tools: Tools, element: Element, given: Record<string, string>) {
  const held = extensionOf(businessOf(element), 'zeebe:Properties')
  const names = new Set(Object.keys(given).map((name) => `huiqian:${name}`))
  const properties = (held?.properties ?? []).filter((each: Moddle) => !names.has(each.name))
  for (const [name, value] of Object.entries(given))
    if (value !== '')
      properties.push(make(tools, 'zeebe:Property', { name: `huiqian:${name}`, value }))
  if (properties.length === 0) return setExtension(tools, element, 'zeebe:Properties', null)
  const made = make(tools, 'zeebe:Properties', { properties })
  for (const each of properties) each.$parent = made
  setExtension(tools, element, 'zeebe:Properties', made)
}
