/**
 * Files of the case beside the form: PDF and images are drawn by us, everything else is downloaded.
 * Nothing of a file is ever run; what could be is not opened at all.
 */
import { DownloadOutlined, LeftOutlined, MinusOutlined, PlusOutlined, RightOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { Button, Flex, Select } from 'antd'
import { lazy, Suspense, useEffect, useState } from 'react'

import { fetchWithSession } from '../../../api/client'
import { Failure } from '../../../design/Failure'
import { useHotkeys } from '../../../design/hotkeys'
import { Waiting } from '../../../design/Waiting'
import { pick, useLanguage } from '../../../i18n'
import { useT } from '../messages'
import type { CaseAttachment } from '../queries'

const PdfView = lazy(() => import('./PdfView'))

const IMAGES = new Set(['image/png', 'image/jpeg'])
const ZOOMS = [0.5, 0.75, 1, 1.25, 1.5, 2, 3]

interface Place {
  page: number
  zoom: number
}
/** Where one was in each file, and with which zoom: kept between tasks. */
const places = new Map<string, Place>()
let lastZoom = 1

export function contentAddress(sha256: string): string {
  return `/attachments/${sha256}/content`
}

export function Evidence({ files, wanted }: { files: readonly CaseAttachment[]; wanted?: string }) {
  const t = useT()
  const language = useLanguage()
  const [sha256, setSha256] = useState(wanted ?? files[0]?.sha256 ?? '')
  const file = files.find((each) => each.sha256 === sha256) ?? files[0]
  useEffect(() => {
    if (wanted) setSha256(wanted)
  }, [wanted])
  if (!file) return <p className="quiet">{t('noEvidence')}</p>
  return (
    <Flex vertical gap={8} style={{ height: '100%', minHeight: 0 }}>
      <Select
        aria-label={t('chooseFile')}
        value={file.sha256}
        onChange={setSha256}
        options={files.map((each) => ({
          value: each.sha256,
          label: t('attachmentOf', { label: pick(language, each.label), name: each.name }),
        }))}
      />
      <File key={file.sha256} file={file} />
    </Flex>
  )
}

function File({ file }: { file: CaseAttachment }) {
  const t = useT()
  const isPdf = file.media_type === 'application/pdf'
  const isImage = IMAGES.has(file.media_type)
  const kept = places.get(file.sha256)
  const [page, setPage] = useState(kept?.page ?? 1)
  const [zoom, setZoom] = useState(kept?.zoom ?? lastZoom)
  const [count, setCount] = useState(1)
  const content = useQuery({
    queryKey: ['file', file.sha256],
    queryFn: async () =>
      (await fetchWithSession(new URL(contentAddress(file.sha256), window.location.origin).href)).arrayBuffer(),
    enabled: isPdf || isImage,
    staleTime: Infinity,
    gcTime: 60_000,
  })

  useEffect(() => {
    places.set(file.sha256, { page, zoom })
    lastZoom = zoom
  }, [file.sha256, page, zoom])

  const turn = (by: number) => setPage((was) => Math.min(Math.max(was + by, 1), count))
  const scale = (by: number) =>
    setZoom((was) => ZOOMS[Math.min(Math.max(ZOOMS.indexOf(was) + by, 0), ZOOMS.length - 1)] ?? 1)
  useHotkeys([
    { id: 'evidence.previous', key: '[', label: t('previousPage'), group: t('evidence'), enabled: isPdf, run: () => turn(-1) },
    { id: 'evidence.next', key: ']', label: t('nextPage'), group: t('evidence'), enabled: isPdf, run: () => turn(1) },
  ])

  return (
    <>
      <Flex gap={4} align="center" wrap>
        {isPdf && (
          <>
            <Button size="small" icon={<LeftOutlined />} aria-label={t('previousPage')} disabled={page <= 1} onClick={() => turn(-1)} />
            <span className="tabular" aria-live="polite">
              {t('pageOf', { page, count })}
            </span>
            <Button size="small" icon={<RightOutlined />} aria-label={t('nextPage')} disabled={page >= count} onClick={() => turn(1)} />
          </>
        )}
        {(isPdf || isImage) && (
          <>
            <Button size="small" icon={<MinusOutlined />} aria-label={t('zoomOut')} onClick={() => scale(-1)} />
            <span className="tabular">{Math.round(zoom * 100)}%</span>
            <Button size="small" icon={<PlusOutlined />} aria-label={t('zoomIn')} onClick={() => scale(1)} />
          </>
        )}
        <Button size="small" icon={<DownloadOutlined aria-hidden />} href={contentAddress(file.sha256)} download={file.name}>
          {t('download')}
        </Button>
      </Flex>
      <div className="evidence-page">
        {!isPdf && !isImage ? (
          <p className="quiet">{t('downloadOnly')}</p>
        ) : content.error ? (
          <Failure problem={content.error} retry={() => void content.refetch()} />
        ) : !content.data ? (
          <Waiting rows={8} />
        ) : isPdf ? (
          <Suspense fallback={<Waiting rows={8} />}>
            <PdfView data={content.data} page={page} zoom={zoom} onCount={setCount} />
          </Suspense>
        ) : (
          <Picture data={content.data} file={file} zoom={zoom} />
        )}
      </div>
    </>
  )
}

function Picture({ data, file, zoom }: { data: ArrayBuffer; file: CaseAttachment; zoom: number }) {
  const [address, setAddress] = useState('')
  useEffect(() => {
    // Only as what the server found it to be; a picture format that can hold scripts is not among them.
    const made = URL.createObjectURL(new Blob([data], { type: file.media_type }))
    setAddress(made)
    return () => URL.revokeObjectURL(made)
  }, [data, file.media_type])
  if (!address) return null
  return (
    <div style={{ overflow: 'auto', height: '100%' }} tabIndex={0} role="group" aria-label={file.name}>
      <img src={address} alt={file.name} style={{ width: `${zoom * 100}%` }} />
    </div>
  )
}
