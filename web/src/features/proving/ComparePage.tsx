/** Two versions side by side: what differs in words, and the open work it touches. */
import { Button, Card, Flex, Select, Tabs, Typography } from 'antd'
import { useQuery } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import { useSearchParams } from 'react-router'

import { api, read } from '../../api/client'
import { announce } from '../../design/announce'
import { Failure } from '../../design/Failure'
import { useHotkeys } from '../../design/hotkeys'
import { LinkButton } from '../../design/LinkButton'
import { PageHead } from '../../design/PageHead'
import { Waiting } from '../../design/Waiting'
import { pick, useLanguage } from '../../i18n'
import { Changes } from './Changes'
import { Impact } from './Impact'
import { useT } from './messages'
import { NothingChosen } from './NothingChosen'
import { useComparison, useImpact } from './questions'
import { query, useSubject } from './subject'
import { TwoCanvases } from './TwoCanvases'
import { versionName } from './VersionName'

export default function ComparePage() {
  const t = useT()
  const language = useLanguage()
  const subject = useSubject()
  const [search, setSearch] = useSearchParams()
  const comparison = useComparison(subject)
  const impact = useImpact(subject)
  const found = comparison.data
  const [chosen, setChosen] = useState<number | undefined>()
  const versions = useQuery({
    queryKey: ['bundles', found?.after.key],
    queryFn: () => read(api.GET('/bundles', { params: { query: { key: found?.after.key ?? '' } } })),
    enabled: found !== undefined,
  })
  const changes = found?.changes ?? []
  const change = chosen === undefined ? undefined : changes[chosen]
  const diagrams = useMemo(() => (found?.after.files ?? []).filter((path) => path.endsWith('.bpmn')), [found])
  const [picked, setPicked] = useState<string | undefined>()
  const file = change?.file && diagrams.includes(change.file) ? change.file : picked ?? diagrams[0]

  const go = (by: number) => {
    if (changes.length === 0) return
    const next = ((chosen ?? (by > 0 ? -1 : 0)) + by + changes.length) % changes.length
    setChosen(next)
    announce(`${t('changeOf', { n: next + 1, total: changes.length })}：${pick(language, changes[next]?.text)}`)
  }
  useHotkeys([
    { id: 'next-change', key: 'J', label: t('nextChange'), group: t('compare'), run: () => go(1) },
    { id: 'previous-change', key: 'K', label: t('previousChange'), group: t('compare'), run: () => go(-1) },
  ])

  if (!subject) return <NothingChosen />
  if (comparison.error) return <Failure problem={comparison.error} retry={() => void comparison.refetch()} />
  if (!found) return <Waiting rows={12} />
  const onElement = (element: string) => {
    const place = changes.findIndex((each) => each.element === element)
    if (place >= 0) setChosen(place)
  }
  return (
    <>
      <PageHead
        title={t('compare')}
        hint={
          found.before
            ? t('comparedWith', { after: versionName(found.after, language), before: versionName(found.before, language) })
            : versionName(found.after, language)
        }
        actions={
          <>
            <Select
              aria-label={t('against')}
              style={{ minWidth: 200 }}
              placeholder={t('against')}
              value={search.get('against') ?? found.before?.bundle ?? null}
              options={(versions.data ?? [])
                .filter((each) => each.bundle !== found.after.bundle)
                .map((each) => ({ value: each.bundle, label: versionName(each, language) }))}
              onChange={(against: string) =>
                setSearch((old) => {
                  old.set('against', against)
                  return old
                })
              }
            />
            <LinkButton to={`/try-outs?${query(subject)}`}>{t('tryThis')}</LinkButton>
            {found.after.state !== 'published' && found.after.state !== 'retired' && (
              <LinkButton to={`/publish?${query(subject)}`} type="primary">{t('askToPublish')}</LinkButton>
            )}
          </>
        }
      />
      <Tabs
        items={[
          {
            key: 'differences',
            label: `${t('differences')} ${changes.length}`,
            children: (
              <div style={{ display: 'grid', gridTemplateColumns: 'minmax(280px, 380px) minmax(0, 1fr)', gap: 16 }}>
                <Card size="small" styles={{ body: { maxHeight: 'calc(100vh - 300px)', overflow: 'auto' } }}>
                  <Flex gap={8} align="center" style={{ marginBottom: 8 }}>
                    <Button size="small" onClick={() => go(-1)} disabled={changes.length === 0}>
                      {t('previousChange')}
                    </Button>
                    <Button size="small" onClick={() => go(1)} disabled={changes.length === 0}>
                      {t('nextChange')}
                    </Button>
                    {chosen !== undefined && (
                      <Typography.Text type="secondary">{t('changeOf', { n: chosen + 1, total: changes.length })}</Typography.Text>
                    )}
                  </Flex>
                  <Changes level={2} comparison={found} onChoose={setChosen} {...(chosen !== undefined ? { chosen } : {})} />
                </Card>
                <div style={{ minWidth: 0 }}>
                  {diagrams.length > 1 && (
                    <Select
                      aria-label={t('process')}
                      value={file ?? null}
                      options={diagrams.map((path) => ({ value: path, label: path }))}
                      onChange={(path: string) => {
                        setPicked(path)
                        setChosen(undefined)
                      }}
                      style={{ marginBottom: 8, minWidth: 240 }}
                    />
                  )}
                  {file && (
                    <TwoCanvases
                      key={file}
                      comparison={found}
                      file={file}
                      onElement={onElement}
                      height="calc(100vh - 300px)"
                      {...(change ? { chosen: change } : {})}
                    />
                  )}
                </div>
              </div>
            ),
          },
          {
            key: 'impact',
            label: t('impact'),
            children: impact.error ? (
              <Failure problem={impact.error} retry={() => void impact.refetch()} />
            ) : impact.data ? (
              <Impact impact={impact.data} changes={changes} />
            ) : (
              <Waiting />
            ),
          },
        ]}
      />
    </>
  )
}
