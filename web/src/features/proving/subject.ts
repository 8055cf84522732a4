/** What a page of proving is about: a deployed bundle, or the files of a workspace as they are. */
import { useSearchParams } from 'react-router'

import { fetchWithSession, type Schemas } from '../../api/client'

export interface Subject {
  bundle?: string
  workspace?: string
  against?: string
}

/** From the address; null when it names nothing. */
export function useSubject(): Subject | null {
  const [search] = useSearchParams()
  return subjectOf(search)
}

export function subjectOf(search: URLSearchParams): Subject | null {
  const found: Subject = {}
  for (const name of ['bundle', 'workspace', 'against'] as const) {
    const value = search.get(name)
    if (value) found[name] = value
  }
  return found.bundle || found.workspace ? found : null
}

/** For the address of another page about the same. */
export function query(subject: Subject): string {
  return new URLSearchParams(subject as Record<string, string>).toString()
}

/** A file of one side of a comparison, as text. */
export async function fileOf(version: Pick<Schemas['VersionOut'], 'bundle' | 'workspace'>, path: string): Promise<string> {
  const place = version.workspace ? `/workspaces/${version.workspace}` : `/bundles/${version.bundle}`
  const safe = path.split('/').map(encodeURIComponent).join('/')
  const answer = await fetchWithSession(`${place}/files/${safe}`)
  return new TextDecoder().decode(await answer.arrayBuffer())
}
