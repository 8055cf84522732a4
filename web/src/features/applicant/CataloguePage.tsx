/** 发起办件: what one may apply for, what it asks, who decides and how long it takes. */
import { SearchOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { Button, Card, Collapse, Flex, Input, Tag, Typography } from 'antd'
import { useMemo, useState } from 'react'

import { api, read, type Schemas } from '../../api/client'
import { Empty } from '../../design/Empty'
import { Failure } from '../../design/Failure'
import { LinkButton } from '../../design/LinkButton'
import { PageHead } from '../../design/PageHead'
import { Waiting } from '../../design/Waiting'
import { pick, useLanguage } from '../../i18n'
import { useT } from './messages'

type Entry = Schemas['CatalogueEntryOut']

export function useCatalogue() {
  return useQuery({ queryKey: ['catalogue'], queryFn: () => read(api.GET('/processes/catalogue')) })
}

export default function CataloguePage() {
  const t = useT()
  const language = useLanguage()
  const catalogue = useCatalogue()
  const [text, setText] = useState('')
  const groups = useMemo(() => {
    const found = new Map<string, Entry[]>()
    const wanted = text.trim().toLowerCase()
    for (const entry of catalogue.data?.entries ?? []) {
      const words = [entry.title, entry.description, entry.group].flatMap((each) => [each.zh, each.en])
      if (wanted && !words.some((each) => each.toLowerCase().includes(wanted))) continue
      const name = pick(language, entry.group)
      found.set(name, [...(found.get(name) ?? []), entry])
    }
    return [...found]
  }, [catalogue.data, language, text])

  if (catalogue.isPending) return <Waiting />
  if (catalogue.error) return <Failure problem={catalogue.error} retry={() => void catalogue.refetch()} />
  if (catalogue.data.entries.length === 0)
    return (
      <>
        <PageHead title={t('apply')} />
        <Empty title={t('nothing')} hint={t('nothingHint')} />
      </>
    )
  return (
    <>
      <PageHead
        title={t('apply')}
        hint={t('applyHint')}
        actions={
          <Input
            type="search"
            prefix={<SearchOutlined aria-hidden />}
            aria-label={t('search')}
            placeholder={t('search')}
            value={text}
            onChange={(event) => setText(event.target.value)}
            style={{ width: 280 }}
          />
        }
      />
      {groups.length === 0 && (
        <Empty
          title={t('noMatch', { text })}
          hint={t('noMatchHint')}
          action={<Button onClick={() => setText('')}>{t('clear')}</Button>}
        />
      )}
      {groups.map(([name, entries]) => (
        <section key={name} aria-label={name} style={{ marginBottom: 20 }}>
          <Typography.Title level={2} style={{ fontSize: 16, margin: '0 0 8px' }}>
            {name}
          </Typography.Title>
          <div
            style={{
              display: 'grid',
              gap: 12,
              gridTemplateColumns: 'repeat(auto-fill, minmax(min(440px, 100%), 1fr))',
            }}
          >
            {entries.map((entry) => (
              <EntryCard key={entry.process} entry={entry} />
            ))}
          </div>
        </section>
      ))}
    </>
  )
}

function EntryCard({ entry }: { entry: Entry }) {
  const t = useT()
  const language = useLanguage()
  const title = pick(language, entry.title)
  const needs = entry.needs.filter((each) => each.required)
  return (
    <Card size="small" styles={{ body: { height: '100%' } }}>
      <Flex vertical gap={8} style={{ height: '100%' }}>
        <Flex justify="space-between" align="flex-start" gap={8}>
          <Typography.Title level={3} style={{ fontSize: 15, margin: 0 }}>
            {title} {entry.draft && <Tag color="processing">{t('hasDraft')}</Tag>}
          </Typography.Title>
          <LinkButton
            type="primary"
            to={`/apply/${entry.process}`}
            aria-label={`${entry.draft ? t('goOn') : t('start')}${t('colon')}${title}`}
          >
            {entry.draft ? t('goOn') : t('start')}
          </LinkButton>
        </Flex>
        <Typography.Text type="secondary">{pick(language, entry.description)}</Typography.Text>
        {needs.length > 0 && (
          <Typography.Text>
            {t('needs')}
            {t('colon')}
            {needs.map((each) => pick(language, each.label)).join(t('comma'))}
          </Typography.Text>
        )}
        <Collapse
          ghost
          size="small"
          style={{ marginTop: 'auto' }}
          items={[{ key: 'more', label: t('more'), children: <Details entry={entry} /> }]}
        />
      </Flex>
    </Card>
  )
}

function Details({ entry }: { entry: Entry }) {
  const t = useT()
  const language = useLanguage()
  const optional = entry.needs.filter((each) => !each.required)
  return (
    <Flex vertical gap={8}>
      {optional.length > 0 && (
        <Typography.Text type="secondary">
          {t('optional')}
          {t('colon')}
          {optional.map((each) => pick(language, each.label)).join(t('comma'))}
        </Typography.Text>
      )}
      {entry.stages.length > 0 && (
        <div>
          <Typography.Text strong>{t('stages')}</Typography.Text>
          <ol style={{ margin: '4px 0 0', paddingInlineStart: 22 }}>
            {entry.stages.map((stage, i) => (
              <li key={i}>
                {pick(language, stage.name)}{' '}
                <Typography.Text type="secondary">
                  {stage.mine ? t('byMe') : pick(language, stage.by)}
                  {stage.limit_working_days ? ` · ${t('days', { count: stage.limit_working_days })}` : ''}
                  {stage.usual ? '' : ` · ${t('ifNeeded')}`}
                </Typography.Text>
              </li>
            ))}
          </ol>
        </div>
      )}
      {entry.limit_working_days > 0 && <span>{t('limits', { days: entry.limit_working_days })}</span>}
      {entry.median_days !== null && entry.median_days !== undefined && (
        <span>{t('median', { days: entry.median_days })}</span>
      )}
    </Flex>
  )
}
