/** Files of a field: chosen or dropped, sent at once; the field holds their references. */
import { PaperClipOutlined, UploadOutlined } from '@ant-design/icons'
import { Button, Flex } from 'antd'
import { useEffect, useRef, useState } from 'react'

import { api, read } from '../api/client'
import { announce } from '../design/announce'
import { messageOf } from '../design/Failure'
import type { WidgetProps } from './fields'
import { useT } from './messages'
import { uploadAttachment, uploadRoster } from './upload'

/** Names of files this browser sent or has asked about. */
const names = new Map<string, string>()

export function FileField({ id, value, onChange, schema, describedBy, isWrong }: WidgetProps) {
  const t = useT()
  const input = useRef<HTMLInputElement>(null)
  const [isBusy, setBusy] = useState(false)
  const [problem, setProblem] = useState('')
  const isMany = schema.type === 'array' || (Array.isArray(schema.type) && schema.type.includes('array'))
  const kept: string[] = Array.isArray(value) ? (value as string[]) : value ? [String(value)] : []

  async function take(files: FileList | null) {
    if (!files || files.length === 0) return
    setBusy(true)
    setProblem('')
    let now = kept
    for (const file of isMany ? [...files] : [...files].slice(0, 1))
      try {
        const sent = await uploadAttachment(file)
        names.set(sent.reference, sent.name)
        now = isMany ? [...now.filter((each) => each !== sent.reference), sent.reference] : [sent.reference]
        onChange(isMany ? now : now[0])
        announce(t('uploaded', { name: sent.name }))
      } catch (wrong) {
        setProblem(t('uploadFailed', { name: file.name, problem: messageOf(wrong) }))
        break
      }
    setBusy(false)
    if (input.current) input.current.value = ''
  }

  return (
    <div
      onDragOver={(event) => event.preventDefault()}
      onDrop={(event) => {
        event.preventDefault()
        void take(event.dataTransfer.files)
      }}
    >
      {kept.map((reference) => (
        <Kept
          key={reference}
          reference={reference}
          onRemove={() => onChange(isMany ? kept.filter((each) => each !== reference) : undefined)}
        />
      ))}
      <Flex gap={8} align="center" wrap>
        <input
          ref={input}
          id={id}
          type="file"
          multiple={isMany}
          className="unseen"
          aria-describedby={describedBy}
          aria-invalid={isWrong}
          onChange={(event) => void take(event.target.files)}
        />
        <Button icon={<UploadOutlined aria-hidden />} loading={isBusy} onClick={() => input.current?.click()}>
          {t('upload')}
        </Button>
        <span className="quiet">{isBusy ? t('uploading') : t('uploadHint')}</span>
      </Flex>
      {problem && (
        <div className="field-error" role="alert">
          {problem}
        </div>
      )}
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
