/** Ask to publish: checks, scenarios, differences, impact and the reason on one page. */
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Alert, Button, Card, Flex, Input } from 'antd'
import { useState } from 'react'
import { useNavigate } from 'react-router'

import { api, read } from '../../api/client'
import { announce } from '../../design/announce'
import { Failure } from '../../design/Failure'
import { LinkButton } from '../../design/LinkButton'
import { PageHead } from '../../design/PageHead'
import { useLanguage } from '../../i18n'
import { Dossier } from './Dossier'
import { useT } from './messages'
import { NothingChosen } from './NothingChosen'
import { useComparison } from './questions'
import { query, useSubject } from './subject'
import { versionName } from './VersionName'

export default function PublishPage() {
  const t = useT()
  const language = useLanguage()
  const subject = useSubject()
  const navigate = useNavigate()
  const client = useQueryClient()
  const comparison = useComparison(subject)
  const [reason, setReason] = useState('')
  const ask = useMutation({
    mutationFn: () => {
      const about = subject?.workspace ? { workspace: subject.workspace } : { bundle: subject?.bundle ?? '' }
      return read(api.POST('/publish-requests', { body: { ...about, reason } }))
    },
    onSuccess: (asked) => {
      announce(t('askDone'))
      void client.invalidateQueries({ queryKey: ['publish-requests'] })
      void navigate(`/publish-requests/${asked.id}`)
    },
  })
  if (!subject) return <NothingChosen />
  const after = comparison.data?.after
  const isDone = after?.state === 'published' || after?.state === 'retired'
  return (
    <>
      <PageHead
        title={t('publishTitle')}
        hint={after ? `${versionName(after, language)} · ${t('publishHint')}` : t('publishHint')}
        actions={
          <>
            <LinkButton to={`/try-outs?${query(subject)}`}>{t('tryThis')}</LinkButton>
            <LinkButton to={`/compare?${query(subject)}`}>{t('compare')}</LinkButton>
          </>
        }
      />
      {isDone ? (
        <Alert type="info" showIcon title={t('alreadyPublished')} style={{ marginBottom: 16 }} />
      ) : (
        <Card size="small" style={{ marginBottom: 16 }}>
          <form
            onSubmit={(event) => {
              event.preventDefault()
              ask.mutate()
            }}
          >
            <Flex gap={12} align="flex-end">
              <label style={{ flex: 1 }}>
                <div style={{ marginBottom: 4 }}>{t('publishReason')}</div>
                <Input.TextArea
                  autoFocus
                  autoSize={{ minRows: 1, maxRows: 6 }}
                  maxLength={4000}
                  value={reason}
                  onChange={(event) => setReason(event.target.value)}
                />
              </label>
              <Button type="primary" htmlType="submit" loading={ask.isPending} disabled={reason.trim() === '' || !after}>
                {t('ask')}
              </Button>
            </Flex>
          </form>
          {ask.error && <Failure problem={ask.error} />}
        </Card>
      )}
      <Dossier subject={subject} startsScenarios />
    </>
  )
}
