/** What an administrator of a new installation does first, in order; gone once others are there. */
import { Card, Typography } from 'antd'
import { Link } from 'react-router'

import { useT } from './messages'

const STEPS = [
  { to: '/organisations', title: 'firstPlaces', hint: 'firstPlacesHint' },
  { to: '', title: 'firstPeople', hint: 'firstPeopleHint' },
  { to: '/roles', title: 'firstRoles', hint: 'firstRolesHint' },
  { to: '/calendars', title: 'firstCalendars', hint: 'firstCalendarsHint' },
  { to: '/health', title: 'firstHealth', hint: 'firstHealthHint' },
] as const

export function FirstSteps() {
  const t = useT()
  return (
    <Card size="small" title={t('firstSteps')} style={{ marginBottom: 12 }}>
      <ol style={{ margin: 0, paddingInlineStart: 20, display: 'grid', gap: 6 }}>
        {STEPS.map(({ to, title, hint }) => (
          <li key={title}>
            {to ? <Link to={to}>{t(title)}</Link> : <strong>{t(title)}</strong>}{' '}
            <Typography.Text type="secondary">{t(hint)}</Typography.Text>
          </li>
        ))}
      </ol>
    </Card>
  )
}
