/** One case for staff: what it is, its steps, documents, money, rules, diagram and what it waits for. */
import { Alert, Button, Flex, Tabs, Tag } from 'antd'
import { useNavigate, useParams } from 'react-router'

import { Empty } from '../../design/Empty'
import { Failure } from '../../design/Failure'
import { Moment } from '../../design/Moment'
import { PageHead } from '../../design/PageHead'
import { Waiting } from '../../design/Waiting'
import { PrintSheet } from '../applicant/PrintSheet'
import { Facts } from '../../forms'
import { pick, useLanguage } from '../../i18n'
import { DecisionsOf } from './DecisionsOf'
import { Evidence } from './evidence/Evidence'
import { ClaimLines } from './lines/ClaimLines'
import { useT } from './messages'
import { PathOf } from './PathOf'
import { useAttachments, useCase, useFacts, useHistory } from './queries'
import { StepsOf } from './StepsOf'
import './task.css'

export default function CasePage() {
  const t = useT()
  const language = useLanguage()
  const { caseId = '' } = useParams()
  const go = useNavigate()
  const found = useCase(caseId)
  const files = useAttachments(caseId)
  const history = useHistory(caseId)
  const facts = useFacts(caseId)
  if (found.error && !found.data) return <Failure problem={found.error} retry={() => void found.refetch()} />
  if (!found.data) return <Waiting rows={10} />
  const view = found.data
  const open = history.data?.steps.filter((each) => each.state === 'open') ?? []
  return (
    <>
      <PageHead
        title={`${pick(language, { zh: view.title_zh, en: view.title_en })} ${view.number}`}
        hint={
          <>
            {facts.data && (
              <>
                {t('applicant')}:{' '}
                {facts.data.organisation
                  ? t('organisationWith', {
                      organisation: pick(language, facts.data.organisation),
                      person: pick(language, facts.data.applicant),
                    })
                  : pick(language, facts.data.applicant)}{' '}
                · {pick(language, facts.data.area)} <Tag>{pick(language, facts.data.case_state_name)}</Tag>
              </>
            )}
            <Moment at={view.started_at} /> {view.frozen && <Tag color="warning">{t('frozen', { reason: view.frozen })}</Tag>}
          </>
        }
        actions={[
          ...open.map((each) => (
            <Button key={each.task} type={each.mine ? 'primary' : 'default'} onClick={() => void go(`/cases/${caseId}/tasks/${each.task}`)}>
              {t('opensTask')}: {pick(language, each.title)}
            </Button>
          )),
          <PrintSheet key="print" caseId={caseId} />,
        ]}
      />
      {view.incidents > 0 && <Alert type="warning" showIcon title={t('systemWorks')} style={{ marginBottom: 12 }} />}
      <Tabs
        items={[
          {
            key: 'steps',
            label: t('history'),
            children: (
              <StepsOf caseId={caseId} onOpen={(task) => void go(`/cases/${caseId}/tasks/${task}`)} />
            ),
          },
          {
            key: 'facts',
            label: t('facts'),
            children: (
              <Flex vertical gap={16}>
                {facts.data && <Facts form={facts.data as never} values={facts.data.values} />}
                <ClaimLines caseId={caseId} />
              </Flex>
            ),
          },
          {
            key: 'documents',
            label: t('evidenceCount', { count: files.data?.length ?? 0 }),
            children:
              files.data && files.data.length > 0 ? (
                <div style={{ height: 720, display: 'flex', flexDirection: 'column' }}>
                  <Evidence files={files.data} />
                </div>
              ) : (
                <Empty title={t('noEvidence')} />
              ),
          },
          { key: 'diagram', label: t('diagram'), children: <PathOf caseId={caseId} /> },
          { key: 'rules', label: t('rules'), children: <DecisionsOf caseId={caseId} /> },
          {
            key: 'waits',
            label: t('waits'),
            children:
              !facts.data || facts.data.waits.length === 0 ? (
                <p className="quiet">{t('noWaits')}</p>
              ) : (
                <ul>
                  {facts.data.waits.map((wait, i) => (
                    <li key={i}>
                      {pick(language, wait.title)} <span className="quiet">{pick(language, wait.process)}</span>{' '}
                      {wait.due && <Moment at={wait.due} />}
                    </li>
                  ))}
                </ul>
              ),
          },
        ]}
        destroyOnHidden
      />
    </>
  )
}
