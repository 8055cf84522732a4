/** What changed for me: assigned, transferred, returned, decided. */
import { Badge, Button, Table, Typography } from 'antd'
import { Link } from 'react-router'

import type { Schemas } from '../../api/client'
import { Empty } from '../../design/Empty'
import { Failure } from '../../design/Failure'
import { Moment } from '../../design/Moment'
import { PageHead } from '../../design/PageHead'
import { Waiting } from '../../design/Waiting'
import { pick, useLanguage } from '../../i18n'
import { momentOf, told, useToMe } from '../proving/toMe'
import { newestUnread, useMarkRead } from './Bell'
import { useT } from './messages'
import { noticeAddress, noticeText } from './noticeText'
import { useNotices } from './queries'

type Notice = Schemas['NotificationOut']

export default function NoticesPage() {
  const t = useT()
  const language = useLanguage()
  const notices = useNotices()
  const marking = useMarkRead()
  const rows = notices.data?.pages.flatMap((page) => page.items) ?? []
  const toMe = useToMe()
  const newest = newestUnread(rows, toMe)
  if (notices.isPending) return <Waiting />
  if (notices.isError && !notices.data)
    return <Failure problem={notices.error} retry={() => void notices.refetch()} />
  return (
    <>
      <PageHead
        title={t('noticesTitle')}
        actions={
          newest && <Button onClick={() => marking.mutate(newest)}>{t('markRead')}</Button>
        }
      />
      {toMe.length > 0 && (
        <ul style={{ listStyle: 'none', margin: '0 0 16px', padding: 0 }}>
          {toMe.map((each) => (
            <li key={each.id} style={{ padding: '4px 0' }}>
              <Badge status="processing" text={<span className="unseen">{t('new')}</span>} />{' '}
              <Link to={`/publish-requests/${each.id}`}>{told(each, language)}</Link>{' '}
              <Typography.Text type="secondary">
                <Moment at={momentOf(each)} />
              </Typography.Text>
            </li>
          ))}
        </ul>
      )}
      {rows.length + toMe.length === 0 ? (
        <Empty title={t('noticesEmpty')} hint={t('noticesEmptyHint')} />
      ) : (
        rows.length > 0 && <Table<Notice>
          size="small"
          rowKey={(each) => `${each.case_id}.${each.entry}.${each.kind}.${each.task}`}
          dataSource={rows}
          pagination={false}
          columns={[
            {
              title: t('notices'),
              render: (_, each) => (
                <>
                  {each.unread && <Badge status="processing" text={<span className="unseen">{t('new')}</span>} />}{' '}
                  <Link to={noticeAddress(each)}>{noticeText(each, language, t)}</Link>
                </>
              ),
            },
            {
              title: t('process'),
              render: (_, each) => pick(language, { zh: each.process_zh, en: each.process_en }),
            },
            { title: t('number'), render: (_, each) => <span className="tabular">{each.number}</span> },
            { title: t('opened'), width: 160, render: (_, each) => <Moment at={each.at} /> },
          ]}
        />
      )}
      {notices.hasNextPage && (
        <Button style={{ marginTop: 12 }} loading={notices.isFetchingNextPage} onClick={() => void notices.fetchNextPage()}>
          {t('loadMore')}
        </Button>
      )}
    </>
  )
}
