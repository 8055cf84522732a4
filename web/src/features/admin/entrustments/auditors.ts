/** Third-party auditors, whom a letter may entrust. */
import { useQuery } from '@tanstack/react-query'

import { api, read } from '../../../api/client'

export function useAuditors() {
  const query = { role: 'third_party_auditor', limit: 200 }
  return useQuery({
    queryKey: ['people', query],
    queryFn: () => read(api.GET('/people', { params: { query } })),
  })
}
