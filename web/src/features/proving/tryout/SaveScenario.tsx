/** The way gone becomes a scenario file: into the workspace, or to download. */
import { useMutation } from '@tanstack/react-query'
import { Alert, Button, Checkbox, Flex, Input, Modal, Typography } from 'antd'
import { useState } from 'react'

import { api, fetchWithSession, newKey, read } from '../../../api/client'
import { ApiProblem } from '../../../api/problem'
import { announce } from '../../../design/announce'
import { Failure } from '../../../design/Failure'
import { pick, useLanguage } from '../../../i18n'
import { useT } from '../messages'
import type { View } from '../TryOutPage'

export function SaveScenario({ view, close }: { view: View; close: () => void }) {
  const t = useT()
  const language = useLanguage()
  const [id, setId] = useState('')
  const [zh, setZh] = useState('')
  const [en, setEn] = useState('')
  const [variables, setVariables] = useState<string[]>([])
  const workspace = view.sandbox.workspace
  const root = view.variables.filter((each) => each.scope === 1 && each.change !== 'gone').map((each) => each.name)
  const tell = useMutation({
    mutationFn: async () => {
      const told = await read(
        api.POST('/sandboxes/{sandbox}/scenario', {
          params: { path: { sandbox: view.sandbox.id } },
          body: { id, title_zh: zh || en, title_en: en || zh, variables },
        }),
      )
      if (workspace) await save(workspace, told.path, told.text)
      return told
    },
    onSuccess: (told) => workspace && announce(t('saved', { path: told.path })),
  })
  const told = tell.data
  const isThere = tell.error instanceof ApiProblem && tell.error.problem.type.includes('workspace-file')
  return (
    <Modal
      open
      title={t('saveScenario')}
      onCancel={close}
      width={640}
      footer={
        told ? (
          <Flex gap={8} justify="flex-end">
            <Button onClick={() => download(told.path, told.text)}>{t('download')}</Button>
            <Button type="primary" onClick={close}>
              {t('close')}
            </Button>
          </Flex>
        ) : (
          <Flex gap={8} justify="flex-end">
            <Button onClick={close}>{t('cancel')}</Button>
            <Button
              type="primary"
              loading={tell.isPending}
              disabled={!/^[A-Za-z0-9][\w.-]{0,98}$/.test(id) || (!zh && !en)}
              onClick={() => tell.mutate()}
            >
              {workspace ? t('saveInWorkspace') : t('saveScenario')}
            </Button>
          </Flex>
        )
      }
    >
      {told ? (
        <Flex vertical gap={12}>
          <Alert type="success" showIcon role="status" title={workspace ? t('saved', { path: told.path }) : t('forBundle')} />
          {told.left_out.length > 0 && (
            <div>
              <strong>{t('leftOut')}</strong>
              <ul style={{ margin: 0, paddingInlineStart: 20 }}>
                {told.left_out.map((each, i) => (
                  <li key={i}>{pick(language, each as { zh?: string; en?: string })}</li>
                ))}
              </ul>
            </div>
          )}
          <pre tabIndex={0} style={{ maxHeight: 320, overflow: 'auto', margin: 0 }}>
            {told.text}
          </pre>
        </Flex>
      ) : (
        <Flex vertical gap={12}>
          <label>
            {t('scenarioId')}
            <Input value={id} maxLength={98} autoFocus onChange={(event) => setId(event.target.value.trim())} />
          </label>
          <label>
            {t('titleZh')}
            <Input value={zh} maxLength={200} onChange={(event) => setZh(event.target.value)} />
          </label>
          <label>
            {t('titleEn')}
            <Input value={en} maxLength={200} onChange={(event) => setEn(event.target.value)} />
          </label>
          <fieldset style={{ border: 0, padding: 0, margin: 0 }}>
            <legend style={{ padding: 0 }}>{t('expectVariables')}</legend>
            <Typography.Text type="secondary">{t('expectHint')}</Typography.Text>
            <Checkbox.Group
              style={{ display: 'flex', flexWrap: 'wrap', maxHeight: 180, overflow: 'auto' }}
              options={root}
              value={variables}
              onChange={(chosen) => setVariables(chosen as string[])}
            />
          </fieldset>
          {isThere ? <Alert type="error" showIcon role="alert" title={t('scenarioExists')} /> : tell.error && <Failure problem={tell.error} />}
        </Flex>
      )}
    </Modal>
  )
}

async function save(workspace: string, path: string, text: string) {
  const safe = path.split('/').map(encodeURIComponent).join('/')
  await fetchWithSession(`/workspaces/${workspace}/files/${safe}`, {
    method: 'PUT',
    headers: { 'Content-Type': 'application/octet-stream', 'Idempotency-Key': newKey() },
    body: text,
  })
}

function download(path: string, text: string) {
  const address = URL.createObjectURL(new Blob([text], { type: 'text/yaml' }))
  const link = document.createElement('a')
  link.href = address
  link.download = path.split('/').at(-1) ?? path
  link.click()
  URL.revokeObjectURL(address)
}
