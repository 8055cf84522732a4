/** Where an expression is being typed: the editors are made by panel and tables, which do not say. */

export interface FeelPlace {
  workspace: string
  element: string
  /** A cell that gives a value: the tables call every cell a test. */
  isValue?: boolean
  /** The expression whose value a cell tests. */
  tested?: string
}

let place: FeelPlace = { workspace: '', element: '' }

export function setFeelPlace(next: FeelPlace) {
  place = next
}

export function feelPlace(): FeelPlace {
  return place
}
