/** "学费报销 第3版（草案）" */
import type { Schemas } from '../../api/client'
import { type Language, pick } from '../../i18n'
import { useT } from './messages'

type Named = Pick<Schemas['VersionOut'], 'title_zh' | 'title_en' | 'key' | 'version' | 'state'>

export function versionName(version: Named, language: Language): string {
  const title = pick(language, { zh: version.title_zh, en: version.title_en }) || version.key
  const state = useT.now(version.state as 'workspace' | 'draft' | 'published' | 'retired')
  const number = version.version === null ? '' : useT.now('version', { n: version.version })
  return version.version === null
    ? `${title}${language === 'zh' ? `（${state}）` : ` (${state})`}`
    : `${title} ${number}${language === 'zh' ? `（${state}）` : ` (${state})`}`
}
