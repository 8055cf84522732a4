/** Fields to read: four to a row, long ones whole rows; what was changed shows old → new. */
import { ArrowRightOutlined, AimOutlined } from '@ant-design/icons'
import { Button, Tag } from 'antd'

import { pick, useLanguage } from '../i18n'
import './forms.css'
import { useT } from './messages'
import { Readable, untagged } from './Readable'
import type { Change, Fields, FieldSchema, FormDocument } from './types'
import { namesOf } from './types'

interface Props {
  form: FormDocument
  values: Fields
  changes?: readonly Change[]
  /** Left out: the fields that may only be read. */
  names?: readonly string[]
  /** Given while something is returned: a click on a label points at the field. */
  onPoint?: (label: string, name: string) => void
  /** Which labels can be clicked then; left out: all. */
  canPoint?: (name: string) => boolean
}

export function Facts({ form, values, changes = [], names, onPoint, canPoint }: Props) {
  const t = useT()
  const language = useLanguage()
  const shown = (names ?? namesOf(form, 'read')).filter((name) => !isEmptyFile(values[name], form.json_schema.properties[name] ?? {}))
  if (shown.length === 0) return null
  const changed = new Map(changes.map((each) => [each.field, each]))
  return (
    <dl className="facts">
      {shown.map((name) => {
        const schema = form.json_schema.properties[name] ?? {}
        const change = changed.get(name)
        const label = pick(language, schema['x-label']) || name
        return (
          <div key={name} className={classOf(values[name], change !== undefined)}>
            <dt>
              {onPoint && (canPoint?.(name) ?? true) ? (
                <Button
                  size="small"
                  type="dashed"
                  icon={<AimOutlined aria-hidden />}
                  aria-label={t('pickPlace', { label })}
                  onClick={() => onPoint(label, name)}
                >
                  {label}
                </Button>
              ) : (
                label
              )}
              {change && (
                <Tag color="warning" style={{ marginInlineStart: 6 }}>
                  {change.by_applicant ? t('changedByApplicant') : t('changed')}
                </Tag>
              )}
            </dt>
            <dd>
              {change && (
                <>
                  <del>
                    <span className="unseen">{t('was')}</span>
                    <Readable value={change.old} schema={schema} name={name} isShort />
                  </del>{' '}
                  <ArrowRightOutlined aria-hidden />{' '}
                </>
              )}
              {change ? (
                <ins>
                  <Readable value={values[name]} schema={schema} name={name} />
                </ins>
              ) : (
                <Readable value={values[name]} schema={schema} name={name} />
              )}
            </dd>
          </div>
        )
      })}
    </dl>
  )
}

function classOf(value: unknown, isChanged: boolean): string {
  const plain = untagged(value)
  const isLong =
    (typeof plain === 'string' && (plain.length > 40 || plain.includes('\n'))) ||
    (plain !== null && typeof plain === 'object' && !(Array.isArray(plain) && plain.length === 0))
  return [isLong ? 'is-long' : '', isChanged ? 'is-changed' : ''].join(' ').trim()
}

/** Files that are not there are told by the evidence beside, not by a line of their own. */
function isEmptyFile(value: unknown, schema: FieldSchema): boolean {
  const isFile = schema.format === 'attachment' || schema.items?.format === 'attachment'
  return isFile && (value === null || value === undefined || (Array.isArray(value) && value.length === 0))
}
