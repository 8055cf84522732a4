/** A roster in a form: dropped, pasted or typed, and corrected in place until nothing is wrong. */
import { DownloadOutlined, InboxOutlined, PlusOutlined, UndoOutlined } from '@ant-design/icons'
import { Alert, Button, Dropdown, Flex, Segmented, Switch, Typography } from 'antd'
import { createContext, useContext, useEffect, useId, useRef, useState } from 'react'

import { fetchWithSession } from '../../../api/client'
import { messageOf } from '../../../design/Failure'
import { useClosing } from '../../../design/NamedIcon'
import { Waiting } from '../../../design/Waiting'
import type { WidgetProps } from '../../../forms'
import { pick, useLanguage } from '../../../i18n'
import { useT } from './messages'
import { RosterGrid, type RosterGridHandle } from './RosterGrid'
import { RosterShelf } from './shelf'
import type { RosterColumn, SheetRows } from './sheet'
import { cellsOf, withHeadings } from './sheet'
import { useColumns, useSheet } from './useSheet'

export type KeptSheet = SheetRows & { name: string | null }

/** What the page around the form knows of its rosters. */
export interface RosterKeeper {
  /** What was typed before. */
  begun: (field: string) => KeptSheet | null
  changed: (field: string, sheet: KeptSheet) => void
  /** The page calls `store` before it submits; false: there are errors. */
  register: (field: string, store: (() => Promise<boolean>) | null) => void
}

export const RosterKeeping = createContext<RosterKeeper | null>(null)

export function RosterField(props: WidgetProps) {
  const columns = useColumns()
  if (columns.isPending) return <Waiting rows={3} />
  if (columns.error)
    return (
      <Alert
        type="error"
        showIcon
        title={messageOf(columns.error)}
        action={<RetryButton retry={() => void columns.refetch()} />}
      />
    )
  return <Roster {...props} columns={columns.data} />
}

function RetryButton({ retry }: { retry: () => void }) {
  const t = useT()
  return (
    <Button size="small" onClick={retry}>
      {t('retry')}
    </Button>
  )
}

function Roster({ id, name, value, onChange, describedBy, isWrong, columns }: WidgetProps & { columns: RosterColumn[] }) {
  const t = useT()
  const closing = useClosing()
  const language = useLanguage()
  const keeper = useContext(RosterKeeping)
  const hint = useId()
  const grid = useRef<RosterGridHandle>(null)
  const input = useRef<HTMLInputElement>(null)
  const shelf = useContext(RosterShelf)
  const [begun] = useState(() => keeper?.begun(name) ?? shelf?.sheets[name] ?? null)
  const [onlyErrors, setOnlyErrors] = useState(false)
  const [kind, setKind] = useState('')
  const [said, setSaid] = useState('')
  const [isOver, setOver] = useState(false)
  const roster = useSheet(columns, begun, (sheet) => {
    setSaid('')
    if (value !== undefined) onChange(undefined) // what was kept is no longer what stands here
    keeper?.changed(name, sheet)
    shelf?.change(name, sheet)
  })
  const { sheet, errors } = roster

  async function store(): Promise<boolean> {
    if (sheet.isEmpty) {
      setSaid(t('emptyNow'))
      return false
    }
    const kept = await roster.store()
    if (kept === null) {
      setSaid(errors.count > 0 ? t('notNow', { count: errors.count }) : '')
      if (errors.count > 0) {
        setOnlyErrors(true)
        grid.current?.nextError()
      }
      return false
    }
    onChange(kept)
    return true
  }

  const latest = useRef(store)
  latest.current = store
  useEffect(() => {
    keeper?.register(name, () => latest.current())
    return () => keeper?.register(name, null)
  }, [keeper, name])

  async function take(files: FileList | null) {
    const [file] = files ?? []
    if (!file) return
    await roster.take(file)
    if (input.current) input.current.value = ''
    setKind('')
    setOnlyErrors(errors.count > 0)
    if (errors.count > 0) grid.current?.nextError()
  }

  function paste(text: string) {
    const cells = cellsOf(text)
    const table = withHeadings(cells, columns)
    if (table) roster.replace(table, table.unknown)
    else if (cells.length > 0) roster.replace({ fields: sheet.fields, rows: cells })
  }

  async function download(kindOfSheet: 'template' | 'errors') {
    const isTemplate = kindOfSheet === 'template'
    const query = new URLSearchParams({ language })
    const path = isTemplate ? `/rosters/template?${query}` : `/rosters/sheet?${query}`
    const answer = await fetchWithSession(
      new URL(path, window.location.origin).href,
      isTemplate
        ? undefined
        : {
            method: 'POST',
            headers: { 'Content-Type': 'application/json' },
            body: JSON.stringify({ fields: sheet.fields, rows: sheet.rows }),
          },
    )
    const link = document.createElement('a')
    link.href = URL.createObjectURL(await answer.blob())
    link.download = isTemplate ? t('templateName') : t('errorsName')
    link.click()
    setTimeout(() => URL.revokeObjectURL(link.href), 10_000)
  }

  const chooser = (
    <>
      <input
        ref={input}
        id={id}
        type="file"
        accept=".csv,.xlsx"
        className="unseen"
        aria-describedby={describedBy}
        aria-invalid={isWrong}
        onChange={(event) => void take(event.target.files)}
      />
      <Button icon={<InboxOutlined aria-hidden />} loading={roster.isBusy && sheet.isEmpty} onClick={() => input.current?.click()}>
        {sheet.isEmpty ? t('choose') : t('another')}
      </Button>
    </>
  )
  const templateButton = (
    <Button icon={<DownloadOutlined aria-hidden />} onClick={() => void download('template')}>
      {t('template')}
    </Button>
  )
  const drop = {
    onDragOver: (event: React.DragEvent) => {
      event.preventDefault()
      setOver(true)
    },
    onDragLeave: () => setOver(false),
    onDrop: (event: React.DragEvent) => {
      event.preventDefault()
      setOver(false)
      void take(event.dataTransfer.files)
    },
  }

  if (sheet.isEmpty)
    return (
      <div
        className={isOver ? 'roster-drop is-over' : 'roster-drop'}
        {...drop}
        onPaste={(event) => {
          event.preventDefault()
          paste(event.clipboardData.getData('text'))
        }}
      >
        <label htmlFor={`${id}-paste`}>{t('dropHere')}</label>
        <div className="field-help">{t('dropHint')}</div>
        {value !== undefined && value !== null && <div role="status">{t('keptAsItIs')}</div>}
        <Flex gap={8} justify="center" wrap style={{ marginTop: 12 }}>
          {chooser}
          {templateButton}
          <Button
            icon={<PlusOutlined aria-hidden />}
            onClick={() => {
              roster.addRow()
              requestAnimationFrame(() => grid.current?.focus())
            }}
          >
            {t('typeIn')}
          </Button>
        </Flex>
        <input
          id={`${id}-paste`}
          className="roster-paste"
          aria-label={t('pasteHere')}
          placeholder={t('pasteHere')}
          value=""
          onChange={() => undefined}
        />
        <Problems said={said} problem={roster.problem} />
      </div>
    )

  const kinds = [...errors.kinds()]
  const nameOfKind = (each: string) => {
    const column = columns.find((one) => one.field === each)
    return column ? pick(language, column) : each === 'duplicate' ? t('duplicate') : each
  }
  const at = errors.of(grid.current?.present().row ?? -1)
  return (
    <div {...drop}>
      <Flex gap={8} align="center" wrap style={{ marginBottom: 8 }}>
        <strong>{t('rows', { count: sheet.rows.length })}</strong>
        <Typography.Text type={errors.count > 0 ? 'danger' : 'secondary'} role="status">
          {roster.isBusy && errors.count === 0
            ? t('checking')
            : errors.count > 0
              ? t('errors', { count: errors.count })
              : t('noErrors')}
        </Typography.Text>
        <Button type="primary" ghost disabled={errors.count === 0} onClick={() => grid.current?.nextError()}>
          {t('nextError')}
        </Button>
        <label>
          <Switch size="small" checked={onlyErrors} onChange={setOnlyErrors} aria-label={t('onlyErrors')} /> {t('onlyErrors')}
        </label>
        <span style={{ flex: 1 }} />
        <Button size="small" onClick={() => grid.current?.fillDown()}>
          {t('fillDown')}
        </Button>
        <Button size="small" icon={<UndoOutlined aria-hidden />} disabled={!sheet.canUndo} onClick={roster.undo}>
          {t('undo')}
        </Button>
        <Button size="small" onClick={() => roster.addRow()}>
          {t('addRow')}
        </Button>
        <Button size="small" onClick={() => roster.removeRow(grid.current?.present().row ?? 0)}>
          {t('removeRow')}
        </Button>
        <Dropdown
          trigger={['click']}
          menu={{
            items: columns
              .filter((each) => !sheet.fields.includes(each.field))
              .map((each) => ({ key: each.field, label: pick(language, each) })),
            onClick: ({ key }) => roster.addColumn(key),
          }}
        >
          <Button size="small">{t('addColumn')}</Button>
        </Dropdown>
      </Flex>
      {kinds.length > 1 && (
        <Segmented
          size="small"
          aria-label={t('errorKinds')}
          value={kind}
          onChange={(next) => {
            setKind(next)
            setOnlyErrors(true)
          }}
          options={[
            { value: '', label: t('allKinds') },
            ...kinds.map(([each, count]) => ({ value: each, label: `${nameOfKind(each)} ${count}` })),
          ]}
          style={{ marginBottom: 8 }}
        />
      )}
      {roster.unknown.length > 0 && (
        <Alert type="info" showIcon closable={closing()} title={t('unknown', { names: roster.unknown.join(t('comma')) })} style={{ marginBottom: 8 }} />
      )}
      {errors.whole.map((each, i) => (
        <Alert key={i} type="error" showIcon title={pick(language, each)} style={{ marginBottom: 8 }} />
      ))}
      {!errors.isComplete && <Alert type="warning" showIcon title={t('moreErrors')} style={{ marginBottom: 8 }} />}
      <RosterGrid ref={grid} roster={roster} onlyErrors={onlyErrors} kind={kind} describedBy={hint} />
      <div id={hint} className="field-help">
        {t('gridHint')}
      </div>
      {at.length > 0 && (
        <div className="field-error" aria-hidden>
          {at.map((each, i) => (
            <div key={i}>{t('placeOfRow', { row: (grid.current?.present().row ?? 0) + 1, error: pick(language, each) })}</div>
          ))}
        </div>
      )}
      <Flex gap={8} wrap style={{ marginTop: 8 }}>
        {chooser}
        {templateButton}
        <Button
          icon={<DownloadOutlined aria-hidden />}
          disabled={errors.count === 0}
          onClick={() => void download('errors')}
        >
          {t('withErrors')}
        </Button>
        {keeper === null && (
          <Button type="primary" loading={roster.isBusy} onClick={() => void store()}>
            {t('confirm')}
          </Button>
        )}
        {typeof value === 'string' && <Typography.Text type="success">{t('kept', { count: sheet.rows.length })}</Typography.Text>}
      </Flex>
      <Problems said={said} problem={roster.problem} />
    </div>
  )
}

function Problems({ said, problem }: { said: string; problem: string }) {
  const t = useT()
  const text = said || (problem && t('notChecked', { problem }))
  if (!text) return null
  return (
    <div className="field-error" role="alert">
      {text}
    </div>
  )
}
