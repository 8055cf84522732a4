/** All that is wrong, in one place that takes the focus; each line leads to its field, in the same words. */
import { Alert } from 'antd'
import { forwardRef } from 'react'

import { pick, useLanguage } from '../i18n'
import { useT } from './messages'
import type { FieldError, FormDocument } from './types'

interface Props {
  errors: readonly FieldError[]
  form: FormDocument
  onGo: (error: FieldError) => void
}

export const ErrorSummary = forwardRef<HTMLDivElement, Props>(function ErrorSummary({ errors, form, onGo }, ref) {
  const t = useT()
  const language = useLanguage()
  if (errors.length === 0) return null
  return (
    <div ref={ref} tabIndex={-1} className="error-summary" role="alert" style={{ marginBottom: 16 }}>
      <Alert
        type="error"
        role="none"
        showIcon
        title={t('summaryTitle', { count: errors.length })}
        description={
          <ul style={{ margin: 0, paddingInlineStart: 18 }}>
            {errors.map((error, i) => (
              <li key={i}>
                <a
                  href={`#field-${nameIn(error.path)}`}
                  onClick={(event) => {
                    event.preventDefault()
                    onGo(error)
                  }}
                >
                  {errorText(error, form, language)}
                </a>
              </li>
            ))}
          </ul>
        }
      />
    </div>
  )
})

/** The first step of the path: the field of the form. */
export function nameIn(path: string): string {
  return (path.split('/')[1] ?? '').replace(/~1/g, '/').replace(/~0/g, '~')
}

/** "Requested amount: must be a number such as 1409.50"; a message that names its field stays as it is. */
export function errorText(error: FieldError, form: FormDocument, language: 'zh' | 'en'): string {
  const text = pick(language, error)
  const name = nameIn(error.path)
  const schema = form.json_schema.properties[name]
  if (error.rule === 'required' && error.path.split('/').length === 2) return text
  const label = schema ? pick(language, schema['x-label']) || name : name
  const deeper = error.path.split('/').slice(2).map((step) => (/^\d+$/.test(step) ? String(Number(step) + 1) : step))
  const place = [label, ...deeper].filter(Boolean).join(' ')
  if (!place) return text
  return language === 'zh' ? `${place}：${text}` : `${place}: ${text}`
}
