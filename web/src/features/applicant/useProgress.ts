/** How far a case is. Others work on it too: asked again now and then, and when one comes back. */
import { useQuery } from '@tanstack/react-query'

import { api, read, type Schemas } from '../../api/client'

const AGAIN_MS = 30_000
/** While the system itself is at work: that takes seconds. */
const SOON_MS = 2_000

/** Nobody is asked, nothing is waited for, and it is not over. */
function isBusy(progress: Schemas['ProgressOut'] | undefined): boolean {
  return progress !== undefined && !progress.ended_at && progress.places.every((each) => each.phase !== 'now')
}

export function useProgress(caseId: string) {
  return useQuery({
    queryKey: ['progress', caseId],
    queryFn: () => read(api.GET('/cases/{case_id}/progress', { params: { path: { case_id: caseId } } })),
    // Others act meanwhile: whoever opens the page reads how it stands now.
    staleTime: 0,
    refetchInterval: (query) => (isBusy(query.state.data) ? SOON_MS : AGAIN_MS),
    refetchOnWindowFocus: true,
  })
}
