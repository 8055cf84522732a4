/** 岗位: who holds which role where, and what would find nobody. */
import { WarningFilled } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { Alert, Card, Checkbox, Collapse, Flex, Table, theme, TreeSelect, Typography } from 'antd'
import { useState } from 'react'
import { Link, useSearchParams } from 'react-router'

import { usePerson } from '../../../app/session'
import { api, read, type Schemas } from '../../../api/client'
import { Empty } from '../../../design/Empty'
import { Failure } from '../../../design/Failure'
import { PageHead } from '../../../design/PageHead'
import { useRoleName } from '../../../design/roleNames'
import { Waiting } from '../../../design/Waiting'
import { pick, useLanguage } from '../../../i18n'
import { useKindName } from '../../../design/kindNames'
import { useAreaTree, useName, usePlaceNames } from '../../../design/places'
import { useT } from './messages'

type Row = Schemas['RoleRowOut']
type Cell = Schemas['RoleCellOut']

export default function RolesPage() {
  const t = useT()
  const person = usePerson()
  const tree = useAreaTree()
  const places = usePlaceNames()
  const [address, setAddress] = useSearchParams()
  const [onlyGaps, setOnlyGaps] = useState(false)
  const area = address.get('area') ?? person.area ?? tree[0]?.value
  const roles = useQuery({
    queryKey: ['roles', area],
    enabled: Boolean(area),
    queryFn: () => read(api.GET('/roles', { params: { query: { area: area! } } })),
    placeholderData: (before) => before,
  })
  const rows = (roles.data?.rows ?? [])
    .map((row) => (onlyGaps ? { ...row, cells: row.cells.filter(isGap) } : row))
    .filter((row) => row.cells.length > 0)
  const stranded = roles.data?.stranded ?? []
  return (
    <>
      <PageHead title={t('title')} hint={t('hint')} />
      <Flex gap={16} wrap align="center" style={{ marginBottom: 12 }}>
        <TreeSelect
          aria-label={t('area')}
          value={area}
          treeData={tree}
          treeDefaultExpandAll
          onChange={(value: string) => setAddress({ area: value })}
          style={{ width: 280 }}
        />
        <Checkbox checked={onlyGaps} onChange={(event) => setOnlyGaps(event.target.checked)}>
          {t('onlyGaps')}
        </Checkbox>
      </Flex>
      {roles.error && <Failure problem={roles.error} retry={() => void roles.refetch()} />}
      {roles.isPending && <Waiting rows={10} />}
      {roles.data && (
        <Flex vertical gap={12}>
          {stranded.length > 0 ? (
            <Alert
              type="error"
              showIcon
              title={t('stranded', { count: stranded.length })}
              description={
                <ul style={{ margin: 0, paddingInlineStart: 20 }}>
                  {stranded.map((each) => (
                    <li key={each.group}>
                      {t('strandedLine', { group: places.group(each.group), count: each.tasks })}
                    </li>
                  ))}
                </ul>
              }
            />
          ) : (
            <Alert type="success" showIcon title={t('allWell')} />
          )}
          {rows.length === 0 ? (
            <Empty title={t(onlyGaps ? 'noGaps' : 'none')} hint={onlyGaps ? undefined : t('noneHint')} />
          ) : (
            <RoleTable rows={rows} />
          )}
          <NeededSteps needed={roles.data.needed} />
        </Flex>
      )}
    </>
  )
}

function isGap(cell: Cell): boolean {
  return cell.needed && cell.holders.length === 0
}

function RoleTable({ rows }: { rows: Row[] }) {
  const t = useT()
  const name = useName()
  const kind = useKindName()
  return (
    <Table<Row>
      rowKey="organisation"
      size="small"
      pagination={false}
      dataSource={rows}
      columns={[
        { title: t('organisation'), render: (_, row) => name(row), width: 260 },
        { title: t('kind'), render: (_, row) => kind(row.kind), width: 140 },
        {
          title: t('holders'),
          render: (_, row) => (
            <ul style={{ listStyle: 'none', margin: 0, padding: 0, display: 'flex', flexWrap: 'wrap', gap: '4px 20px' }}>
              {row.cells.map((cell) => (
                <li key={cell.role}>
                  <Holders cell={cell} />
                </li>
              ))}
            </ul>
          ),
        },
      ]}
    />
  )
}

function Holders({ cell }: { cell: Cell }) {
  const t = useT()
  const { token } = theme.useToken()
  const role = useRoleName()
  const name = useName()
  const comma = useLanguage() === 'zh' ? '、' : ', '
  return (
    <span>
      <Typography.Text type="secondary">{role(cell.role)}</Typography.Text>{' '}
      {cell.holders.length === 0 ? (
        <span style={{ color: cell.needed ? token.colorError : token.colorTextSecondary }}>
          {cell.needed && <WarningFilled aria-hidden />} {t('nobody')}
          {cell.needed && `（${t('needed')}）`}
        </span>
      ) : (
        cell.holders.map((each, i) => (
          <span key={each.id}>
            {i > 0 && comma}
            <Link to={`/people/${encodeURIComponent(each.id)}`}>{name(each)}</Link>
          </span>
        ))
      )}
    </span>
  )
}

function NeededSteps({ needed }: { needed: Schemas['NeededRoleOut'][] }) {
  const t = useT()
  const language = useLanguage()
  const role = useRoleName()
  const kind = useKindName()
  return (
    <Card size="small" title={t('steps')}>
      <Typography.Paragraph type="secondary">{t('stepsHint')}</Typography.Paragraph>
      <Collapse
        size="small"
        items={needed.map((each) => ({
          key: `${each.kind}.${each.role}`,
          label: `${role(each.role)} · ${each.kind ? kind(each.kind) : t('anyKind')}`,
          extra: t('count', { count: each.steps.length }),
          children: (
            <ul style={{ margin: 0, paddingInlineStart: 20 }}>
              {each.steps.map((step, i) => (
                <li key={i}>
                  {pick(language, { zh: step.process_title_zh, en: step.process_title_en })} ·{' '}
                  {pick(language, { zh: step.title_zh, en: step.title_en }) || step.element}
                </li>
              ))}
            </ul>
          ),
        }))}
      />
    </Card>
  )
}
