/** In the head of every page: how many notices are unread, and the newest of them. */
import { BellOutlined } from '@ant-design/icons'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Badge, Button, Flex, Popover } from 'antd'
import { useState } from 'react'
import { Link } from 'react-router'

import { api } from '../../api/client'
import { useLanguage } from '../../i18n'
import { Moment } from '../../design/Moment'
import { momentOf, type Request, told, useToMe } from '../proving/toMe'
import { useT } from './messages'
import { noticeAddress, noticeText } from './noticeText'
import { useCounts, useNotices } from './queries'

export default function Bell() {
  const t = useT()
  const [isOpen, setOpen] = useState(false)
  const unread = useCounts().data?.unread
  const toMe = useToMe()
  const count = (unread?.count ?? 0) + toMe.length
  return (
    <Popover
      trigger="click"
      placement="bottomRight"
      open={isOpen}
      onOpenChange={setOpen}
      destroyOnHidden
      content={<Newest close={() => setOpen(false)} />}
    >
      <Badge count={count} size="small" overflowCount={99} offset={[-8, 8]}>
        <Button
          type="text"
          icon={<BellOutlined aria-hidden />}
          aria-label={count > 0 ? t('unread', { count }) : t('noUnread')}
          title={t('notices')}
        />
      </Badge>
    </Popover>
  )
}

/** Up to when there is something unread: newest notices first, and requests of one's own that were
 * decided. Those that wait for a signature stay until they have it. */
export function newestUnread(notices: readonly { unread: boolean; at: string }[], toMe: readonly Request[]): string | undefined {
  const told = notices.slice(0, 1).filter((each) => each.unread).map((each) => each.at)
  const decided = toMe.filter((each) => each.decided_at !== null).map(momentOf)
  return [...told, ...decided].sort().at(-1)
}

/** Mark everything up to the newest as read. */
export function useMarkRead() {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (until: string) => api.PUT('/me/notices/read', { body: { until } }),
    onSettled: () => {
      void queries.invalidateQueries({ queryKey: ['notices'] })
      void queries.invalidateQueries({ queryKey: ['counts'] })
      void queries.invalidateQueries({ queryKey: ['publish-requests'] })
    },
  })
}

function Newest({ close }: { close: () => void }) {
  const t = useT()
  const language = useLanguage()
  const found = useNotices().data?.pages[0]?.items ?? []
  const toMe = useToMe()
  const marking = useMarkRead()
  const newest = newestUnread(found, toMe)
  return (
    <section aria-label={t('notices')} style={{ width: 360, maxWidth: '80vw' }}>
      <strong>{t('notices')}</strong>
      {found.length + toMe.length === 0 && <p className="wb-faint">{t('noticesEmpty')}</p>}
      <ul style={{ listStyle: 'none', margin: 0, padding: 0, maxHeight: 360, overflow: 'auto' }}>
        {toMe.slice(0, 8).map((each) => (
          <li key={each.id} style={{ padding: '6px 0' }}>
            <Link to={`/publish-requests/${each.id}`} onClick={close}>
              <strong>{told(each, language)}</strong>
            </Link>
            <div>
              <Moment at={momentOf(each)} />
              <span className="unseen">{t('new')}</span>
            </div>
          </li>
        ))}
        {found.slice(0, 8).map((each) => (
          <li key={`${each.case_id}.${each.entry}.${each.kind}.${each.task}`} style={{ padding: '6px 0' }}>
            <Link to={noticeAddress(each)} onClick={close}>
              {each.unread ? <strong>{noticeText(each, language, t)}</strong> : noticeText(each, language, t)}
            </Link>
            <div>
              <span className="tabular">{each.number}</span> · <Moment at={each.at} />
              {each.unread && <span className="unseen">{t('new')}</span>}
            </div>
          </li>
        ))}
      </ul>
      <Flex justify="space-between">
        <Link to="/notices" onClick={close}>
          {t('allNotices')}
        </Link>
        {newest && (
          <Button type="link" size="small" onClick={() => marking.mutate(newest)}>
            {t('markRead')}
          </Button>
        )}
      </Flex>
    </section>
  )
}
