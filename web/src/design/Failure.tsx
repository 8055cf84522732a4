/** What went wrong, in the reader's language, what is safe, and a way to try again. */
import { Alert, Button } from 'antd'

import { ApiProblem, Unreachable } from '../api/problem'
import { pick, useLanguage } from '../i18n'
import { useT } from './messages'

export function messageOf(problem: unknown): string {
  if (problem instanceof ApiProblem) return problem.detail
  if (problem instanceof Unreachable) return useT.now('unreachableHint')
  return problem instanceof Error ? problem.message : String(problem)
}

export function titleOf(problem: unknown): string {
  if (problem instanceof ApiProblem) return problem.title
  return problem instanceof Unreachable ? useT.now('unreachable') : useT.now('notKnown')
}

/** Our mistake: what is safe, and a number to tell. */
function isOurs(problem: unknown): problem is ApiProblem {
  return problem instanceof ApiProblem && problem.status >= 500 && problem.reference !== ''
}

/** Not there, or not for this person: the same words for both, and nothing that a retry would change. */
function isClosed(problem: unknown): problem is ApiProblem {
  return problem instanceof ApiProblem && (problem.status === 404 || problem.status === 403)
}

export function Failure({ problem, retry }: { problem: unknown; retry?: () => void }) {
  const t = useT()
  const language = useLanguage()
  if (isClosed(problem))
    return (
      <Alert
        type="warning"
        showIcon
        role="alert"
        title={problem.title}
        description={
          <>
            {problem.status === 403 && <div>{problem.detail}</div>}
            <div>{t(problem.status === 403 ? 'notAllowedHint' : 'notThereHint')}</div>
          </>
        }
        style={{ margin: 12 }}
      />
    )
  const findings = problem instanceof ApiProblem ? problem.problem.problems ?? [] : []
  return (
    <Alert
      type="error"
      showIcon
      role="alert"
      title={titleOf(problem)}
      description={
        <>
          <div>{messageOf(problem)}</div>
          {isOurs(problem) && <div>{t('ourFault', { reference: problem.reference.slice(0, 8).toUpperCase() })}</div>}
          {findings.length > 0 && (
            <ul style={{ margin: '4px 0 0', paddingInlineStart: 20 }}>
              {findings.slice(0, 20).map((each, i) => (
                <li key={i}>{pick(language, each as { zh?: string; en?: string })}</li>
              ))}
            </ul>
          )}
        </>
      }
      action={retry && <Button onClick={retry}>{t('retry')}</Button>}
      style={{ margin: 12 }}
    />
  )
}
