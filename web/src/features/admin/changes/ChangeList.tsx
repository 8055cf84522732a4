/** Changes, newest first, in words. */
import { useInfiniteQuery } from '@tanstack/react-query'
import { Button, Table, Typography } from 'antd'
import { Link } from 'react-router'

import { api, read, type Schemas } from '../../../api/client'
import { Empty } from '../../../design/Empty'
import { Failure } from '../../../design/Failure'
import { Moment } from '../../../design/Moment'
import { Waiting } from '../../../design/Waiting'
import { pick, useLanguage } from '../../../i18n'
import { usePlaceNames } from '../../../design/places'
import { isKind, useT } from './messages'

type Change = Schemas['RecordedChangeOut']
export interface ChangeQuery {
  subject?: string | undefined
  actor?: string | undefined
  what?: string | undefined
}

export function ChangeList({ query, dense = false }: { query: ChangeQuery; dense?: boolean }) {
  const t = useT()
  const changes = useInfiniteQuery({
    queryKey: ['changes', query],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam }) =>
      read(
        api.GET('/changes', { params: { query: { ...query, after: pageParam, limit: dense ? 10 : 50 } } }),
      ),
    getNextPageParam: (last) => last.next ?? undefined,
    placeholderData: (before) => before,
  })
  const rows = changes.data?.pages.flatMap((each) => each.items) ?? []
  const words = useWords()
  const kind = (what: string) => (isKind(what) ? t(what) : what)
  if (changes.isPending) return <Waiting />
  return (
    <>
      {changes.error && <Failure problem={changes.error} retry={() => void changes.refetch()} />}
      {rows.length === 0 && !changes.error ? (
        <Empty title={t('none')} hint={dense ? undefined : t('noneHint')} />
      ) : dense ? (
        <ul style={{ listStyle: 'none', margin: 0, padding: 0, display: 'grid', gap: 6 }}>
          {rows.map((row) => (
            <li key={row.number}>
              <Moment at={row.at} /> {kind(row.what)}
              <Typography.Text type="secondary">
                {' '}
                · <Actor change={row} /> {words(row)}
              </Typography.Text>
            </li>
          ))}
        </ul>
      ) : (
        <Table<Change>
          rowKey="number"
          size="small"
          pagination={false}
          dataSource={rows}
          columns={[
            { title: t('at'), render: (_, row) => <Moment at={row.at} />, width: 150 },
            { title: t('what'), render: (_, row) => kind(row.what), width: 150 },
            { title: t('subject'), render: (_, row) => <Subject change={row} />, width: 220 },
            { title: t('actor'), render: (_, row) => <Actor change={row} />, width: 160 },
            { title: t('details'), render: (_, row) => words(row) },
          ]}
        />
      )}
      {changes.hasNextPage && (
        <Button
          block
          size={dense ? 'small' : 'middle'}
          style={{ marginTop: 8 }}
          loading={changes.isFetchingNextPage}
          onClick={() => void changes.fetchNextPage()}
        >
          {t('more')}
        </Button>
      )}
    </>
  )
}

/** A person by name, the product itself, or the case whose decision it was. */
function Actor({ change: { actor, actor_name } }: { change: Change }) {
  const t = useT()
  const language = useLanguage()
  if (actor_name) return <span title={actor}>{pick(language, actor_name)}</span>
  const [kind, number] = actor.split(' ')
  if (kind === 'case') return t('byCase', { number: number ?? '' })
  return actor.startsWith('system') ? t('system') : actor
}

function Subject({ change }: { change: Change }) {
  const places = usePlaceNames()
  const language = useLanguage()
  if (change.what.startsWith('person.') || change.what.startsWith('token.'))
    return (
      <Link to={`/people/${encodeURIComponent(change.subject)}`} title={change.subject}>
        {pick(language, change.subject_name) || change.subject}
      </Link>
    )
  if (change.what.startsWith('organisation.')) return <>{places.organisation(change.subject)}</>
  if (change.what.startsWith('area.') || change.what.startsWith('calendar.'))
    return <>{places.area(change.subject)}</>
  return <Typography.Text type="secondary">{String(change.details['letter'] ?? '—')}</Typography.Text>
}

/** The contents of a change as far as they say something to people. */
function useWords(): (change: Change) => string {
  const t = useT()
  const language = useLanguage()
  const places = usePlaceNames()
  const and = language === 'zh' ? '、' : ', '
  return ({ what, details }) => {
    if (what === 'person.groups_changed') {
      const before = details['before'] as string[]
      const after = details['after'] as string[]
      const gained = after.filter((each) => !before.includes(each)).map(places.group)
      const lost = before.filter((each) => !after.includes(each)).map(places.group)
      return [
        gained.length > 0 && `${t('gained')} ${gained.join(and)}`,
        lost.length > 0 && `${t('lost')} ${lost.join(and)}`,
      ]
        .filter(Boolean)
        .join(language === 'zh' ? '；' : '; ')
    }
    if (what.endsWith('.renamed')) {
      const name = (side: string) => String((details[side] as Record<string, string>)[`name_${language}`])
      return t('from', { before: name('before'), after: name('after') })
    }
    if (what === 'person.created')
      return [details[`name_${language}`], ...((details['groups'] as string[] | undefined) ?? []).map(places.group)]
        .filter(Boolean)
        .join(and)
    const named = details[`name_${language}`] ?? details['letter'] ?? details['person']
    return named ? String(named) : ''
  }
}
