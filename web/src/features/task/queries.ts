/** What the task and case pages ask; keys begin with 'task' or 'case' and the case, for live updates. */
import { type QueryClient, queryOptions, useQuery } from '@tanstack/react-query'

import { api, read, type Schemas } from '../../api/client'

export type TaskView = Schemas['TaskViewOut']
export type Verbs = Schemas['VerbsOut']
export type Verb = Schemas['VerbOut']
export type Effect = Schemas['VerbEffectOut']
export type History = Schemas['CaseHistoryOut']
export type HistoryStep = Schemas['TaskStepOut']
export type Why = Schemas['WhyOut']
export type Reason = Schemas['TaskReasonOut']
export type Changes = Schemas['TaskChangesOut']
export type CaseAttachment = Schemas['CaseAttachmentOut']
export type Candidate = Schemas['TransferCandidateOut']
export type Phrase = Schemas['PhraseOut']
export type Done = Schemas['DoneOut']

const inTask = (caseId: string, task: number) => ({ params: { path: { case_id: caseId, task } } })
const inCase = (caseId: string) => ({ params: { path: { case_id: caseId } } })
/** Others act on the same case: what may be done is asked again while the page is looked at. */
const OFTEN_MS = 10_000

const taskOptions = (caseId: string, task: number) =>
  queryOptions({
    queryKey: ['task', caseId, task],
    queryFn: () => read(api.GET('/cases/{case_id}/tasks/{task}', inTask(caseId, task))),
  })

const verbsOptions = (caseId: string, task: number) =>
  queryOptions({
    queryKey: ['task', caseId, task, 'verbs'],
    queryFn: () => read(api.GET('/cases/{case_id}/tasks/{task}/verbs', inTask(caseId, task))),
  })

export function useTask(caseId: string, task: number) {
  return useQuery(taskOptions(caseId, task))
}

export function useVerbs(caseId: string, task: number) {
  return useQuery({ ...verbsOptions(caseId, task), refetchInterval: OFTEN_MS })
}

/** What the task page cannot begin without. */
export function prefetchTask(queries: QueryClient, caseId: string, task: number) {
  void queries.prefetchQuery(taskOptions(caseId, task))
  void queries.prefetchQuery(verbsOptions(caseId, task))
}

export function useWhy(caseId: string, task: number) {
  return useQuery({
    queryKey: ['task', caseId, task, 'why'],
    queryFn: () => read(api.GET('/cases/{case_id}/tasks/{task}/why', inTask(caseId, task))),
    staleTime: 60_000,
  })
}

export function useChanges(caseId: string, task: number) {
  return useQuery({
    queryKey: ['task', caseId, task, 'changes'],
    queryFn: () => read(api.GET('/cases/{case_id}/tasks/{task}/changes', inTask(caseId, task))),
  })
}

export function useCandidates(caseId: string, task: number, isWanted: boolean) {
  return useQuery({
    queryKey: ['task', caseId, task, 'candidates'],
    queryFn: () => read(api.GET('/cases/{case_id}/tasks/{task}/candidates', inTask(caseId, task))),
    enabled: isWanted,
  })
}

/** Whom a field of the task's form can name. */
export function useFieldPeople(caseId: string, task: number, field: string) {
  return useQuery({
    queryKey: ['task', caseId, task, 'people', field],
    queryFn: () => {
      const { params } = inTask(caseId, task)
      return read(api.GET('/cases/{case_id}/tasks/{task}/people', { params: { ...params, query: { field } } }))
    },
  })
}

/** Phrases for an opinion, or for reasons beside fields; those given with the same outcome come first. */
export function usePhrases(caseId: string, task: number, outcome: string | undefined, notes = false) {
  return useQuery({
    queryKey: ['task', caseId, task, 'phrases', outcome, notes],
    queryFn: () => {
      const { params } = inTask(caseId, task)
      return read(
        api.GET('/cases/{case_id}/tasks/{task}/phrases', { params: { ...params, query: { outcome, notes } } }),
      )
    },
    staleTime: 60_000,
  })
}

export function useHistory(caseId: string, often?: number | false) {
  return useQuery({
    queryKey: ['case', caseId, 'history'],
    queryFn: () => read(api.GET('/cases/{case_id}/history', inCase(caseId))),
    refetchInterval: often ?? OFTEN_MS,
  })
}

export function useAttachments(caseId: string) {
  return useQuery({
    queryKey: ['case', caseId, 'attachments'],
    queryFn: () => read(api.GET('/cases/{case_id}/attachments', inCase(caseId))),
    staleTime: 30_000,
  })
}

export function usePath(caseId: string, isWanted: boolean) {
  return useQuery({
    queryKey: ['case', caseId, 'path'],
    queryFn: () => read(api.GET('/cases/{case_id}/path', inCase(caseId))),
    enabled: isWanted,
  })
}

export function useDecisions(caseId: string, isWanted: boolean) {
  return useQuery({
    queryKey: ['case', caseId, 'decisions'],
    queryFn: () => read(api.GET('/cases/{case_id}/decisions', inCase(caseId))),
    enabled: isWanted,
  })
}

export function useDrawing(caseId: string, process: string | undefined) {
  return useQuery({
    queryKey: ['drawing', caseId, process],
    queryFn: async () => {
      const options = { params: { path: { case_id: caseId, process: process! } }, parseAs: 'text' as const }
      return String(await read(api.GET('/cases/{case_id}/diagrams/{process}', options)))
    },
    enabled: process !== undefined,
    staleTime: Infinity,
  })
}

export function useCase(caseId: string) {
  return useQuery({
    queryKey: ['case', caseId],
    queryFn: () => read(api.GET('/cases/{case_id}', inCase(caseId))),
  })
}

export interface ClaimLine {
  line: number
  name: string
  benefit: string
  level: string | null
  claimed_yuan: string | null
  payable_yuan: string
  state: string
  rules: string[]
  risks: string[]
}

export type Claim = Omit<Schemas['ClaimOut'], 'lines'> & { lines: ClaimLine[] }

export function useClaim(caseId: string) {
  return useQuery({
    queryKey: ['case', caseId, 'claim'],
    queryFn: async () => (await read(api.GET('/cases/{case_id}/claim', inCase(caseId)))) as unknown as Claim,
  })
}

/** How many lines a claim has; 0 while none were computed and where there is no claim. */
export function useLineCount(caseId: string) {
  return useQuery({
    queryKey: ['case', caseId, 'claim', 'totals'],
    queryFn: async () => {
      const query = { lines: false }
      const { claim } = await read(api.GET('/cases/{case_id}/claim', { params: { path: { case_id: caseId }, query } }))
      return claim ? Number(claim['lines']) : 0
    },
  })
}

/** A roster that the case shows. */
export function useRoster(caseId: string, roster: string) {
  return useQuery({
    queryKey: ['case', caseId, 'roster', roster],
    queryFn: () =>
      read(api.GET('/rosters/{roster_id}', { params: { path: { roster_id: roster }, query: { case_id: caseId } } })),
  })
}

export function useFacts(caseId: string) {
  return useQuery({
    queryKey: ['case', caseId, 'facts'],
    queryFn: () => read(api.GET('/cases/{case_id}/facts', inCase(caseId))),
  })
}
