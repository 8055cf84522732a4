/** Beside every page of a designer: what other designers do is followed and told as it happens. */
import { useQueryClient } from '@tanstack/react-query'
import { App } from 'antd'
import { useEffect } from 'react'
import { useNavigate } from 'react-router'

import { api, read } from '../../api/client'
import { announce } from '../../design/announce'
import { useLanguage } from '../../i18n'
import { listen } from '../workbench/live'
import { told, useIsDesigner } from './toMe'
import { useWords } from './words'

const SHOWN_SECONDS = 10
/** Saves of somebody who types come every two seconds. */
const LIST_MS = 2_000

export default function Beside() {
  return useIsDesigner() ? <Hears /> : null
}

function Hears() {
  const t = useWords()
  const language = useLanguage()
  const queries = useQueryClient()
  const navigate = useNavigate()
  const { notification } = App.useApp()
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    const again = (...names: string[]) => {
      for (const each of names) void queries.invalidateQueries({ queryKey: [each] })
    }
    async function show(id: string) {
      const request = await read(api.GET('/publish-requests/{request}', { params: { path: { request: id } } })).catch(
        () => null,
      )
      if (!request) return
      const words = told(request, language)
      const address = `/publish-requests/${id}`
      announce(words)
      notification.destroy(id)
      notification.info({
        key: id,
        title: words,
        description: request.state === 'refused' ? request.opinion : undefined,
        placement: 'bottomRight',
        duration: SHOWN_SECONDS,
        showProgress: false,
        actions: (
          <a
            href={`/app${address}`}
            onClick={(event) => {
              event.preventDefault()
              notification.destroy(id)
              void navigate(address)
            }}
          >
            {t('show')}
          </a>
        ),
      })
    }
    const stop = listen((heard) => {
      if (heard.kind === 'resync') return again('publish-requests', 'publish-request', 'bundles', 'workspaces')
      if (heard.kind !== 'designed') return
      const { news } = heard
      if (news.what === 'saved') {
        timer ??= setTimeout(() => {
          timer = undefined
          again('workspaces')
        }, LIST_MS)
        return
      }
      again('publish-requests', 'publish-request')
      if (news.what === 'published') again('bundles', 'comparison', 'impact')
      if (!news.by_me) void show(news.id)
    })
    return () => {
      stop()
      clearTimeout(timer)
    }
  }, [queries, navigate, notification, language, t])
  return null
}
