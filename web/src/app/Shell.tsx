/** Head, menu and the page; which entries there are follows from the person's roles. */
import { LogoutOutlined, UserOutlined } from '@ant-design/icons'
import { useQueryClient } from '@tanstack/react-query'
import { Alert, App, Button, Dropdown, Flex, Layout, Menu, type MenuProps, theme } from 'antd'
import { Suspense, useEffect, useMemo, useState } from 'react'
import { Link, Navigate, Route, Routes, useLocation } from 'react-router'

import { Empty } from '../design/Empty'
import { keep, keptBelow, placeOfRosters } from '../design/kept'
import { PageBoundary } from '../design/PageBoundary'
import { useIsOnline } from '../design/useIsOnline'
import { Waiting } from '../design/Waiting'
import { pick, useLanguage } from '../i18n'
import { type FeatureRoute, type Group, may } from './feature'
import { features } from './features'
import { LanguageSwitch } from './LanguageSwitch'
import { returnTo } from './returnTo'
import { useT } from './messages'
import { tellPages } from './pages'
import { preferences, setPreferences, usePreferences } from './preferences'
import seal from './seal.svg'
import { usePerson, useSession } from './session'
import { fetchPageAt, routeAt, usePageAt } from './usePageAt'

const GROUPS: readonly Group[] = ['work', 'apply', 'design', 'audit', 'registers', 'admin']
const GROUP_NAMES = {
  work: 'groupWork',
  apply: 'groupApply',
  design: 'groupDesign',
  audit: 'groupAudit',
  registers: 'groupRegisters',
  admin: 'groupAdmin',
} as const

type Entry = FeatureRoute & { nav: NonNullable<FeatureRoute['nav']> }

export default function Shell() {
  const t = useT()
  const { token } = theme.useToken()
  const { roles } = useSession()
  const location = useLocation()
  const online = useIsOnline()
  const routes = useMemo(
    () => features.flatMap((each) => each.routes).filter((each) => may(each, roles)),
    [roles],
  )
  useEffect(() => tellPages(roles), [roles])
  const entries = useMemo(
    () =>
      routes
        .filter((each): each is Entry => each.nav !== undefined)
        .sort((a, b) => a.nav.order - b.nav.order),
    [routes],
  )
  const here = entries
    .filter((each) => `${location.pathname}/`.startsWith(`/${each.path}/`))
    .sort((a, b) => b.path.length - a.path.length)[0]
  const page = here?.nav.label()
  // Whoever only applies begins with the own applications, not with an empty queue.
  const applies = roles.has('applicant') && roles.size === 1
  const start = entries.find((each) => applies && each.path === 'applications') ?? entries[0]
  const queries = useQueryClient()
  const [isBegun, setBegun] = useState(() => {
    const first = routeAt(routes, location.pathname) ?? (location.pathname === '/' ? start : undefined)
    if (first) void fetchPageAt(first, location, queries).then(() => setBegun(true))
    return first === undefined
  })
  const { drawn, isComing } = usePageAt(routes)
  useEffect(() => {
    document.title = page ? t('titleOf', { page }) : t('product')
  }, [page, t])

  return (
    <Layout style={{ height: '100%' }}>
      <a className="unseen skip" href="#content">
        {t('skip')}
      </a>
      <Layout.Header
        style={{
          display: 'flex',
          alignItems: 'center',
          gap: 12,
          background: token.colorBgContainer,
          borderBottom: `1px solid ${token.colorBorderSecondary}`,
        }}
      >
        <Link to="/" title={t('toStart')} style={{ display: 'flex', alignItems: 'center', gap: 8 }}>
          <img src={seal} alt="" width={26} height={26} />
          <strong style={{ fontSize: 16, color: token.colorText }}>{t('product')}</strong>
        </Link>
        <nav aria-label={t('mainMenu')} style={{ flex: 1, minWidth: 0 }}>
          <MainMenu entries={entries} here={here} />
        </nav>
        <Flex align="center" gap={4}>
          <Suspense fallback={null}>
            {features.map(({ id, header: Header }) => Header && <Header key={id} />)}
          </Suspense>
          <LanguageSwitch />
          <PersonMenu />
        </Flex>
      </Layout.Header>
      {!online && <Alert banner type="warning" role="status" title={t('offline')} />}
      <Layout.Content id="content" tabIndex={-1} aria-busy={isComing} style={{ minHeight: 0, overflow: 'auto' }}>
        <PageBoundary key={drawn.pathname.split('/')[1]}>
          {isBegun ? (
            <Suspense fallback={<Waiting />}>
              <Routes location={drawn}>
                <Route
                  index
                  element={start ? <Navigate to={`/${start.path}`} replace /> : <NoWork />}
                />
                {routes.map((each) => (
                  <Route key={each.path} path={each.path} element={<Page route={each} />} />
                ))}
                <Route path="sign-in" element={<AfterSignIn />} />
                <Route path="*" element={<NoPage />} />
              </Routes>
            </Suspense>
          ) : (
            <Waiting />
          )}
        </PageBoundary>
      </Layout.Content>
      <Suspense fallback={null}>
        {features.map(({ id, beside: Beside }) => Beside && <Beside key={id} />)}
      </Suspense>
    </Layout>
  )
}

function Page({ route: { page: Content, fills } }: { route: FeatureRoute }) {
  if (fills) return <Content />
  return (
    <div style={{ padding: '16px 20px 40px', maxWidth: 1680, margin: '0 auto' }}>
      <Content />
    </div>
  )
}

/** Groups with one entry stand as that entry; the others open below their name. */
function MainMenu({ entries, here }: { entries: Entry[]; here: Entry | undefined }) {
  const t = useT()
  useLanguage() // labels are texts of the moment
  const items = GROUPS.flatMap((group): NonNullable<MenuProps['items']> => {
    const inside = entries.filter((each) => each.nav.group === group)
    const leaves = inside.map((each) => ({
      key: each.path,
      icon: each.nav.icon,
      label: (
        <Link to={`/${each.path}`}>
          {each.nav.label()}
          <Count entries={[each]} />
        </Link>
      ),
    }))
    if (leaves.length <= 2) return leaves
    return [{ key: `group:${group}`, label: <>{t(GROUP_NAMES[group])}<Count entries={inside} /></>, children: leaves }]
  })
  return (
    <Menu
      mode="horizontal"
      items={items}
      selectedKeys={here ? [here.path] : []}
      style={{ borderBottom: 0, background: 'transparent', lineHeight: '46px' }}
    />
  )
}

/** How much waits behind the entries. */
function Count({ entries }: { entries: readonly Entry[] }) {
  return (
    <Suspense fallback={null}>
      {entries.map(({ path, nav: { Count: Waiting } }) => Waiting && <Waiting key={path} />)}
    </Suspense>
  )
}

function PersonMenu() {
  const t = useT()
  const language = useLanguage()
  const person = usePerson()
  const { signOut } = useSession()
  const { modal } = App.useApp()
  const { theme: chosen } = usePreferences()
  const name = pick(language, { zh: person.name_zh, en: person.name_en })
  /** Rosters name people: none of them stays on a computer that others use. */
  async function leave() {
    const rosters = keptBelow(placeOfRosters(person.id))
    if (rosters.length > 0 && !(await modal.confirm({ title: t('signOutRosters'), content: t('signOutRostersHint'), okText: t('signOut') })))
      return
    for (const each of rosters) keep(each, null)
    await signOut()
  }
  return (
    <Dropdown
      trigger={['click']}
      placement="bottomRight"
      menu={{
        selectable: true,
        selectedKeys: [`theme:${chosen}`],
        items: [
          { key: 'account', label: <Link to="/account">{t('account')}</Link>, icon: <UserOutlined /> },
          {
            type: 'group',
            label: t('theme'),
            children: (['system', 'light', 'dark'] as const).map((each) => ({
              key: `theme:${each}`,
              label: t(each),
            })),
          },
          { type: 'divider' },
          { key: 'out', label: t('signOut'), icon: <LogoutOutlined />, danger: true },
        ],
        onClick: ({ key }) => {
          if (key === 'out') void leave()
          if (key.startsWith('theme:'))
            setPreferences({ theme: key.slice(6) as ReturnType<typeof preferences>['theme'] })
        },
      }}
    >
      <Button type="text" icon={<UserOutlined />}>
        {name}
      </Button>
    </Dropdown>
  )
}

/** Signed in on the sign-in page's own address: on to where the person wanted to go. */
function AfterSignIn() {
  return <Navigate to={returnTo(window.location.search)} replace />
}

function NoPage() {
  const t = useT()
  return <Empty isPage title={t('noPage')} hint={t('noPageHint')} action={<Link to="/">{t('toStart')}</Link>} />
}

function NoWork() {
  const t = useT()
  return <Empty isPage title={t('noWork')} hint={t('noWorkHint')} />
}
