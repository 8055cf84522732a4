/**
 * Chinese for everything bpmn-js, its panel and dmn-js say. English is what they bring along.
 * In development and in tests, what has no Chinese is collected in `window.__untranslated`.
 */
import first from 'bpmn-js-i18n/translations/zn'
import modelerWords from 'bpmn-js-i18n-zh/lib/bpmn-js/index.js'
import panelWords from 'bpmn-js-i18n-zh/lib/properties-panel/index.js'
import zeebeWords from 'bpmn-js-i18n-zh/lib/zeebe-properties-panel/index.js'

import { type Language } from '../../../i18n'
import { ownChinese } from './chinese'

type Dictionary = Record<string, string>

const chinese: Dictionary = { ...first, ...modelerWords, ...panelWords, ...zeebeWords, ...ownChinese }

declare global {
  interface Window {
    __untranslated?: Set<string>
  }
}

const HAS_WORDS = /[A-Za-z]{2}/

export function translated(language: Language, template: string, values: Dictionary = {}): string {
  let text = template
  if (language === 'zh') {
    const found = chinese[template]
    if (found !== undefined) text = found
    else if (HAS_WORDS.test(template) && !/[\u4e00-\u9fff]/.test(template))
      (window.__untranslated ??= new Set()).add(template)
  }
  return text.replace(/{([^}]+)}/g, (whole, name: string) => values[name] ?? whole)
}

export function translateModule(language: Language) {
  return {
    translate: [
      'value',
      (template: string, values?: Dictionary) => translated(language, template, values),
    ],
  }
}
