/** The address holds the whole list: tab, filter, order, columns, density, and the open task. */
import type { Schemas } from '../../api/client'

export type Box = Schemas['Box']
export type Sort = Schemas['Sort']
export type Due = 'overdue' | 'today' | 'week' | 'later'
export type Row = Schemas['ListedTaskOut']
export type Density = 'compact' | 'comfortable'

/** Tabs are boxes with a filter that belongs to them. */
export const TABS = [
  'open',
  'today',
  'overdue',
  'returned',
  'mine',
  'groups',
  'bureau',
  'drafts',
  'done',
] as const
export type Tab = (typeof TABS)[number]

export interface Listing {
  tab: Tab
  process: string
  bureau: string
  due: Due | ''
  returned: boolean
  text: string
  sort: Sort
  descending: boolean
  /** null: the standard ones. */
  columns: string[] | null
  density: Density | null
}

export interface TaskKey {
  caseId: string
  task: number
}

export function keyOf(row: { case_id: string; task: number }): string {
  return `${row.case_id}.${row.task}`
}

export function parseKey(text: string | null): TaskKey | null {
  const match = /^([0-9a-f-]{36})\.(\d{1,9})$/.exec(text ?? '')
  return match?.[1] && match[2] ? { caseId: match[1], task: Number(match[2]) } : null
}

const SORTS: readonly Sort[] = ['due', 'opened', 'number', 'applicant', 'amount']
const DUES: readonly Due[] = ['overdue', 'today', 'week', 'later']

function among<T extends string>(text: string | null, allowed: readonly T[]): T | undefined {
  return allowed.find((each) => each === text)
}

export function readAddress(query: URLSearchParams): Listing {
  const sort = query.get('sort') ?? ''
  return {
    tab: among(query.get('tab'), TABS) ?? 'open',
    process: query.get('process') ?? '',
    bureau: query.get('bureau') ?? '',
    due: among(query.get('due'), DUES) ?? '',
    returned: query.get('returned') === '1',
    text: query.get('q') ?? '',
    sort: among(sort.replace(/^-/, ''), SORTS) ?? 'due',
    descending: sort.startsWith('-'),
    columns: query.get('cols')?.split(',').filter(Boolean) ?? null,
    density: among(query.get('density'), ['compact', 'comfortable'] as const) ?? null,
  }
}

/** Only what differs from the standard, so that addresses stay short. */
export function writeAddress(listing: Listing): URLSearchParams {
  const query = new URLSearchParams()
  if (listing.tab !== 'open') query.set('tab', listing.tab)
  if (listing.process) query.set('process', listing.process)
  if (listing.bureau) query.set('bureau', listing.bureau)
  if (listing.due) query.set('due', listing.due)
  if (listing.returned) query.set('returned', '1')
  if (listing.text) query.set('q', listing.text)
  if (listing.sort !== 'due' || listing.descending)
    query.set('sort', (listing.descending ? '-' : '') + listing.sort)
  if (listing.columns) query.set('cols', listing.columns.join(','))
  if (listing.density) query.set('density', listing.density)
  return query
}

/** What the server is asked for. */
export function queryOf(listing: Listing) {
  const { tab } = listing
  const box: Box = tab === 'today' || tab === 'overdue' ? 'open' : tab
  const due = tab === 'today' || tab === 'overdue' ? tab : listing.due
  return {
    box,
    ...(listing.process && { process: listing.process }),
    ...(listing.bureau && { bureau: listing.bureau }),
    ...(due && { due }),
    ...(listing.returned && { returned: true }),
    ...(listing.text.trim() && { text: listing.text.trim() }),
    ...(listing.sort !== 'due' && { sort: listing.sort }),
    ...(listing.descending && { descending: true }),
  }
}

export function isNarrowed(listing: Listing): boolean {
  return Boolean(
    listing.process || listing.bureau || listing.due || listing.returned || listing.text,
  )
}
