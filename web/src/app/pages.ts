/** Which pages the signed-in person may open, for whoever looks at every page (tests, screenshots). */
import { type FeatureRoute, may } from './feature'
import { features } from './features'

declare global {
  interface Window {
    huiqianPages?: () => string[]
  }
}

export function tellPages(roles: ReadonlySet<string>) {
  window.huiqianPages = () =>
    features.flatMap((each): readonly FeatureRoute[] => each.routes).flatMap((route) =>
      may(route, roles) ? [route.path] : [],
    )
}
