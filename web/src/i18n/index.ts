/**
 * Texts in Chinese and English. Each feature defines its own, in both languages at once:
 *
 *     const useT = defineMessages('inbox', { zh: { title: '我的待办' }, en: { title: 'My tasks' } })
 *     const t = useT();  t('title')
 *
 * A key that is missing in English, or used and not defined, is an error of the type check.
 */
import i18next from 'i18next'
import { useCallback } from 'react'
import { initReactI18next, useTranslation } from 'react-i18next'

export type Language = 'zh' | 'en'
export type InBoth = { zh?: string | null; en?: string | null }
type Texts = Record<string, string>
type Values = Record<string, string | number>
/** English has singulars: beside `cases` there may be `cases_one`, taken when `count` is 1. */
type Other<Z extends Texts> = { [K in keyof Z]: string } & {
  [K in `${keyof Z & string}_one`]?: string
}
export type Translate<K extends string> = (key: K, values?: Values) => string

/** Each by its own name. */
export const LANGUAGE_NAMES: Record<Language, string> = { zh: '中文', en: 'English' }

const KEPT = 'huiqian.language'

void i18next.use(initReactI18next).init({
  lng: firstLanguage(),
  fallbackLng: false,
  keySeparator: false,
  nsSeparator: false,
  interpolation: { escapeValue: false },
  resources: {},
  // Only a key that escaped the type check comes here; the tests fail on it.
  saveMissing: true,
  missingKeyHandler: (_languages, namespace, key) =>
    console.error(`missing message ${namespace}.${key}`),
  initAsync: false,
})
mark(i18next.language as Language)

function firstLanguage(): Language {
  const kept = localStorage.getItem(KEPT)
  if (kept === 'zh' || kept === 'en') return kept
  return navigator.language.toLowerCase().startsWith('en') ? 'en' : 'zh'
}

function mark(language: Language) {
  document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en'
}

/** Every namespace that was defined, for the test that compares the languages. */
export const namespaces: Record<string, { zh: Texts; en: Texts }> = {}

export function defineMessages<const Z extends Texts>(
  namespace: string,
  texts: { zh: Z; en: Other<Z> },
) {
  namespaces[namespace] = texts as { zh: Texts; en: Texts }
  i18next.addResourceBundle('zh', namespace, texts.zh)
  i18next.addResourceBundle('en', namespace, texts.en)
  type Key = keyof Z & string

  function useT(): Translate<Key> {
    const { t } = useTranslation(namespace)
    return useCallback((key, values) => String(t(key, values as never)), [t])
  }
  /** Outside components; the language of the moment. */
  useT.now = (key: Key, values?: Values): string =>
    String(i18next.t(key, { ns: namespace, ...values } as never))
  return useT
}

export function useLanguage(): Language {
  const { i18n } = useTranslation()
  return i18n.language === 'en' ? 'en' : 'zh'
}

export function language(): Language {
  return i18next.language === 'en' ? 'en' : 'zh'
}

export async function setLanguage(chosen: Language) {
  localStorage.setItem(KEPT, chosen)
  await i18next.changeLanguage(chosen)
  mark(chosen)
}

/** A text that comes in both languages from the server; Chinese where English is missing. */
export function pick(language: Language, text: InBoth | null | undefined): string {
  if (!text) return ''
  return (language === 'en' ? text.en || text.zh : text.zh || text.en) ?? ''
}
