/** What the present entry did: who, for whom, what changed, why, on which evidence. */
import { CopyOutlined } from '@ant-design/icons'
import { Alert, Button, Checkbox, Flex, Tag, theme, Typography } from 'antd'
import { memo, useMemo, useState } from 'react'

import { announce } from '../../../design/announce'
import { deadlineText, exactMoment } from '../../../design/formats'
import { pick, useLanguage } from '../../../i18n'
import { FactList } from './Facts'
import { useT } from './messages'
import { type Change, type Facts, factsOf, totalsOf } from './model/facts'
import type { Names } from './names'
import { ReasonList } from './ReasonList'
import { RowTable } from './RowTable'
import { Section } from './Section'
import type { LoadedCase } from './useCase'

interface Props {
  loaded: LoadedCase
  names: Names
  entry: number
}

export const EntryPanel = memo(function EntryPanel({ loaded, names, entry }: Props) {
  const t = useT()
  const language = useLanguage()
  const { replay } = loaded
  const facts = useMemo(() => factsOf(replay, entry), [replay, entry])
  const { state } = replay.at(entry)
  const step = facts.step
  return (
    <>
      <Totals loaded={loaded} names={names} entry={entry} />
      <Section title={t('happened')}>
        <FactList
          facts={[
            [t('act'), <strong>{names.command(facts.command)}</strong>],
            [
              t('by'),
              <>
                {facts.isSystem ? t('system') : names.person(facts.actor)}
                {facts.behalf && ` ${t('behalf', { name: names.person(facts.behalf) })}`}
                {facts.organisation && (
                  <Typography.Text type="secondary"> {names.organisation(facts.organisation)}</Typography.Text>
                )}
              </>,
            ],
            [t('at'), <time dateTime={facts.at}>{exactMoment(facts.at)}</time>],
            step && [t('step'), names.element(step.process, step.node)],
            facts.outcome && step
              ? [t('outcome'), <Tag color="processing">{names.outcome(step.process, step.node, facts.outcome)}</Tag>]
              : null,
            facts.transfer && [
              t('step'),
              t('transferred', { from: names.person(facts.transfer.from), to: names.person(facts.transfer.to) }),
            ],
            [t('state'), names.state(state.frozen ? 'frozen' : state.caseState)],
          ]}
        />
        {(facts.opinion || facts.transfer?.reason) && (
          <blockquote className="opinion" style={{ margin: '8px 0 0', paddingInlineStart: 12, borderInlineStart: '3px solid' }}>
            {facts.opinion || facts.transfer?.reason}
          </blockquote>
        )}
      </Section>
      {facts.incidents.map((each, i) => (
        <Alert key={i} type="error" showIcon title={pick(language, each)} style={{ marginBottom: 12 }} />
      ))}
      {facts.opened.length > 0 && (
        <Section title={t('opened')}>
          <ul style={{ margin: 0, paddingInlineStart: 20 }}>
            {facts.opened.map((each) => (
              <li key={each.n}>
                {names.element(each.place.process, each.place.node)}{' '}
                <Typography.Text type="secondary">
                  {t('offeredTo', {
                    who: [
                      ...each.groups.map((group) => names.group(group)),
                      ...(each.assignee ? [each.assignee] : each.users).map((user) => names.person(user)),
                    ].join(t('comma')),
                  })}
                  {each.due && `${t('semicolon')}${t('dueAt', { at: deadlineText(each.due) })}`}
                </Typography.Text>
              </li>
            ))}
          </ul>
        </Section>
      )}
      {facts.corrections.map((each, i) => (
        <Section key={i} title={t('corrections', { step: names.element(each.place.process, each.place.node) })}>
          <FactList
            facts={Object.entries(each.fields).map(([field, why]) => [
              names.field(field),
              why || <Typography.Text type="secondary">{t('noNote')}</Typography.Text>,
            ])}
          />
        </Section>
      ))}
      <Section title={t('reasons')}>
        <ReasonList reasons={facts.reasons} names={names} />
      </Section>
      <Changes facts={facts} names={names} />
      {facts.evidence.length > 0 && (
        <Section title={t('evidence')}>
          {facts.evidence.map((hash) => (
            <Hash key={hash} hash={hash} />
          ))}
        </Section>
      )}
      <Section title={t('hash')}>
        <Hash hash={replay.entry(entry).hash} />
      </Section>
    </>
  )
})

function Totals({ loaded: { replay, time }, names, entry }: Props) {
  const t = useT()
  const { token } = theme.useToken()
  const totals = useMemo(() => totalsOf(replay, entry), [replay, entry])
  const days = time.daysUsed(replay.entry(1).document.at, replay.entry(entry).document.at)
  const waited = entry > 1 ? time.between(replay.entry(entry - 1).document.at, replay.entry(entry).document.at) : 0
  const figures: [string, string][] = [
    [t('daysUsed'), String(days)],
    [
      totals.amount ? names.field(totals.amount.name) : t('amount'),
      totals.amount ? names.value(totals.amount.value, totals.amount.name) : t('unknown'),
    ],
    [t('signatures'), String(totals.signatures)],
  ]
  return (
    <Section title={t('totals')}>
      <Flex gap={8} component="dl" style={{ margin: 0 }}>
        {figures.map(([word, said]) => (
          <div
            key={word}
            style={{
              flex: '1 1 auto',
              padding: '6px 10px',
              borderRadius: token.borderRadius,
              background: token.colorFillQuaternary,
            }}
          >
            <dt style={{ color: token.colorTextSecondary, fontSize: 12 }}>{word}</dt>
            <dd className="tabular" style={{ margin: 0, fontSize: 16, fontWeight: 600, whiteSpace: 'nowrap' }}>
              {said}
            </dd>
          </div>
        ))}
      </Flex>
      {waited >= 0.05 && (
        <Typography.Text type="secondary">{t('waited', { days: Math.round(waited * 10) / 10 })}</Typography.Text>
      )}
    </Section>
  )
}

function Changes({ facts, names }: { facts: Facts; names: Names }) {
  const t = useT()
  const [withLocal, setWithLocal] = useState(false)
  const wide = facts.changes.filter((each) => each.isWide)
  const local = facts.changes.length - wide.length
  const shown = withLocal ? facts.changes : wide
  const severalProcesses = new Set(shown.map((each) => each.scope)).size > 1
  return (
    <Section title={t('changes')}>
      {shown.length === 0 ? (
        <Typography.Text type="secondary">{t('noChanges')}</Typography.Text>
      ) : (
        <RowTable<Change>
          rows={shown}
          keyOf={(each) => `${each.scope} ${each.name}`}
          columns={[
            {
              title: t('name'),
              width: '34%',
              render: (each) => (
                <>
                  {names.field(each.name)}
                  {severalProcesses && each.place && (
                    <div className="hq-quiet" style={{ fontSize: 12 }}>
                      {names.element(each.place.process, each.place.node)}
                    </div>
                  )}
                </>
              ),
            },
            {
              title: t('was'),
              render: (each) => (
                <Value
                  text={each.wasKnown ? names.value(each.old, each.name, each.place?.process) : t('unknown')}
                  isQuiet
                />
              ),
            },
            {
              title: t('is'),
              render: (each) => <Value text={names.value(each.now, each.name, each.place?.process)} />,
            },
          ]}
        />
      )}
      {local > 0 && (
        <Checkbox checked={withLocal} onChange={(event) => setWithLocal(event.target.checked)} style={{ marginTop: 6 }}>
          {t('showLocal', { count: local })}
        </Checkbox>
      )}
    </Section>
  )
}

const LONG = 160

/** A value; a long one shows its beginning until asked for the rest. */
export function Value({ text, isQuiet }: { text: string; isQuiet?: boolean }) {
  const t = useT()
  const [isOpen, setOpen] = useState(false)
  const isLong = text.length > LONG
  return (
    <div className={isQuiet ? 'hq-quiet' : undefined}>
      {isLong && !isOpen ? `${text.slice(0, LONG)}…` : text}
      {isLong && (
        <Button type="link" size="small" style={{ padding: 0 }} onClick={() => setOpen(!isOpen)}>
          {t(isOpen ? 'less' : 'more')}
        </Button>
      )}
    </div>
  )
}

export function Hash({ hash }: { hash: string }) {
  const t = useT()
  return (
    <Flex align="center" gap={4}>
      <code style={{ fontSize: 12, overflowWrap: 'anywhere' }}>{hash}</code>
      <Button
        size="small"
        type="text"
        icon={<CopyOutlined />}
        title={t('copy')}
        aria-label={t('copy')}
        onClick={() => void navigator.clipboard?.writeText(hash).then(() => announce(t('copied')))}
      />
    </Flex>
  )
}
