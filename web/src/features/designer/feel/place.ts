/** Where an expression is being typed: the editors are made by the panel, which does not say. */

export interface FeelPlace {
  workspace: string
  element: string
}

let place: FeelPlace = { workspace: '', element: '' }

export function setFeelPlace(next: FeelPlace) {
  place = next
}

export function feelPlace(): FeelPlace {
  return place
}
