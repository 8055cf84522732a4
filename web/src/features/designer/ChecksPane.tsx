/** What the engine and the style rules have to say, the worst first, with a way there and a fix. */
import { CloseCircleFilled, InfoCircleFilled, WarningFilled } from '@ant-design/icons'
import { Button, Collapse, Flex, Typography } from 'antd'

import type { Schemas } from '../../api/client'
import { Failure } from '../../design/Failure'
import { Waiting } from '../../design/Waiting'
import { type InBoth, type Language, pick, useLanguage } from '../../i18n'
import { useT } from './messages'
import { nameIn, withNames } from './names'
import type { Style } from './style'
import type { Checks } from './useChecks'

type Problem = Schemas['ProblemOut']

export function ChecksPane(props: {
  checks: Checks
  style: readonly Style[]
  path: string
  textOf: (path: string) => string
  onGo: (path: string, element: string, property?: string) => void
  onFix: (problem: Problem) => void
}) {
  const t = useT()
  const language = useLanguage()
  const { checks } = props
  if (checks.isPending) return <Waiting rows={4} />
  if (checks.error && !checks.data)
    return <Failure problem={checks.error} retry={() => void checks.refetch()} />
  const found = checks.data?.problems ?? []
  const grave = found.filter((each) => each.severity !== 'carried')
  const carried = found.filter((each) => each.severity === 'carried')
  return (
    <section className="hq-checks" aria-label={t('checks')} aria-busy={checks.isFetching}>
      {grave.length === 0 && (
        <Typography.Paragraph type="success" className="hq-checks-none">
          {t('checksNone')}
        </Typography.Paragraph>
      )}
      <ul>
        {grave.map((each, i) => (
          <Line
            key={`${each.file}/${each.rule}/${each.element}/${i}`}
            severity={each.severity}
            message={pick(language, each.message)}
            text={props.textOf(each.file || props.path)}
            place={placeOf(each, props, language, t)}
            onGo={() => props.onGo(each.file || props.path, each.element)}
            fix={each.fix?.label}
            onFix={() => props.onFix(each)}
          />
        ))}
      </ul>
      {props.style.length > 0 && (
        <>
          <Typography.Text strong>{t('style')}</Typography.Text>
          <ul>
            {props.style.map((each, i) => (
              <Line
                key={`${each.rule}/${each.element}/${i}`}
                severity="style"
                message={pick(language, each.message)}
                text={props.textOf(props.path)}
                place={nameIn(props.textOf(props.path), each.element, language)}
                onGo={() => props.onGo(props.path, each.element)}
              />
            ))}
          </ul>
        </>
      )}
      {carried.length > 0 && (
        <Collapse
          ghost
          size="small"
          items={[
            {
              key: 'carried',
              label: t('carried', { count: carried.length }),
              children: (
                <ul>
                  {carried.map((each, i) => (
                    <Line
                      key={i}
                      severity="carried"
                      message={pick(language, each.message)}
                      text={props.textOf(each.file || props.path)}
                      place={placeOf(each, props, language, t)}
                      onGo={() => props.onGo(each.file || props.path, each.element)}
                    />
                  ))}
                </ul>
              ),
            },
          ]}
        />
      )}
    </section>
  )
}

function Line(props: {
  severity: string
  message: string
  /** Of the file it speaks of. */
  text: string
  place: string
  onGo: () => void
  fix?: InBoth
  onFix?: () => void
}) {
  const t = useT()
  const language = useLanguage()
  const icon = {
    error: <CloseCircleFilled className="hq-count-error" aria-label={t('errors')} />,
    warning: <WarningFilled className="hq-count-warning" aria-label={t('warnings')} />,
  }[props.severity] ?? <InfoCircleFilled className="hq-count-note" aria-label={t('style')} />
  return (
    <li className="hq-problem" data-severity={props.severity}>
      {icon}
      <Flex vertical align="flex-start" style={{ minWidth: 0 }}>
        <button type="button" className="hq-problem-go" onClick={props.onGo}>
          {withNames(props.message, props.text, language)}
        </button>
        <Flex gap={8} wrap align="center">
          <Typography.Text type="secondary" style={{ fontSize: 12 }}>
            {props.place}
          </Typography.Text>
          {props.fix && (
            <Button size="small" type="link" style={{ padding: 0 }} onClick={props.onFix}>
              {pick(language, props.fix)}
            </Button>
          )}
        </Flex>
      </Flex>
    </li>
  )
}

function placeOf(
  problem: Problem,
  { path, textOf }: { path: string; textOf: (path: string) => string },
  language: Language,
  t: (key: 'atLine', values: { line: number }) => string,
): string {
  const parts = [
    problem.file && problem.file !== path ? problem.file : '',
    nameIn(textOf(problem.file || path), problem.element, language),
    problem.line > 0 && !problem.element ? t('atLine', { line: problem.line }) : '',
  ]
  return parts.filter((each) => each !== '').join(' · ')
}
