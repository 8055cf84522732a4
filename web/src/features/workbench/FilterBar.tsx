/** Narrow the list, choose its columns, keep it as a view. */
import { ColumnWidthOutlined, SearchOutlined, SettingOutlined, StarOutlined } from '@ant-design/icons'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import {
  App,
  Button,
  Checkbox,
  Dropdown,
  Flex,
  Input,
  type InputRef,
  Popconfirm,
  Popover,
  Radio,
  Select,
} from 'antd'
import { lazy, type RefObject, Suspense, useEffect, useState } from 'react'

import { api, type Schemas } from '../../api/client'
import { messageOf } from '../../design/Failure'
import { clearable } from '../../design/NamedIcon'
import { pick, useLanguage } from '../../i18n'
import { type Density, type Due, isNarrowed, type Listing, TABS, type Tab } from './address'
import { type Column, standardOf } from './columns'
import { useT } from './messages'
import { AFTER, type AfterDecision, setAfterDecision, useAfterDecision } from './preference'
import { useColumns, useCounts, useViews } from './queries'

type View = Schemas['ViewOut']

/** Loaded when a view is saved: it is not part of the first page. */
const SaveView = lazy(() => import('./SaveView'))

/** So long a pause in typing asks for a search. */
const PAUSE_MS = 100

interface Props {
  listing: Listing
  density: Density
  columns: readonly Column[]
  all: readonly Column[]
  searchRef: RefObject<InputRef | null>
  change: (changed: Partial<Listing>) => void
}

export function FilterBar(props: Props) {
  const { listing, change, searchRef } = props
  const t = useT()
  const language = useLanguage()
  const processes = useColumns().data ?? []
  const bureaus = useCounts().data?.bureaus ?? []
  return (
    <div className="wb-bar" role="search" aria-label={t('searchLabel')}>
      <Search key={listing.tab} text={listing.text} inputRef={searchRef} change={change} />
      <Select
        aria-label={t('process')}
        value={listing.process}
        showSearch={{ optionFilterProp: 'label' }}
        style={{ width: 150 }}
        popupMatchSelectWidth={320}
        onChange={(process) => change({ process, columns: null })}
        options={[
          { value: '', label: t('allProcesses') },
          ...processes.map((each) => ({ value: each.process, label: pick(language, each) })),
        ]}
      />
      {bureaus.length > 1 && (
        <Select
          aria-label={t('bureauLabel')}
          value={listing.bureau}
          style={{ width: 200 }}
          popupMatchSelectWidth={320}
          onChange={(bureau) => change({ bureau })}
          options={[
            { value: '', label: t('allBureaus') },
            ...bureaus.map((each) => ({
              value: each.id,
              label: `${pick(language, each)}（${countText(each, t)}）`,
            })),
          ]}
        />
      )}
      {listing.tab !== 'today' && listing.tab !== 'overdue' && listing.tab !== 'done' && (
        <Select<Due | ''>
          aria-label={t('due')}
          value={listing.due}
          style={{ width: 130 }}
          onChange={(due) => change({ due })}
          options={[
            { value: '', label: t('anyDue') },
            { value: 'overdue', label: t('dueOverdue') },
            { value: 'today', label: t('dueToday') },
            { value: 'week', label: t('dueWeek') },
            { value: 'later', label: t('dueLater') },
          ]}
        />
      )}
      {listing.tab !== 'returned' && listing.tab !== 'done' && (
        <Checkbox
          checked={listing.returned}
          onChange={(event) => change({ returned: event.target.checked })}
        >
          {t('onlyReturned')}
        </Checkbox>
      )}
      {isNarrowed(listing) && (
        <Button
          type="link"
          onClick={() => change({ process: '', bureau: '', due: '', returned: false, text: '' })}
        >
          {t('clear')}
        </Button>
      )}
      <span style={{ flex: 1 }} />
      <Views {...props} />
      <ColumnChooser {...props} />
      <ListSettings {...props} />
    </div>
  )
}

export function countText(count: { count: number; more: boolean }, t: ReturnType<typeof useT>): string {
  const figure = count.count.toLocaleString('en')
  return count.more ? t('more', { count: figure }) : figure
}

/** What is typed is searched for when it pauses; Enter does not wait, composing does. */
function Search({
  text,
  inputRef,
  change,
}: {
  text: string
  inputRef: RefObject<InputRef | null>
  change: Props['change']
}) {
  const t = useT()
  const [typed, setTyped] = useState(text)
  const [composing, setComposing] = useState(false)
  useEffect(() => setTyped(text), [text])
  useEffect(() => {
    if (composing || typed === text) return
    const timer = setTimeout(() => change({ text: typed }), PAUSE_MS)
    return () => clearTimeout(timer)
  }, [typed, text, composing, change])
  return (
    <Input
      ref={inputRef}
      type="search"
      aria-label={t('searchLabel')}
      placeholder={t('search')}
      title={t('search')}
      prefix={<SearchOutlined aria-hidden />}
      allowClear={clearable}
      value={typed}
      style={{ flex: '1 1 220px', maxWidth: 420 }}
      onChange={(event) => setTyped(event.target.value)}
      onCompositionStart={() => setComposing(true)}
      onCompositionEnd={() => setComposing(false)}
      onKeyDown={(event) => {
        if (event.nativeEvent.isComposing) return
        if (event.key === 'Escape') event.currentTarget.blur()
      }}
      onPressEnter={(event) => {
        if (event.nativeEvent.isComposing) return
        change({ text: typed })
        event.currentTarget.blur()
      }}
    />
  )
}

function ColumnChooser({ listing, columns, all, change }: Props) {
  const t = useT()
  const shown = columns.map((each) => each.id)
  return (
    <Popover
      trigger="click"
      placement="bottomRight"
      content={
        <section aria-label={t('columnsTitle')}>
          <strong>{t('columnsTitle')}</strong>
        <Checkbox.Group
          style={{ display: 'grid', gap: 4, maxHeight: 360, overflow: 'auto', marginTop: 8 }}
          value={shown}
          options={all.map((each) => ({ value: each.id, label: each.label }))}
          onChange={(ids) => {
            const wanted = all.map((each) => each.id).filter((id) => ids.includes(id))
            const standard = standardOf(listing)
            const same = wanted.length === standard.length && wanted.every((id) => standard.includes(id))
            change({ columns: same ? null : wanted })
          }}
        />
        </section>
      }
    >
      <Button icon={<ColumnWidthOutlined aria-hidden />} aria-label={t('columns')} title={t('columns')}>
        <span className="wb-word">{t('columns')}</span>
      </Button>
    </Popover>
  )
}

function ListSettings({ density, change }: Props) {
  const t = useT()
  const after = useAfterDecision()
  const names = { next: t('nextNext'), previous: t('nextPrevious'), list: t('nextList') }
  return (
    <Popover
      trigger="click"
      placement="bottomRight"
      content={
        <Flex component="section" aria-label={t('settings')} vertical gap={12}>
          <div role="group" aria-label={t('density')}>
            <div className="wb-faint">{t('density')}</div>
            <Radio.Group
              value={density}
              onChange={(event) => change({ density: event.target.value as Density })}
              options={(['compact', 'comfortable'] as const).map((each) => ({ value: each, label: t(each) }))}
            />
          </div>
          <div role="group" aria-label={t('next')}>
            <div className="wb-faint">{t('next')}</div>
            <Radio.Group
              value={after}
              onChange={(event) => setAfterDecision(event.target.value as AfterDecision)}
              options={AFTER.map((each) => ({ value: each, label: names[each] }))}
            />
          </div>
        </Flex>
      }
    >
      <Button icon={<SettingOutlined aria-hidden />} aria-label={t('settings')} title={t('settings')} />
    </Popover>
  )
}

function Views({ listing, density, columns, change }: Props) {
  const t = useT()
  const language = useLanguage()
  const queries = useQueryClient()
  const { message } = App.useApp()
  const views = useViews().data ?? []
  const [isSaving, setSaving] = useState(false)
  const removing = useMutation({
    mutationFn: (id: string) => api.DELETE('/views/{view_id}', { params: { path: { view_id: id } } }),
    onSettled: () => queries.invalidateQueries({ queryKey: ['views'] }),
    onError: (problem) => message.error(messageOf(problem)),
  })
  function show(view: View) {
    const { filter } = view
    const tab = (TABS as readonly string[]).includes(view.box) ? (view.box as Tab) : 'open'
    change({
      tab,
      process: filter.process ?? '',
      bureau: filter.bureau ?? '',
      due: filter.due ?? '',
      returned: filter.returned ?? false,
      text: filter.text ?? '',
      sort: view.sort,
      descending: view.descending,
      columns: view.columns.length ? view.columns : null,
      density: view.density as Density,
    })
  }
  return (
    <>
      <Dropdown
        trigger={['click']}
        placement="bottomRight"
        menu={{
          items: [
            ...(views.length
              ? views.map((view) => ({
                  key: view.id,
                  label: (
                    <Flex justify="space-between" align="center" gap={16}>
                      <span>
                        {view.name}
                        {!view.mine && (
                          <span className="wb-faint">
                            {' '}
                            {t('viewBy', {
                              name: pick(language, { zh: view.owner_zh, en: view.owner_en }),
                            })}
                          </span>
                        )}
                      </span>
                      {view.mine && (
                        <span onClick={(event) => event.stopPropagation()}>
                          <Popconfirm
                            title={t('removeView', { name: view.name })}
                            okText={t('remove')}
                            cancelText={t('cancel')}
                            onConfirm={() => removing.mutate(view.id)}
                          >
                            <Button type="text" size="small">
                              {t('remove')}
                            </Button>
                          </Popconfirm>
                        </span>
                      )}
                    </Flex>
                  ),
                  onClick: () => show(view),
                }))
              : [{ key: 'none', label: t('noViews'), disabled: true }]),
            { type: 'divider' as const },
            { key: 'save', label: t('saveView'), onClick: () => setSaving(true) },
          ],
        }}
      >
        <Button icon={<StarOutlined aria-hidden />} aria-label={t('views')} title={t('views')}>
          <span className="wb-word">{t('views')}</span>
        </Button>
      </Dropdown>
      {isSaving && (
        <Suspense fallback={null}>
          <SaveView
            listing={listing}
            density={density}
            columns={listing.columns ? columns.map((each) => each.id) : []}
            close={() => setSaving(false)}
          />
        </Suspense>
      )}
    </>
  )
}
