/** 保存记录: every save of the open file; restoring one adds another. */
import { useQuery } from '@tanstack/react-query'
import { Button, Drawer, Flex, Tag, Typography } from 'antd'

import { api, read, type Schemas } from '../../api/client'
import { announce } from '../../design/announce'
import { Failure } from '../../design/Failure'
import { Moment } from '../../design/Moment'
import { Waiting } from '../../design/Waiting'
import { pick, useLanguage } from '../../i18n'
import type { Drafts } from './drafts'
import { useT } from './messages'

const ACTS = ['create', 'save', 'remove', 'undo', 'redo', 'restore'] as const

export function HistoryDrawer(props: {
  drafts: Drafts
  path: string
  onClose: () => void
  onOpen: (path: string) => void
}) {
  const t = useT()
  const language = useLanguage()
  const { drafts, path } = props
  const saves = useQuery({
    queryKey: ['workspace-saves', drafts.id, path, drafts.saves],
    queryFn: () =>
      read(
        api.GET('/workspaces/{workspace}/saves', {
          params: { path: { workspace: drafts.id }, query: { limit: 200 } },
        }),
      ),
  })
  const restore = async (save: Schemas['SaveOut']) => {
    await drafts.restore(save.path, save.number)
    announce(t('restored'))
    props.onOpen(save.path)
    props.onClose()
  }
  return (
    <Drawer open title={t('history')} onClose={props.onClose} size={460}>
      <Typography.Paragraph type="secondary">{t('historyHint')}</Typography.Paragraph>
      {saves.isPending && <Waiting rows={5} />}
      {saves.error && <Failure problem={saves.error} retry={() => void saves.refetch()} />}
      <ul className="hq-saves">
        {(saves.data ?? []).map((each) => (
          <li key={each.number}>
            <Flex justify="space-between" align="center" gap={8}>
              <Flex vertical>
                <span>
                  <Moment at={each.saved_at} /> {pick(language, each.saved_by)} {act(each.act, t)}
                </span>
                <Typography.Text type="secondary">{each.path}</Typography.Text>
              </Flex>
              {each.current && !each.removed && <Tag>{t('current')}</Tag>}
              {!each.removed && !each.current && (
                <Button size="small" onClick={() => void restore(each)}>
                  {t('restore')}
                </Button>
              )}
            </Flex>
          </li>
        ))}
      </ul>
    </Drawer>
  )
}

function act(name: string, t: (key: `act.${(typeof ACTS)[number]}`) => string): string {
  const found = ACTS.find((each) => each === name)
  return found ? t(`act.${found}`) : name
}
