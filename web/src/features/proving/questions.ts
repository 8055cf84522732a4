/** What the pages ask the server about a subject. */
import { useQuery } from '@tanstack/react-query'

import { api, read, type Schemas } from '../../api/client'
import type { Subject } from './subject'

const key = (subject: Subject | null) => [subject?.bundle, subject?.workspace, subject?.against]
/** Refetch while a run is under way. */
const RUNNING_MS = 1_000

export function useComparison(subject: Subject | null) {
  return useQuery({
    queryKey: ['comparison', ...key(subject)],
    queryFn: () => read(api.GET('/comparison', { params: { query: subject ?? {} } })),
    enabled: subject !== null,
  })
}

export function useImpact(subject: Subject | null) {
  return useQuery({
    queryKey: ['impact', ...key(subject)],
    queryFn: () => read(api.GET('/impact', { params: { query: subject ?? {} } })),
    enabled: subject !== null,
  })
}

export function useScenarios(subject: Subject | null) {
  return useQuery({
    queryKey: ['scenarios', ...key(subject)],
    queryFn: () => read(api.GET('/scenarios', { params: { query: of(subject) } })),
    enabled: subject !== null,
  })
}

export function useLatestRun(subject: Subject | null) {
  return useQuery({
    queryKey: ['scenario-run', ...key(subject)],
    queryFn: async (): Promise<Schemas['ScenarioRunOut'] | null> =>
      (await read(api.GET('/scenario-runs', { params: { query: of(subject) } }))) ?? null,
    enabled: subject !== null,
    refetchInterval: (asked) => (asked.state.data?.state === 'running' ? RUNNING_MS : false),
  })
}

/** Of the run: what its scenarios reached. */
export function useCoverage(subject: Subject | null, run: string) {
  return useQuery({
    queryKey: ['scenario-coverage', ...key(subject), run],
    queryFn: async (): Promise<Schemas['CoverageOut'] | null> =>
      (await read(api.GET('/scenario-coverage', { params: { query: of(subject) } }))) ?? null,
    enabled: subject !== null,
    staleTime: Infinity,
  })
}

export function useChecks(subject: Subject) {
  return useQuery({
    queryKey: ['checks', ...key(subject)],
    queryFn: () => read(api.GET('/checks', { params: { query: of(subject) } })),
  })
}

function of(subject: Subject | null) {
  return {
    ...(subject?.bundle ? { bundle: subject.bundle } : {}),
    ...(subject?.workspace ? { workspace: subject.workspace } : {}),
  }
}
