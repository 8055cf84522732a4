/** How far a case is. Others work on it too: asked again now and then, and when one comes back. */
import { useQuery } from '@tanstack/react-query'

import { api, read } from '../../api/client'

const AGAIN_MS = 30_000

export function useProgress(caseId: string) {
  return useQuery({
    queryKey: ['progress', caseId],
    queryFn: () => read(api.GET('/cases/{case_id}/progress', { params: { path: { case_id: caseId } } })),
    refetchInterval: AGAIN_MS,
    refetchOnWindowFocus: true,
  })
}
