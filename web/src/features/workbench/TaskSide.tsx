/** The task beside the list, with a word when somebody else changes it meanwhile. */
import { Alert, Button, Flex, Input, Radio } from 'antd'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useRef, useState } from 'react'

import { api, commandHeaders, newKey, read } from '../../api/client'
import { Failure } from '../../design/Failure'
import { useHotkeys } from '../../design/hotkeys'
import { Waiting } from '../../design/Waiting'
import { pick, useLanguage } from '../../i18n'
import type { TaskKey } from './address'
import { useTaskChanges } from './live'
import { useT } from './messages'

interface Props {
  caseId: string
  task: number
  onDone: (next?: TaskKey) => void
  onClose: () => void
}

export function TaskSide(props: Props) {
  const t = useT()
  const queries = useQueryClient()
  const [changed, setChanged] = useState(false)
  useTaskChanges(props.caseId, props.task, (_what, byMe) => {
    if (!byMe) setChanged(true)
  })
  return (
    <>
      {changed && (
        <Alert
          banner
          type="warning"
          title={t('changedByOthers')}
          action={
            <Button
              size="small"
              onClick={() => {
                setChanged(false)
                void queries.invalidateQueries()
              }}
            >
              {t('reload')}
            </Button>
          }
        />
      )}
      <Pane {...props} />
    </>
  )
}

function Pane({ caseId, task, onDone, onClose }: Props) {
  const t = useT()
  const language = useLanguage()
  const path = { case_id: caseId, task }
  const [outcome, setOutcome] = useState<string | null>(null)
  const [opinion, setOpinion] = useState('')
  const [failure, setFailure] = useState<unknown>(null)
  const key = useRef(newKey())
  const found = useQuery({
    queryKey: ['task', caseId, task],
    queryFn: ({ signal }) => read(api.GET('/cases/{case_id}/tasks/{task}', { params: { path }, signal })),
  })
  async function complete() {
    try {
      await api.POST('/cases/{case_id}/tasks/{task}/complete', {
        params: { path, header: commandHeaders(key.current) },
        body: { outcome, opinion, fields: {} },
      })
      onDone()
    } catch (problem) {
      setFailure(problem)
      key.current = newKey()
    }
  }
  useHotkeys([
    {
      id: 'side.complete',
      key: 'Ctrl+Enter',
      label: t('complete'),
      inInputs: true,
      enabled: outcome !== null,
      run: () => void complete(),
    },
  ])
  if (found.isPending) return <Waiting rows={8} />
  if (found.isError) return <Failure problem={found.error} retry={() => void found.refetch()} />
  const row = found.data
  const outcomes = (row.form?.outcomes ?? []) as { id: string; label: { zh: string; en: string } }[]
  return (
    <Flex vertical gap={12} style={{ padding: 16 }}>
      <Flex justify="space-between">
        <h2 style={{ margin: 0, fontSize: 18 }}>{pick(language, { zh: row.title_zh, en: row.title_en })}</h2>
        <Button onClick={onClose}>{t('close')}</Button>
      </Flex>
      <span className="tabular">{row.number}</span>
      {failure !== null && <Failure problem={failure} />}
      <Radio.Group
        value={outcome}
        onChange={(event) => setOutcome(event.target.value as string)}
        options={outcomes.map((each) => ({ value: each.id, label: pick(language, each.label) }))}
      />
      <label>
        {t('bulkOpinion')}
        <Input.TextArea value={opinion} rows={4} onChange={(event) => setOpinion(event.target.value)} />
      </label>
      <Button type="primary" disabled={outcome === null} onClick={() => void complete()}>
        {t('complete')}
      </Button>
    </Flex>
  )
}
