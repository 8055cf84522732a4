/** After a decision: the next step of the same case if it is mine, else who has it now. */
import { CheckCircleOutlined } from '@ant-design/icons'
import { Button, Flex, Result } from 'antd'

import { pick, useLanguage } from '../../i18n'
import { useT } from './messages'
import { useHistory } from './queries'

interface Props {
  caseId: string
  /** The task that was finished. */
  task: number
  verb: string
  groups: ReadonlySet<string>
  onNext: (task: number) => void
  onClose?: () => void
}

const SOON_MS = 1500

export function DonePanel({ caseId, task, verb, onNext, onClose }: Props) {
  const t = useT()
  const language = useLanguage()
  const history = useHistory(caseId, SOON_MS)
  const steps = history.data?.steps ?? []
  const open = steps.filter((each) => each.state === 'open' && each.task !== task)
  const mine = open.find((each) => each.mine)
  return (
    <Result
      status="success"
      icon={<CheckCircleOutlined />}
      title={t('decided', { verb })}
      subTitle={
        <div role="status">
          {open.length === 0 && (history.data ? t('systemWorks') : t('loadingDone'))}
          {open.map((each) => {
            const who = each.holder ? [each.holder] : each.groups
            return (
              <div key={each.task}>
                {each.mine
                  ? t('nextMine', { title: pick(language, each.title) })
                  : t('nextOther', {
                      title: pick(language, each.title),
                      who: who.map((name) => pick(language, name)).join('、'),
                    })}
              </div>
            )
          })}
        </div>
      }
      extra={
        <Flex gap={8} justify="center">
          {mine && (
            <Button type="primary" autoFocus onClick={() => onNext(mine.task)}>
              {t('openNext')}
            </Button>
          )}
          {onClose && (
            <Button type={mine ? 'default' : 'primary'} autoFocus={!mine} onClick={onClose}>
              {t('toInbox')}
            </Button>
          )}
        </Flex>
      }
    />
  )
}
