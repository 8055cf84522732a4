/** What a designer is told of: requests that wait for their signature, decisions on their own. */
import { useQuery } from '@tanstack/react-query'

import { api, read, type Schemas } from '../../api/client'
import { DESIGNERS } from '../../app/roles'
import { useSession } from '../../app/session'
import { type Language, pick } from '../../i18n'
import { useWords } from './words'

export type Request = Schemas['PublishRequestOut']

export function useIsDesigner(): boolean {
  const { roles } = useSession()
  return DESIGNERS.some((each) => roles.has(each))
}

export function useToMe(): readonly Request[] {
  const isDesigner = useIsDesigner()
  const found = useQuery({
    queryKey: ['publish-requests', 'to-me'],
    queryFn: () => read(api.GET('/me/publish-requests')),
    enabled: isDesigner,
  })
  return found.data ?? []
}

/** A request in one sentence. */
export function told(request: Request, language: Language): string {
  const who = request.state === 'published' || request.state === 'refused' ? request.decided_by : request.requested_by
  const what = pick(language, { zh: request.title_zh, en: request.title_en }) || request.key
  const state = (['open', 'published', 'refused'] as const).find((each) => each === request.state) ?? 'withdrawn'
  return useWords.now(state, { who: pick(language, who), what, n: request.version })
}

/** The last that happened to it. */
export function momentOf(request: Request): string {
  return request.decided_at ?? request.requested_at
}
