/** 中文 / English, each in its own language. */
import { Button } from 'antd'

import { LANGUAGE_NAMES, setLanguage, useLanguage } from '../i18n'

export function LanguageSwitch() {
  const language = useLanguage()
  const other = language === 'zh' ? 'en' : 'zh'
  return (
    <Button type="text" lang={other === 'zh' ? 'zh-CN' : 'en'} onClick={() => void setLanguage(other)}>
      {LANGUAGE_NAMES[other]}
    </Button>
  )
}
