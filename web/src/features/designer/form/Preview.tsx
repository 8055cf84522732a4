/** What people will see of the form, by right and outcome, and what they will be told. */
import { Button, Flex, Input, Segmented, Select, Typography } from 'antd'
import { useEffect, useMemo, useRef, useState } from 'react'

import { announce } from '../../../design/announce'
import { CaseForm, type CaseFormHandle, type Fields, type FormDocument } from '../../../forms'
import { pick, useLanguage } from '../../../i18n'
import { type FormSource, wrongValues } from './model'
import { useT } from './words'

type View = 'step' | 'all' | 'read'

export function Preview({ form }: { form: FormSource }) {
  const t = useT()
  const language = useLanguage()
  const [view, setView] = useState<View>('step')
  const [outcome, setOutcome] = useState('')
  const [fields, setFields] = useState<Fields>({})
  const [round, setRound] = useState(0)
  const [opinion, setOpinion] = useState('')
  const [verdict, setVerdict] = useState('')
  const handle = useRef<CaseFormHandle>(null)
  const document = useMemo(() => documentOf(form, view), [form, view])
  const shape = useMemo(() => JSON.stringify(document), [document])
  const chosen = form.outcomes?.find((each) => each.id === outcome)
  useEffect(() => setVerdict(''), [shape, outcome])

  const fill = (values: Fields) => {
    setFields(values)
    setRound((count) => count + 1)
    setVerdict('')
  }
  const check = () => {
    const passed = handle.current?.submit(outcome) !== null
    const lacksOpinion = chosen?.opinion === 'required' && opinion.trim() === ''
    const said = lacksOpinion ? t('opinionMissing') : passed ? t('checkPassed') : ''
    setVerdict(said)
    if (said) announce(said)
  }
  return (
    <section className="hq-form-preview" aria-label={t('preview')}>
      <Flex justify="space-between" align="center" wrap gap={8}>
        <Typography.Title level={2} style={{ fontSize: 15, margin: 0 }}>
          {t('preview')}
        </Typography.Title>
        <Segmented<View>
          aria-label={t('as')}
          value={view}
          onChange={setView}
          options={(['step', 'all', 'read'] as const).map((each) => ({
            value: each,
            label: t(`as.${each}`),
          }))}
        />
      </Flex>
      <Typography.Title level={3} style={{ fontSize: 16 }}>
        {pick(language, form.title)}
      </Typography.Title>
      {form.shows_application && <p className="quiet">{t('applicationHere')}</p>}
      <CaseForm
        key={`${shape}/${round}`}
        ref={handle}
        form={document}
        values={view === 'read' ? fields : sample(form)}
        draft={fields}
        outcome={outcome}
        isReadOnly={view === 'read'}
        onChange={setFields}
      />
      {form.outcomes && view !== 'read' && (
        <Flex vertical gap={8} style={{ marginTop: 12 }}>
          <label htmlFor="preview-outcome">{t('outcome')}</label>
          <Select
            id="preview-outcome"
            value={outcome || undefined}
            onChange={setOutcome}
            options={form.outcomes.map((each) => ({
              value: each.id,
              label: pick(language, each.label) || each.id,
            }))}
          />
          {chosen && chosen.opinion !== 'none' && (
            <>
              <label htmlFor="preview-opinion">
                {t('inLanguage', {
                  label: t('opinionField'),
                  language: t(`opinion.${chosen.opinion ?? 'optional'}`),
                })}
              </label>
              <Input.TextArea
                id="preview-opinion"
                rows={2}
                value={opinion}
                onChange={(event) => setOpinion(event.target.value)}
              />
            </>
          )}
        </Flex>
      )}
      {view !== 'read' && (
        <Flex gap={8} wrap style={{ marginTop: 12 }}>
          <Button onClick={() => fill(wrongValues(form))}>{t('wrongInput')}</Button>
          <Button onClick={() => fill({})}>{t('emptyInput')}</Button>
          <Button type="primary" onClick={check}>
            {t('checkIt')}
          </Button>
        </Flex>
      )}
      <Typography.Text role="status">{verdict}</Typography.Text>
    </section>
  )
}

function documentOf(form: FormSource, view: View): FormDocument {
  const names = Object.keys(form.schema.properties)
  const right = (name: string) => {
    if (view === 'all') return 'write'
    const given = form.rights?.[name] ?? 'write'
    return view === 'read' && given === 'write' ? 'read' : given
  }
  return {
    id: form.id,
    title: form.title,
    outcomes: form.outcomes as FormDocument['outcomes'],
    json_schema: form.schema as FormDocument['json_schema'],
    rights: Object.fromEntries(names.map((name) => [name, right(name)])),
  }
}

/** Something to see in fields that are only read. */
function sample(form: FormSource): Fields {
  const found: Fields = {}
  for (const [name, schema] of Object.entries(form.schema.properties)) {
    if ((form.rights?.[name] ?? 'write') !== 'read') continue
    if (schema.enum) found[name] = schema.enum[0]
    else if (schema.format === 'decimal') found[name] = '12345.60'
    else if (schema.format === 'date') found[name] = '2026-05-03'
    else if (schema.type === 'boolean') found[name] = true
    else if (schema.type === 'integer') found[name] = 12
    else if (!schema.format && [schema.type].flat().includes('string')) found[name] = '……'
  }
  return found
}
