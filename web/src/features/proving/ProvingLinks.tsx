/** What can be proved about a version: try it out, compare it, play its scenarios, ask to publish. */
import { AuditOutlined, DiffOutlined, ExperimentOutlined, UnorderedListOutlined } from '@ant-design/icons'
import { Button, Space, Tooltip } from 'antd'
import { useHref, useNavigate } from 'react-router'

import { useT } from './messages'
import { query, type Subject } from './subject'

interface Props {
  subject: Subject
  /** Nothing to publish where it is published already. */
  isPublished?: boolean
  /** Done before the page changes, e.g. saving what is typed. */
  before?: () => Promise<unknown>
}

export function ProvingLinks({ subject, isPublished = false, before }: Props) {
  const t = useT()
  const about = query(subject)
  return (
    <Space size={0}>
      <Icon to={`/try-outs?${about}`} name={t('tryThis')} icon={<ExperimentOutlined />} before={before} />
      <Icon to={`/compare?${about}`} name={t('compare')} icon={<DiffOutlined />} before={before} />
      <Icon to={`/scenarios?${about}`} name={t('scenarios')} icon={<UnorderedListOutlined />} before={before} />
      {!isPublished && <Icon to={`/publish?${about}`} name={t('askToPublish')} icon={<AuditOutlined />} before={before} />}
    </Space>
  )
}

function Icon(props: { to: string; name: string; icon: React.ReactNode; before: (() => Promise<unknown>) | undefined }) {
  const href = useHref(props.to)
  const navigate = useNavigate()
  return (
    <Tooltip title={props.name}>
      <Button
        type="text"
        icon={props.icon}
        aria-label={props.name}
        href={href}
        onClick={(event) => {
          if (event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return
          event.preventDefault()
          void Promise.resolve(props.before?.()).then(() => navigate(props.to))
        }}
      />
    </Tooltip>
  )
}
