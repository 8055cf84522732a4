/** One sample: the plan and what it will do, then what was drawn and its papers. */
import { DownloadOutlined, FileTextOutlined, PrinterOutlined } from '@ant-design/icons'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Alert, Button, Card, Collapse, Descriptions, Flex, Popconfirm, Table, Tag, Typography } from 'antd'
import { useState } from 'react'
import { useParams } from 'react-router'

import { api, read, type Schemas } from '../../../api/client'
import { announce } from '../../../design/announce'
import { Failure } from '../../../design/Failure'
import { momentText } from '../../../design/formats'
import { Money } from '../../../design/Money'
import { useNames } from '../../../design/names'
import { PageHead } from '../../../design/PageHead'
import { Waiting } from '../../../design/Waiting'
import { useLanguage } from '../../../i18n'
import { useConditions } from '../conditions'
import type { Filter } from '../filter'
import '../find.css'
import { useChoices } from '../queries'
import { useStepTitles } from '../stepTitles'
import { useT } from './messages'
import { PaperDrawer } from './PaperDrawer'

type Sample = Schemas['SampleOut']
type Item = Schemas['SampleItemOut']

export default function SamplePage() {
  const t = useT()
  const { sampleId = '' } = useParams()
  const path = { sample_id: sampleId }
  const sample = useQuery({
    queryKey: ['samples', sampleId],
    queryFn: () => read(api.GET('/audit/samples/{sample_id}', { params: { path } })),
  })
  if (sample.isPending) return <Waiting />
  if (sample.error) return <Failure problem={sample.error} retry={() => void sample.refetch()} />
  return (
    <>
      <PageHead
        title={sample.data.title}
        hint={`${t('recorded')} ${sample.data.writes ? '' : t('readOnly')}`}
        actions={sample.data.drawn_at && <Exports sample={sample.data} />}
      />
      <Flex vertical gap={16}>
        <PlanCard sample={sample.data} />
        {sample.data.drawn_at ? <Items sample={sample.data} /> : <Draw sample={sample.data} />}
      </Flex>
    </>
  )
}

function Exports({ sample }: { sample: Sample }) {
  const t = useT()
  const language = useLanguage()
  const base = `/audit/samples/${sample.id}/export`
  return (
    <>
      <Button href={`${base}.csv`} download icon={<DownloadOutlined aria-hidden />}>
        {t('exportCsv')}
      </Button>
      <Button href={`${base}.json`} download icon={<DownloadOutlined aria-hidden />}>
        {t('exportJson')}
      </Button>
      <Button href={`${base}.html?language=${language}`} target="_blank" icon={<PrinterOutlined aria-hidden />}>
        {t('print')}
      </Button>
    </>
  )
}

function PlanCard({ sample }: { sample: Sample }) {
  const t = useT()
  const names = useNames()
  const filter = sample.filter as Filter
  const said = useConditions(filter, useStepTitles(filter))
  const outlook = sample.outlook
  const facts = [
    { label: t('method'), children: t(sample.method as 'random') },
    { label: t('populationCases'), children: <span className="tabular">{sample.population}</span> },
    { label: t('populationYuan'), children: <Money amount={sample.population_yuan} /> },
    { label: t('seed'), children: <span className="tabular">{sample.seed}</span> },
    ...(outlook.start
      ? [
          { label: t('interval'), children: <span className="tabular">{outlook.interval}</span> },
          { label: t('start'), children: <span className="tabular">{outlook.start}</span> },
          { label: t('firstPosition'), children: <span className="tabular">{outlook.first_position}</span> },
        ]
      : []),
    {
      label: t('planned'),
      children: t('plannedBy', { name: names.text(sample.person_name), at: momentText(sample.planned_at) }),
    },
    ...(sample.drawn_at
      ? [
          {
            label: t('drawn'),
            children: t('plannedBy', { name: names.text(sample.drawn_by_name), at: momentText(sample.drawn_at) }),
          },
        ]
      : []),
    {
      label: t('conditions'),
      span: 'filled' as const,
      children:
        said.length === 0
          ? t('noConditions')
          : said.map((each) => <Tag key={each.text}>{each.text}</Tag>),
    },
    {
      label: t('hash'),
      span: 'filled' as const,
      children: <code style={{ overflowWrap: 'anywhere' }}>{sample.population_hash}</code>,
    },
  ]
  return (
    <Card size="small">
      <Descriptions size="small" column={{ xs: 1, md: 2, xl: 3 }} items={facts} />
      {sample.strata && <Strata sample={sample} />}
      <Collapse
        ghost
        size="small"
        items={[
          { key: 'again', label: t('again'), children: <Typography.Text>{t('againText')}</Typography.Text> },
        ]}
      />
    </Card>
  )
}

function Strata({ sample }: { sample: Sample }) {
  const t = useT()
  const name = useStratumName(sample)
  return (
    <Table<Schemas['StratumOut']>
      rowKey="stratum"
      size="small"
      pagination={false}
      dataSource={sample.outlook.strata}
      aria-label={t('strata')}
      columns={[
        { title: t('stratum'), render: (_, row) => name(row.stratum) },
        { title: t('inPopulation'), align: 'right', className: 'tabular', dataIndex: 'population' },
        { title: t('yuan'), align: 'right', render: (_, row) => <Money amount={row.population_yuan} /> },
        { title: t('inSample'), align: 'right', className: 'tabular', dataIndex: 'sample' },
      ]}
    />
  )
}

function useStratumName(sample: Sample) {
  const t = useT()
  const names = useNames()
  const choices = useChoices()
  return (stratum: string): string => {
    if (sample.strata === 'process') return choices.process(stratum)
    if (sample.strata === 'area') return names.area(stratum)
    if (sample.strata === 'bureau') return stratum ? names.organisation(stratum) : t('unknown')
    if (stratum === 'unknown') return t('unknownStratum')
    return stratum || t('wholeStratum')
  }
}

function Draw({ sample }: { sample: Sample }) {
  const t = useT()
  const queries = useQueryClient()
  const count = sample.outlook.strata.reduce((sum, each) => sum + each.sample, 0)
  const draw = useMutation({
    mutationFn: () =>
      read(api.POST('/audit/samples/{sample_id}/draw', { params: { path: { sample_id: sample.id } } })),
    onSuccess: (items) => {
      announce(t('drawnNow', { count: items.length }))
      queries.setQueryData(['samples', sample.id, 'items'], items)
      return queries.invalidateQueries({ queryKey: ['samples'] })
    },
  })
  if (!sample.writes) return null
  return (
    <div>
      {draw.error && <Failure problem={draw.error} />}
      <Popconfirm
        title={t('drawQuestion', { count })}
        description={t('drawConsequence')}
        onConfirm={() => draw.mutate()}
        okText={t('draw')}
      >
        <Button type="primary" loading={draw.isPending}>
          {t('draw')}
        </Button>
      </Popconfirm>
    </div>
  )
}

function Items({ sample }: { sample: Sample }) {
  const t = useT()
  const names = useNames()
  const stratum = useStratumName(sample)
  const [opened, open] = useState<Item>()
  const items = useQuery({
    queryKey: ['samples', sample.id, 'items'],
    queryFn: () =>
      read(api.GET('/audit/samples/{sample_id}/items', { params: { path: { sample_id: sample.id } } })),
  })
  if (items.isPending) return <Waiting />
  if (items.error) return <Failure problem={items.error} retry={() => void items.refetch()} />
  const withheld = items.data.filter((each) => each.withheld).length
  return (
    <>
      {withheld > 0 && <Alert type="info" showIcon title={`${t('withheld')}: ${t('cases', { count: withheld })}`} />}
      <Table<Item>
        rowKey="position"
        size="small"
        pagination={false}
        dataSource={items.data}
        scroll={{ x: 'max-content' }}
        aria-label={t('items')}
        columns={[
          { title: t('rank'), align: 'right', className: 'tabular', dataIndex: 'rank' },
          { title: t('number'), className: 'tabular', render: (_, row) => (row.withheld ? t('withheld') : row.number) },
          ...(sample.strata ? [{ title: t('stratum'), render: (_: unknown, row: Item) => stratum(row.stratum) }] : []),
          {
            title: t('bureau'),
            render: (_, row) => (row.bureau ? names.organisation(row.bureau) : ''),
          },
          { title: t('state'), render: (_, row) => names.state(row.state) },
          {
            title: t('yuan'),
            align: 'right',
            render: (_, row) =>
              row.withheld ? '' : row.amount_yuan == null ? (
                <span className="find-unknown">{t('unknown')}</span>
              ) : (
                <Money amount={row.amount_yuan} />
              ),
          },
          { title: t('findings'), align: 'right', className: 'tabular', dataIndex: 'findings' },
          {
            title: t('conclusion'),
            render: (_, row) =>
              row.conclusion ? (
                <Tag color={row.conclusion === 'improper' ? 'error' : row.conclusion === 'proper' ? 'success' : 'default'}>
                  {t(row.conclusion as 'proper')}
                </Tag>
              ) : (
                <span className="find-unknown">{t('noConclusion')}</span>
              ),
          },
          {
            title: t('paper'),
            render: (_, row) =>
              !row.withheld && (
                <Button
                  size="small"
                  icon={<FileTextOutlined aria-hidden />}
                  aria-label={t('openPaper', { number: row.number })}
                  onClick={() => open(row)}
                >
                  {t('paper')}
                </Button>
              ),
          },
        ]}
      />
      <PaperDrawer sample={sample} item={opened} onClose={() => open(undefined)} />
    </>
  )
}
