/** The frame around everything: theme, language, data, session, addresses. */
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { App as AntApp, ConfigProvider } from 'antd'
import en from 'antd/locale/en_US'
import zh from 'antd/locale/zh_CN'
import dayjs from 'dayjs'
import 'dayjs/locale/zh-cn'
import { useEffect, useState } from 'react'
import { BrowserRouter } from 'react-router'

import { ApiProblem } from '../api/problem'
import { LiveRegion } from '../design/announce'
import { HotkeysProvider } from '../design/hotkeys'
import { useLanguage } from '../i18n'
import { Entrance } from './Entrance'
import { useIsDark, usePreferences } from './preferences'
import { SessionProvider } from './session'
import { themeOf } from './theme'

const queryClient = () =>
  new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 15_000,
        networkMode: 'always',
        // What the server declines it would decline again.
        retry: (count, problem) => !(problem instanceof ApiProblem) && count < 2,
      },
      mutations: { networkMode: 'always' },
    },
  })

export function App() {
  const language = useLanguage()
  const isDark = useIsDark()
  const { density } = usePreferences()
  const [queries] = useState(queryClient)

  useEffect(() => {
    dayjs.locale(language === 'zh' ? 'zh-cn' : 'en')
  }, [language])
  useEffect(() => {
    document.documentElement.style.colorScheme = isDark ? 'dark' : 'light'
  }, [isDark])

  return (
    <ConfigProvider
      locale={language === 'zh' ? zh : en}
      theme={themeOf(isDark, density)}
      button={{ autoInsertSpace: false }}
      wave={{ disabled: true }}
    >
      <AntApp className="hq-app" style={{ height: '100%' }} message={{ maxCount: 3 }}>
        <QueryClientProvider client={queries}>
          {/* What is open changes with the key or click that asked for it: as a transition the old form
            * would stand for a moment under the new address and swallow the next key. */}
          <BrowserRouter basename="/app" useTransitions={false}>
            <SessionProvider>
              <HotkeysProvider>
                <LiveRegion />
                <Entrance />
              </HotkeysProvider>
            </SessionProvider>
          </BrowserRouter>
        </QueryClientProvider>
      </AntApp>
    </ConfigProvider>
  )
}
