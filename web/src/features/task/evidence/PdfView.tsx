/** A PDF page by page; page and zoom are kept per file while one works, also from task to task. */
import { useEffect, useRef, useState } from 'react'

import { Failure } from '../../../design/Failure'
import { useT } from '../messages'
import type { Document } from './pdf'

interface Props {
  data: ArrayBuffer
  page: number
  zoom: number
  onCount: (pages: number) => void
}

export default function PdfView({ data, page, zoom, onCount }: Props) {
  const t = useT()
  const canvas = useRef<HTMLCanvasElement>(null)
  const place = useRef<HTMLDivElement>(null)
  const [opened, setOpened] = useState<Document | null>(null)
  const [problem, setProblem] = useState<Error | null>(null)
  const [text, setText] = useState('')
  const tell = useRef(onCount)
  tell.current = onCount

  useEffect(() => {
    let isCurrent = true
    let task: { destroy: () => unknown } | null = null
    setOpened(null)
    setProblem(null)
    void import('./pdf')
      .then(({ openPdf }) => {
        // pdf.js takes the bytes away: a copy, so that the file can be opened again.
        const loading = openPdf(data.slice(0))
        task = loading
        return loading.promise
      })
      .then((found) => {
        if (!isCurrent) return
        setOpened(found)
        tell.current(found.numPages)
      })
      .catch((wrong: Error) => isCurrent && setProblem(wrong))
    return () => {
      isCurrent = false
      void task?.destroy()
    }
  }, [data])

  useEffect(() => {
    if (!opened || !canvas.current) return
    let isCurrent = true
    let rendering: { cancel: () => void } | null = null
    void (async () => {
      try {
        const shown = await opened.getPage(Math.min(page, opened.numPages))
        if (!isCurrent || !canvas.current) return
        const natural = shown.getViewport({ scale: 1 })
        const fit = ((place.current?.clientWidth ?? natural.width) - 2) / natural.width
        const viewport = shown.getViewport({ scale: fit * zoom })
        const ratio = window.devicePixelRatio || 1
        canvas.current.width = Math.floor(viewport.width * ratio)
        canvas.current.height = Math.floor(viewport.height * ratio)
        canvas.current.style.width = `${Math.floor(viewport.width)}px`
        canvas.current.style.height = `${Math.floor(viewport.height)}px`
        const task = shown.render({
          canvas: canvas.current,
          viewport,
          transform: ratio === 1 ? undefined : [ratio, 0, 0, ratio, 0, 0],
        })
        rendering = task
        await task.promise
        const content = await shown.getTextContent()
        if (isCurrent) setText(content.items.map((each) => ('str' in each ? each.str : '')).join(' '))
      } catch (wrong) {
        if (isCurrent && (wrong as Error).name !== 'RenderingCancelledException') setProblem(wrong as Error)
      }
    })()
    return () => {
      isCurrent = false
      rendering?.cancel()
    }
  }, [opened, page, zoom])

  if (problem) return <Failure problem={new Error(t('fileBroken', { problem: problem.message }))} />
  return (
    <div ref={place} style={{ overflow: 'auto', height: '100%' }} tabIndex={0} role="group" aria-label={t('evidence')}>
      <canvas ref={canvas} role="img" aria-label={t('pageOf', { page, count: opened?.numPages ?? page })} data-drawn={text !== '' || undefined} />
      {/* What the page says, for those who do not see it. */}
      <div className="unseen">{text}</div>
    </div>
  )
}
