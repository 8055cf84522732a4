/** The player of a try-out: what can be done, the diagram with its tokens, data and reasons. */
import { ClockCircleOutlined, LeftOutlined, RightOutlined } from '@ant-design/icons'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Alert, Button, Dropdown, Flex, InputNumber, Select, Space, Switch, Tabs, theme, Typography } from 'antd'
import { useMemo, useState } from 'react'
import { useParams } from 'react-router'

import { api, fetchWithSession, read, type Schemas } from '../../api/client'
import { announce } from '../../design/announce'
import Diagram, { type Marker } from '../../design/Diagram'
import { Failure } from '../../design/Failure'
import { exactMoment } from '../../design/formats'
import { useHotkeys } from '../../design/hotkeys'
import { LinkButton } from '../../design/LinkButton'
import { Waiting } from '../../design/Waiting'
import { pick, useLanguage } from '../../i18n'
import { useT } from './messages'
import { Choices } from './tryout/Choices'
import { Coverage } from './tryout/Coverage'
import { Data } from './tryout/Data'
import { Happened } from './tryout/Happened'
import { SaveScenario } from './tryout/SaveScenario'
import { lineOf, Timeline } from './tryout/Timeline'
import './tryout.css'

export type View = Schemas['SandboxViewOut']
export type Process = Schemas['SandboxProcessOut']
export type Act = Omit<Schemas['ActIn'], 'position' | 'n' | 'opinion' | 'reason' | 'answer' | 'fields'> &
  Partial<Pick<Schemas['ActIn'], 'n' | 'opinion' | 'reason' | 'answer' | 'fields'>>

export default function TryOutPage() {
  const t = useT()
  const language = useLanguage()
  const { token } = theme.useToken()
  const { sandboxId = '' } = useParams()
  const client = useQueryClient()
  const path = { params: { path: { sandbox: sandboxId } } }
  const key = ['sandbox', sandboxId]
  const asked = useQuery({ queryKey: key, queryFn: () => read(api.GET('/sandboxes/{sandbox}', path)) })
  const processes = useQuery({
    queryKey: ['sandbox-processes', sandboxId],
    queryFn: () => read(api.GET('/sandboxes/{sandbox}/processes', path)),
    staleTime: Infinity,
  })
  const view = asked.data
  const take = (next: View) => {
    client.setQueryData(key, next)
    void client.invalidateQueries({ queryKey: ['sandboxes'] })
  }
  const act = useMutation({
    mutationFn: (given: Act) =>
      read(
        api.POST('/sandboxes/{sandbox}/acts', {
          ...path,
          body: { n: 0, opinion: '', reason: '', answer: '', fields: {}, ...given, position: view?.sandbox.position ?? 0 },
        }),
      ),
    onSuccess: (next) => {
      take(next)
      announce(next.ended ? t('endedHint', { state: next.case_state }) : standing(next, processes.data ?? [], language))
    },
  })
  const go = useMutation({
    mutationFn: (step: number) => read(api.PUT('/sandboxes/{sandbox}/position', { ...path, body: { step } })),
    onSuccess: take,
  })
  const share = useMutation({
    mutationFn: (shared: boolean) => read(api.PUT('/sandboxes/{sandbox}/sharing', { ...path, body: { shared } })),
    onSuccess: () => void client.invalidateQueries({ queryKey: key }),
  })
  const [chosenProcess, setProcess] = useState<string | undefined>()
  const [isCovering, setCovering] = useState(false)
  const [days, setDays] = useState(1)
  const [isSaving, setSaving] = useState(false)

  const line = useMemo(() => (view ? lineOf(view) : []), [view])
  const place = line.findIndex((each) => each.step === view?.step)
  const goBy = (by: number) => {
    const step = line[place + by]?.step
    if (step !== undefined && view?.mine) go.mutate(step)
  }
  useHotkeys([
    { id: 'try-back', key: '[', label: t('back'), group: t('tryOuts'), run: () => goBy(-1) },
    { id: 'try-forward', key: ']', label: t('forward'), group: t('tryOuts'), run: () => goBy(1) },
  ])

  const standsIn = view?.tokens.map((each) => each.process)
  const process =
    chosenProcess ?? (standsIn && standsIn.length > 0 && !standsIn.includes(view?.sandbox.process ?? '') ? standsIn[0] : view?.sandbox.process)
  const xml = useQuery({
    queryKey: ['sandbox-diagram', sandboxId, process],
    queryFn: async () =>
      (await fetchWithSession(`/sandboxes/${sandboxId}/processes/${encodeURIComponent(process ?? '')}/diagram`)).text(),
    enabled: process !== undefined,
    staleTime: Infinity,
  })
  const { tokens, markers } = useMemo(() => marksOf(view, process, isCovering), [view, process, isCovering])

  if (asked.error) return <Failure problem={asked.error} retry={() => void asked.refetch()} />
  if (!view || !processes.data) return <Waiting rows={12} />
  const shownProcesses = processes.data.filter(
    (each) => !each.called || standsIn?.includes(each.process) || view.coverage.some((one) => one.process === each.process),
  )
  const isBusy = act.isPending || go.isPending
  const covered = view.coverage.find((each) => each.process === process)
  return (
    <div className="try-out">
      <header className="try-out-head" style={{ borderColor: token.colorBorderSecondary, background: token.colorBgContainer }}>
        <Flex align="center" gap={12} wrap>
          <Typography.Title level={1} style={{ fontSize: 16, margin: 0 }}>
            {t('tryOuts')} · {view.sandbox.title || nameOfProcess(processes.data, view.sandbox.process, language)}
          </Typography.Title>
          <span title={t('clock')} className="tabular">
            <ClockCircleOutlined aria-hidden /> <time dateTime={view.now} aria-label={`${t('clock')} ${exactMoment(view.now)}`}>{exactMoment(view.now)}</time>
          </span>
          <Space.Compact>
            <InputNumber
              aria-label={t('howManyDays')}
              min={1}
              max={999}
              value={days}
              onChange={(value) => setDays(value ?? 1)}
              style={{ width: 72 }}
              disabled={!view.begun || !view.mine}
            />
            <Button disabled={!view.begun || !view.mine} loading={isBusy} onClick={() => act.mutate({ kind: 'wait', by: `${days}wd` })}>
              {t('passDays', { n: days, count: days })}
            </Button>
            <Dropdown
              trigger={['click']}
              disabled={!view.begun || !view.mine}
              menu={{
                items: [
                  { key: '1h', label: t('oneHour') },
                  { key: '1d', label: t('oneDay') },
                  { key: '30d', label: t('thirtyDays') },
                ],
                onClick: ({ key: by }) => act.mutate({ kind: 'wait', by }),
              }}
            >
              <Button>{t('moreTime')}</Button>
            </Dropdown>
          </Space.Compact>
          <span style={{ flex: 1 }} />
          {view.mine && (
            <Button type="text" onClick={() => share.mutate(!view.sandbox.shared)} loading={share.isPending}>
              {view.sandbox.shared ? t('unshare') : t('share')}
            </Button>
          )}
          {view.sandbox.workspace && (
            <LinkButton to={`/workspaces/${view.sandbox.workspace}`}>{t('toWorkspace')}</LinkButton>
          )}
          <Button onClick={() => setSaving(true)} disabled={!view.begun}>
            {t('saveScenario')}
          </Button>
        </Flex>
        <Flex align="center" gap={8}>
          <Button size="small" icon={<LeftOutlined />} disabled={place <= 0 || !view.mine} onClick={() => goBy(-1)}>
            {t('back')}
          </Button>
          <Button
            size="small"
            icon={<RightOutlined />}
            iconPlacement="end"
            disabled={place < 0 || place >= line.length - 1 || !view.mine}
            onClick={() => goBy(1)}
          >
            {t('forward')}
          </Button>
          <Timeline view={view} processes={processes.data} onGo={(step) => go.mutate(step)} isDisabled={!view.mine || isBusy} />
        </Flex>
        {!view.mine && (
          <Alert type="info" showIcon title={t('onlyLook', { name: pick(language, view.names[view.sandbox.owner]) || view.sandbox.owner })} />
        )}
      </header>
      <section className="try-out-left" aria-label={t('canDo')} style={{ borderColor: token.colorBorderSecondary }}>
        <Choices
          key={view.step}
          view={view}
          processes={processes.data}
          act={(given) => act.mutate(given)}
          isBusy={isBusy}
          problem={act.error ?? go.error}
        />
      </section>
      <section className="try-out-middle" aria-label={t('process')}>
        <Flex gap={12} align="center" wrap style={{ padding: '8px 0' }}>
          <Select
            aria-label={t('process')}
            size="small"
            style={{ minWidth: 200 }}
            value={process ?? null}
            options={shownProcesses.map((each) => {
              const name = pick(language, each.title) || each.process
              return { value: each.process, label: each.called ? t('calledProcess', { name }) : name }
            })}
            onChange={setProcess}
          />
          <label>
            <Switch size="small" checked={isCovering} onChange={setCovering} aria-label={t('showCoverage')} /> {t('showCoverage')}
          </label>
          {covered && (
            <Typography.Text type="secondary">
              {t('covered', {
                a: Object.keys(covered.elements).length,
                b: covered.elements_of,
                c: Object.keys(covered.flows).length,
                d: covered.flows_of,
              })}
            </Typography.Text>
          )}
        </Flex>
        <div style={{ flex: 1, minHeight: 0 }}>
          {xml.error ? (
            <Failure problem={xml.error} retry={() => void xml.refetch()} />
          ) : xml.data ? (
            <Diagram xml={xml.data} tokens={tokens} markers={markers} height="100%" />
          ) : (
            <Waiting />
          )}
        </div>
      </section>
      <section className="try-out-right" aria-label={t('data')} style={{ borderColor: token.colorBorderSecondary }}>
        <Tabs
          size="small"
          items={[
            { key: 'data', label: t('data'), children: <Data view={view} processes={processes.data} /> },
            { key: 'happened', label: t('happened'), children: <Happened view={view} processes={processes.data} /> },
            { key: 'coverage', label: t('coverage'), children: <Coverage view={view} processes={processes.data} /> },
          ]}
        />
      </section>
      {isSaving && <SaveScenario view={view} close={() => setSaving(false)} />}
    </div>
  )
}

export function nameOfProcess(processes: readonly Process[], process: string, language: 'zh' | 'en'): string {
  return pick(language, processes.find((each) => each.process === process)?.title) || process
}

/** The name of an element in words; its id only where it has no name. */
export function nameOfElement(processes: readonly Process[], process: string, element: string, language: 'zh' | 'en'): string {
  const found = processes.find((each) => each.process === process) ?? processes.find((each) => each.elements[element])
  return pick(language, found?.elements[element]) || nameOfProcess(processes, element, language)
}

function standing(view: View, processes: readonly Process[], language: 'zh' | 'en'): string {
  return view.tokens.map((each) => nameOfElement(processes, each.process, each.element, language)).join(language === 'zh' ? '、' : ', ')
}

function marksOf(view: View | undefined, process: string | undefined, isCovering: boolean) {
  const tokens: Record<string, number> = {}
  const markers: Record<string, Marker[]> = {}
  for (const each of view?.tokens ?? []) {
    if (each.process !== process) continue
    if (each.count > 0) tokens[each.element] = each.count
    ;(markers[each.element] ??= []).push(each.incident ? 'incident' : 'active')
  }
  if (isCovering) {
    const covered = view?.coverage.find((each) => each.process === process)
    for (const id of [...Object.keys(covered?.elements ?? {}), ...Object.keys(covered?.flows ?? {})])
      (markers[id] ??= []).push('visited')
  }
  return { tokens, markers }
}
