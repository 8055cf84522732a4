/** Files of a field: chosen or dropped, sent at once; the field holds their references. */
import { PaperClipOutlined, UploadOutlined } from '@ant-design/icons'
import { Button, Flex, Progress } from 'antd'
import { useContext, useEffect, useRef, useState } from 'react'

import { api, read } from '../api/client'
import { announce } from '../design/announce'
import { messageOf } from '../design/Failure'
import { sizeText } from '../design/formats'
import type { WidgetProps } from './widget'
import { useT } from './messages'
import { PendingFields } from './pending'
import { attachmentLimits, endingsOf, type Limits, uploadRoster } from './upload'
import { type Upload, useUploads } from './useUploads'

/** Names of files this browser sent or has asked about. */
const names = new Map<string, string>()

export function FileField({ id, name, value, onChange, schema, describedBy, isWrong }: WidgetProps) {
  const t = useT()
  const input = useRef<HTMLInputElement>(null)
  const limits = useLimits()
  const [isOver, setOver] = useState(false)
  const isMany = schema.type === 'array' || (Array.isArray(schema.type) && schema.type.includes('array'))
  const kept: string[] = Array.isArray(value) ? (value as string[]) : value ? [String(value)] : []
  const latest = useRef(kept)
  latest.current = kept
  const most = isMany ? (schema.maxItems ?? Infinity) : 1
  const { uploads, add, drop, retry } = useUploads({
    limits,
    most,
    // A field of one file takes another in its place.
    room: isMany ? most - kept.length : 1,
    onSent: (reference, given) => {
      names.set(reference, given)
      const others = latest.current.filter((each) => each !== reference)
      latest.current = isMany ? [...others, reference] : [reference]
      onChange(isMany ? latest.current : reference)
    },
  })

  const tellForm = useContext(PendingFields)
  const isSending = uploads.some((each) => each.state === 'sending' || each.state === 'waiting')
  const isLost = uploads.some((each) => each.state === 'lost')
  useEffect(() => {
    tellForm(name, isSending ? 'sending' : isLost ? 'failed' : null)
    return () => tellForm(name, null)
  }, [isLost, isSending, name, tellForm])
  useNoStrayDrops()

  return (
    <div
      className="file-drop"
      data-over={isOver}
      onDragOver={(event) => {
        event.preventDefault()
        setOver(true)
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault()
        setOver(false)
        add([...event.dataTransfer.files])
      }}
    >
      {kept.map((reference) => (
        <Kept
          key={reference}
          reference={reference}
          onRemove={() => onChange(isMany ? kept.filter((each) => each !== reference) : undefined)}
        />
      ))}
      {uploads.map((each) => (
        <UnderWay key={each.key} upload={each} onDrop={() => drop(each.key)} onRetry={() => retry(each.key)} />
      ))}
      <Flex gap={8} align="center" wrap>
        <input
          ref={input}
          id={id}
          type="file"
          multiple={isMany}
          accept={limits ? endingsOf(limits).join(',') : undefined}
          className="unseen"
          aria-describedby={[`${id}-limits`, describedBy].filter(Boolean).join(' ')}
          aria-invalid={isWrong}
          onChange={(event) => {
            add([...(event.target.files ?? [])])
            event.target.value = ''
          }}
        />
        <Button icon={<UploadOutlined aria-hidden />} onClick={() => input.current?.click()}>
          {t(isMany ? 'uploadMany' : 'upload')}
        </Button>
        <span id={`${id}-limits`} className="quiet">
          {limits && t('limits', { kinds: kindsOf(limits), size: sizeText(limits.largest_bytes) })}{' '}
          {Number.isFinite(most) && isMany && t('mostFiles', { count: most })} {t('dropHint')}
        </span>
      </Flex>
    </div>
  )
}

/** "PDF, PNG, JPG …": one name for each ending. */
function kindsOf(limits: Limits): string {
  return endingsOf(limits)
    .filter((ending) => ending !== '.jpeg')
    .map((ending) => ending.slice(1).toUpperCase())
    .join(' / ')
}

function useLimits(): Limits | null {
  const [limits, setLimits] = useState<Limits | null>(null)
  useEffect(() => {
    let isCurrent = true
    attachmentLimits()
      .then((found) => isCurrent && setLimits(found))
      .catch(() => undefined) // the server says it when a file is sent
    return () => {
      isCurrent = false
    }
  }, [])
  return limits
}

/** A file dropped beside the field must not take the place of the page. */
function useNoStrayDrops() {
  useEffect(() => {
    const stay = (event: DragEvent) => {
      if (event.dataTransfer?.types.includes('Files')) event.preventDefault()
    }
    window.addEventListener('dragover', stay)
    window.addEventListener('drop', stay)
    return () => {
      window.removeEventListener('dragover', stay)
      window.removeEventListener('drop', stay)
    }
  }, [])
}

interface UnderWayProps {
  upload: Upload
  onDrop: () => void
  onRetry: () => void
}

/** One file that is not there yet, or will not be. */
function UnderWay({ upload: { file, state, sent, problem }, onDrop, onRetry }: UnderWayProps) {
  const t = useT()
  const { name } = file
  const percent = file.size > 0 ? Math.floor((Math.min(sent, file.size) / file.size) * 100) : 0
  if (state === 'refused' || state === 'lost')
    return (
      <Flex gap={8} align="baseline" className="field-error" role="alert">
        <span style={{ overflowWrap: 'anywhere' }}>{problem}</span>
        {state === 'lost' && (
          <Button size="small" onClick={onRetry} aria-label={t('retryFile', { name })}>
            {t('retry')}
          </Button>
        )}
        <Button size="small" type="text" onClick={onDrop} aria-label={t('dismissFile', { name })}>
          ×
        </Button>
      </Flex>
    )
  return (
    <div className="file-under-way">
      <Flex gap={8} align="baseline">
        <PaperClipOutlined aria-hidden />
        <span style={{ overflowWrap: 'anywhere' }}>{name}</span>
        <span className="quiet tabular">
          {state === 'waiting'
            ? t('waits')
            : t('sent', { percent, done: sizeText(Math.min(sent, file.size)), size: sizeText(file.size) })}
        </span>
        <Button size="small" type="link" onClick={onDrop} aria-label={t('cancelFile', { name })}>
          {t('cancel')}
        </Button>
      </Flex>
      <Progress
        percent={percent}
        size="small"
        showInfo={false}
        status="normal"
        aria-label={t('sendingFile', { name })}
      />
    </div>
  )
}

function Kept({ reference, onRemove }: { reference: string; onRemove: () => void }) {
  const t = useT()
  const [name, setName] = useState(names.get(reference) ?? '')
  useEffect(() => {
    if (name) return
    let isCurrent = true
    const sha256 = reference.replace('sha256:', '')
    read(api.GET('/attachments/{sha256}', { params: { path: { sha256 } } }))
      .then((found) => {
        names.set(reference, found.name)
        if (isCurrent) setName(found.name)
      })
      .catch(() => undefined)
    return () => {
      isCurrent = false
    }
  }, [name, reference])
  const shown = name || t('attachment')
  return (
    <Flex gap={8} align="center" style={{ marginBottom: 4 }}>
      <PaperClipOutlined aria-hidden />
      <span style={{ overflowWrap: 'anywhere' }}>{shown}</span>
      <Button size="small" type="link" onClick={onRemove} aria-label={t('removeFile', { name: shown })}>
        ×
      </Button>
    </Flex>
  )
}

/** The plain roster field; where errors are corrected in place, another widget takes its turn. */
export function RosterField({ id, value, onChange, describedBy, isWrong }: WidgetProps) {
  const t = useT()
  const input = useRef<HTMLInputElement>(null)
  const [isBusy, setBusy] = useState(false)
  const [said, setSaid] = useState('')
  const [problem, setProblem] = useState('')

  async function take(file: File | undefined) {
    if (!file) return
    setBusy(true)
    setProblem('')
    try {
      const sent = await uploadRoster(file)
      onChange(sent.id)
      setSaid(t('rosterRows', { rows: sent.rows }))
      announce(t('rosterRows', { rows: sent.rows }))
    } catch (wrong) {
      setProblem(t('uploadFailed', { name: file.name, problem: messageOf(wrong) }))
    }
    setBusy(false)
    if (input.current) input.current.value = ''
  }

  return (
    <>
      <Flex gap={8} align="center" wrap>
        <input
          ref={input}
          id={id}
          type="file"
          accept=".csv,.xlsx"
          className="unseen"
          aria-describedby={describedBy}
          aria-invalid={isWrong}
          onChange={(event) => void take(event.target.files?.[0])}
        />
        <Button icon={<UploadOutlined aria-hidden />} loading={isBusy} onClick={() => input.current?.click()}>
          {t('uploadRoster')}
        </Button>
        <span className="quiet">{said || (value ? t('rosterKept') : t('rosterHint'))}</span>
      </Flex>
      {problem && (
        <div className="field-error" role="alert">
          {problem}
        </div>
      )}
    </>
  )
}
