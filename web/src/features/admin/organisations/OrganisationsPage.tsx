/** 机构与区划: the tree of areas, and the organisations in each. */
import { PlusOutlined } from '@ant-design/icons'
import { Button, Card, Checkbox, Flex, Input, Table, Tree } from 'antd'
import { useMemo, useState } from 'react'
import { Link, useSearchParams } from 'react-router'

import { Empty } from '../../../design/Empty'
import { Failure } from '../../../design/Failure'
import { PageHead } from '../../../design/PageHead'
import { Waiting } from '../../../design/Waiting'
import { useKindName } from '../../../design/kindNames'
import { clearable } from '../../../design/NamedIcon'
import { type AreaNode, type Organisation, useAreas, useAreaTree, useName, useOrganisations, usePlaceNames, within } from '../../../design/places'
import { AddArea, AddOrganisation, RenameOrganisation } from './forms'
import { useT } from './messages'

type Dialog = { kind: 'area' } | { kind: 'organisation' } | { kind: 'rename'; of: Organisation } | null

export default function OrganisationsPage() {
  const t = useT()
  const areas = useAreas()
  const organisations = useOrganisations()
  const tree = useAreaTree()
  const places = usePlaceNames()
  const [address, setAddress] = useSearchParams()
  const [inside, setInside] = useState(false)
  const [filter, setFilter] = useState('')
  const [dialog, setDialog] = useState<Dialog>(null)
  const area = address.get('area') ?? tree[0]?.value ?? ''
  const failure = areas.error ?? organisations.error
  const shown = useMemo(() => {
    const codes = inside ? within(areas.data ?? [], area) : new Set([area])
    const wanted = filter.trim().normalize('NFKC').toLowerCase()
    return (organisations.data ?? []).filter(
      (each) =>
        codes.has(each.area) &&
        (!wanted ||
          [each.name_zh, each.name_en, each.credit_code ?? '', each.id].some((text) =>
            text.toLowerCase().includes(wanted),
          )),
    )
  }, [areas.data, organisations.data, area, inside, filter])

  if (areas.isPending || organisations.isPending) return <Waiting rows={12} />
  if (failure) return <Failure problem={failure} retry={() => void Promise.all([areas.refetch(), organisations.refetch()])} />
  const close = () => setDialog(null)
  return (
    <>
      <PageHead
        title={t('title')}
        hint={t('hint')}
        actions={
          <>
            <Button icon={<PlusOutlined />} onClick={() => setDialog({ kind: 'area' })}>
              {t('addArea')}
            </Button>
            <Button type="primary" icon={<PlusOutlined />} onClick={() => setDialog({ kind: 'organisation' })}>
              {t('addOrganisation')}
            </Button>
          </>
        }
      />
      <Flex gap={16} align="flex-start">
        <Card size="small" title={t('areas')} style={{ width: 280, flex: 'none' }}>
          <Tree<TreeNode>
            aria-label={t('areas')}
            treeData={tree.map(asTreeNode)}
            defaultExpandAll
            blockNode
            selectedKeys={[area]}
            onSelect={([key]) => key !== undefined && setAddress({ area: String(key) })}
          />
        </Card>
        <Card size="small" title={`${t('organisations')} · ${places.area(area)}`} style={{ flex: 1, minWidth: 0 }}>
          <Flex gap={16} wrap align="center" style={{ marginBottom: 8 }}>
            <Input
              aria-label={t('search')}
              placeholder={t('search')}
              allowClear={clearable}
              value={filter}
              onChange={(event) => setFilter(event.target.value)}
              style={{ width: 260 }}
            />
            <Checkbox checked={inside} onChange={(event) => setInside(event.target.checked)}>
              {t('within')}
            </Checkbox>
          </Flex>
          {shown.length === 0 ? (
            <Empty title={t('none')} hint={t('noneHint')} />
          ) : (
            <OrganisationTable rows={shown} rename={(of) => setDialog({ kind: 'rename', of })} />
          )}
        </Card>
      </Flex>
      {dialog?.kind === 'area' && <AddArea parent={area} close={close} />}
      {dialog?.kind === 'organisation' && <AddOrganisation area={area} close={close} />}
      {dialog?.kind === 'rename' && <RenameOrganisation of={dialog.of} close={close} />}
    </>
  )
}

interface TreeNode {
  key: string
  title: string
  children: TreeNode[]
}

function asTreeNode({ value, title, children }: AreaNode): TreeNode {
  return { key: value, title, children: children.map(asTreeNode) }
}

function OrganisationTable({ rows, rename }: { rows: Organisation[]; rename: (of: Organisation) => void }) {
  const t = useT()
  const name = useName()
  const kind = useKindName()
  return (
    <Table<Organisation>
      rowKey="id"
      size="small"
      pagination={rows.length > 100 ? { pageSize: 100, showSizeChanger: false } : false}
      dataSource={rows}
      columns={[
        { title: t('name'), render: (_, row) => name(row) },
        { title: t('kind'), render: (_, row) => kind(row.kind), width: 150 },
        { title: t('credit'), dataIndex: 'credit_code', width: 180, render: (code: string | null) => code ?? '—' },
        {
          title: t('people'),
          width: 170,
          render: (_, row) => (
            <Flex gap={12} align="center">
              <Link to={`/people?organisation=${encodeURIComponent(row.id)}`} aria-label={`${t('showPeople')} ${name(row)}`}>
                {t('showPeople')}
              </Link>
              <Button size="small" aria-label={`${t('rename')} ${name(row)}`} onClick={() => rename(row)}>
                {t('rename')}
              </Button>
            </Flex>
          ),
        },
      ]}
    />
  )
}
