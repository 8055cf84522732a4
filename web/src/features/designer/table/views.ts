/**
 * The views of a file of decisions: how they hang together, tables, expressions, functions. Each is
 * loaded when it is opened first.
 */
import EditingManager from 'dmn-js-shared/lib/base/EditingManager'
import { getBoxedExpression, is } from 'dmn-js-shared/lib/util/ModelUtil'

export type Kind = 'drd' | 'decisionTable' | 'literalExpression' | 'boxedExpression'

const LOADERS: Record<Kind, () => Promise<unknown>> = {
  drd: () => import('./drd').then((found) => found.default),
  decisionTable: () => import('./decisionTable').then((found) => found.default),
  literalExpression: () => import('./literalExpression').then((found) => found.default),
  boxedExpression: () => import('./boxedExpression').then((found) => found.default),
}

const loaded = new Map<string, unknown>()

const OPENS: Record<Kind, (element: any) => boolean> = {
  drd: (element) => is(element, 'dmn:Definitions'),
  decisionTable: (element) => is(element, 'dmn:Decision') && is(element.decisionLogic, 'dmn:DecisionTable'),
  literalExpression: (element) =>
    is(element, 'dmn:Decision') && is(element.decisionLogic, 'dmn:LiteralExpression'),
  boxedExpression: (element) => is(element, 'dmn:BusinessKnowledgeModel') && Boolean(getBoxedExpression(element)),
}

export class Decisions extends (EditingManager as any) {
  _getViewProviders() {
    return (Object.keys(OPENS) as Kind[]).map((id) => ({ id, constructor: loaded.get(id), opens: OPENS[id] }))
  }

  _switchView(view: { type: Kind } | null): Promise<unknown> {
    const id = view?.type
    if (!id || loaded.has(id)) return super._switchView(view)
    return LOADERS[id]().then((found) => {
      loaded.set(id, found)
      return super._switchView(view)
    })
  }
}
