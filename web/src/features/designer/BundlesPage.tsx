/** 流程包: every process with its versions, and the workspaces in which new ones are drawn. */
import { ImportOutlined, PlusOutlined, SearchOutlined } from '@ant-design/icons'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Alert, App, Badge, Button, Card, Checkbox, Flex, Input, Space, Table, Tag } from 'antd'
import { useMemo, useState } from 'react'
import { Link, useNavigate } from 'react-router'

import { api, read, type Schemas } from '../../api/client'
import { announce } from '../../design/announce'
import { Empty } from '../../design/Empty'
import { ExpandTitle } from '../../design/ExpandTitle'
import { Failure, messageOf } from '../../design/Failure'
import { Moment } from '../../design/Moment'
import { clearable } from '../../design/NamedIcon'
import { PageHead } from '../../design/PageHead'
import { Waiting } from '../../design/Waiting'
import { type InBoth, pick, useLanguage } from '../../i18n'
import { ProvingLinks } from '../proving/ProvingLinks'
import { ImportDialog } from './ImportDialog'
import { useT } from './messages'
import { NewDialog } from './NewDialog'
import { RenameDialog } from './RenameDialog'

type Bundle = Schemas['BundleOut']
type Workspace = Schemas['WorkspaceOut']

export default function BundlesPage() {
  const t = useT()
  const { modal } = App.useApp()
  const navigate = useNavigate()
  const [search, setSearch] = useState('')
  const [dialog, setDialog] = useState<'new' | 'import' | null>(null)
  const [isDeleted, setDeleted] = useState(false)
  const bundles = useQuery({ queryKey: ['bundles'], queryFn: () => read(api.GET('/bundles')) })
  const workspaces = useQuery({
    queryKey: ['workspaces', isDeleted],
    queryFn: () => read(api.GET('/workspaces', { params: { query: { deleted: isDeleted } } })),
    refetchInterval: 15_000,
  })
  const open = (made: Workspace, leftOut: readonly string[] = []) => {
    if (leftOut.length > 0)
      modal.info({ title: t('importFile'), content: t('leftOut', { names: leftOut.join('、') }) })
    void navigate(`/workspaces/${made.id}`)
  }
  return (
    <>
      <PageHead
        title={t('bundles')}
        hint={t('bundlesHint')}
        actions={
          <>
            <Input
              aria-label={t('search')}
              placeholder={t('search')}
              allowClear={clearable}
              prefix={<SearchOutlined />}
              value={search}
              onChange={(event) => setSearch(event.target.value)}
              style={{ width: 220 }}
            />
            <Button icon={<ImportOutlined />} onClick={() => setDialog('import')}>
              {t('importFile')}
            </Button>
            <Button type="primary" icon={<PlusOutlined />} onClick={() => setDialog('new')}>
              {t('newFrom')}
            </Button>
          </>
        }
      />
      <Flex vertical gap={16}>
        <Card
          title={t('workspaces')}
          styles={{ body: { padding: 0 } }}
          extra={
            <Checkbox checked={isDeleted} onChange={(event) => setDeleted(event.target.checked)}>
              {t('deletedOnes')}
            </Checkbox>
          }
        >
          {workspaces.isPending && <Waiting rows={3} />}
          {workspaces.error && (
            <Failure problem={workspaces.error} retry={() => void workspaces.refetch()} />
          )}
          {workspaces.data && (
            <Workspaces rows={workspaces.data.filter((each) => fits(search, each.title, each.key))} />
          )}
        </Card>
        <Card title={t('versions')} styles={{ body: { padding: 0 } }}>
          {bundles.isPending && <Waiting rows={6} />}
          {bundles.error && <Failure problem={bundles.error} retry={() => void bundles.refetch()} />}
          {bundles.data && <Versions rows={bundles.data} search={search} onMade={open} />}
        </Card>
      </Flex>
      {dialog === 'new' && (
        <NewDialog
          keys={(bundles.data ?? []).map((each) => each.key)}
          onDone={(made) => open(made)}
          onClose={() => setDialog(null)}
        />
      )}
      {dialog === 'import' && <ImportDialog onDone={open} onClose={() => setDialog(null)} />}
    </>
  )
}

function Workspaces({ rows }: { rows: readonly Workspace[] }) {
  const t = useT()
  const language = useLanguage()
  const queries = useQueryClient()
  const { notification } = App.useApp()
  const [renaming, setRenaming] = useState<Workspace | null>(null)
  const refresh = () => queries.invalidateQueries({ queryKey: ['workspaces'] })
  const bringBack = async (row: Workspace) => {
    notification.destroy(row.id)
    await api.POST('/workspaces/{workspace}/bring-back', { params: { path: { workspace: row.id } } })
    await refresh()
  }
  const remove = useMutation({
    mutationFn: (row: Workspace) =>
      api.DELETE('/workspaces/{workspace}', { params: { path: { workspace: row.id } } }),
    onSuccess: (_, row) => {
      const said = t('removed', { title: row.title })
      announce(said)
      notification.open({
        key: row.id,
        title: said,
        duration: 10,
        placement: 'bottom',
        actions: <Button onClick={() => void bringBack(row)}>{t('takeBack')}</Button>,
      })
      return refresh()
    },
  })
  if (rows.length === 0)
    return <Empty title={t('noWorkspaces')} hint={t('noWorkspacesHint')} />
  return (
    <>
      {remove.error && <Alert type="error" title={messageOf(remove.error)} />}
      <Table<Workspace>
        rowKey="id"
        size="small"
        pagination={rows.length > 20 ? { pageSize: 20 } : false}
        dataSource={[...rows]}
        columns={[
          {
            title: t('titleField'),
            render: (_, row) =>
              row.deleted_at ? row.title : <Link to={`/workspaces/${row.id}`}>{row.title}</Link>,
          },
          { title: t('keyField'), dataIndex: 'key' },
          { title: t('based'), render: (_, row) => <Origin row={row} /> },
          {
            title: t('who'),
            render: (_, row) => (
              <Space size={4} wrap>
                {row.visitors.map((each) => (
                  <Tag key={each.person.id}>{pick(language, each.person)}</Tag>
                ))}
              </Space>
            ),
          },
          { title: t('changedBy'), render: (_, row) => pick(language, row.changed_by) },
          { title: t('changed'), render: (_, row) => <Moment at={row.changed_at} /> },
          {
            title: t('more'),
            render: (_, row) => row.deleted_at ? (
              <Button type="link" size="small" onClick={() => void bringBack(row)}>
                {t('bringBack')}
              </Button>
            ) : (
              <Space size={4}>
                <Button type="link" size="small" onClick={() => setRenaming(row)}>
                  {t('rename')}
                </Button>
                <Button type="link" size="small" danger onClick={() => remove.mutate(row)}>
                  {t('remove')}
                </Button>
              </Space>
            ),
          },
        ]}
      />
      {renaming && <RenameDialog workspace={renaming} onClose={() => setRenaming(null)} />}
    </>
  )
}

function Origin({ row }: { row: Workspace }) {
  const t = useT()
  if (row.origin === 'template') return <>{t('template')}</>
  if (row.origin === 'import') return <>{t('fromImport')}</>
  return <>{row.key}</>
}

interface Process {
  key: string
  newest: Bundle
  versions: Bundle[]
}

function Versions(props: {
  rows: readonly Bundle[]
  search: string
  onMade: (made: Workspace) => void
}) {
  const t = useT()
  const language = useLanguage()
  const processes = useMemo(() => byKey(props.rows), [props.rows])
  const shown = processes.filter((each) =>
    fits(props.search, each.key, each.newest.title_zh, each.newest.title_en),
  )
  const draft = useMutation({
    mutationFn: (row: Bundle) =>
      read(api.POST('/workspaces', { body: { bundle: row.bundle, title: row.title_zh || row.key } })),
    onSuccess: (made) => props.onMade(made),
  })
  if (processes.length === 0) return <Empty title={t('noBundles')} hint={t('noBundlesHint')} />
  const columns = [
    {
      title: t('version'),
      width: 90,
      className: 'tabular',
      render: (_: unknown, row: Bundle) => row.version,
    },
    { title: t('state'), width: 110, render: (_: unknown, row: Bundle) => <State row={row} /> },
    {
      title: t('deployed'),
      render: (_: unknown, row: Bundle) => <ByAt who={row.deployed_by_name} at={row.deployed_at} />,
    },
    {
      title: t('published'),
      render: (_: unknown, row: Bundle) => <ByAt who={row.published_by_name} at={row.published_at} />,
    },
    {
      title: t('more'),
      width: 300,
      render: (_: unknown, row: Bundle) => (
        <Flex align="center" wrap>
          <Button
            type="link"
            size="small"
            loading={draft.isPending && draft.variables?.bundle === row.bundle}
            onClick={() => draft.mutate(row)}
          >
            {t('draftFrom')}
          </Button>
          <ProvingLinks subject={{ bundle: row.bundle }} isPublished={row.state !== 'draft'} />
        </Flex>
      ),
    },
  ]
  return (
    <>
      {draft.error && <Failure problem={draft.error} />}
      <Table<Process>
        rowKey="key"
        size="small"
        pagination={shown.length > 50 ? { pageSize: 50 } : false}
        dataSource={shown}
        expandable={{
          columnTitle: <ExpandTitle />,
          rowExpandable: (row) => row.versions.length > 1,
          expandedRowRender: (row) => (
            <Table<Bundle>
              rowKey="bundle"
              size="small"
              pagination={false}
              dataSource={row.versions}
              columns={columns}
            />
          ),
        }}
        columns={[
          {
            title: t('process'),
            render: (_, row) => (
              <Flex vertical>
                <span>
                  {pick(language, { zh: row.newest.title_zh, en: row.newest.title_en }) || row.key}
                </span>
                <span style={{ opacity: 0.72, fontSize: 12 }}>{row.key}</span>
              </Flex>
            ),
          },
          ...columns.map((each) => ({
            ...each,
            render: (_: unknown, row: Process) => each.render(_, row.newest),
          })),
        ]}
      />
    </>
  )
}

function State({ row }: { row: Bundle }) {
  const t = useT()
  const kinds = { draft: 'processing', published: 'success', retired: 'default' } as const
  const state = (row.state in kinds ? row.state : 'draft') as keyof typeof kinds
  return <Badge status={kinds[state]} text={t(`state.${state}`)} />
}

function ByAt({ who, at }: { who: InBoth | null | undefined; at: string | null }) {
  const language = useLanguage()
  if (!at) return <>–</>
  return (
    <Space size={8} wrap>
      <Moment at={at} />
      {pick(language, who)}
    </Space>
  )
}

/** Newest version first, the published one standing for the process where there is one. */
function byKey(rows: readonly Bundle[]): Process[] {
  const found = new Map<string, Bundle[]>()
  for (const each of rows) found.set(each.key, [...(found.get(each.key) ?? []), each])
  return [...found].map(([key, versions]) => ({
    key,
    versions,
    newest: versions.find((each) => each.state === 'published') ?? versions[0]!,
  }))
}

function fits(search: string, ...texts: readonly string[]): boolean {
  const wanted = search.trim().toLowerCase()
  return wanted === '' || texts.some((each) => each.toLowerCase().includes(wanted))
}
