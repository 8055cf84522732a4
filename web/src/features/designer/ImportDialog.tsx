/** A workspace from a file somebody brings along; what does not parse is taken all the same. */
import { InboxOutlined } from '@ant-design/icons'
import { useMutation } from '@tanstack/react-query'
import { Modal, Typography, Upload } from 'antd'

import { fetchWithSession, type Schemas } from '../../api/client'
import { Failure } from '../../design/Failure'
import { useT } from './messages'

type Imported = Schemas['ImportedOut']

export function ImportDialog(props: {
  onDone: (made: Imported, leftOut: readonly string[]) => void
  onClose: () => void
}) {
  const t = useT()
  const bring = useMutation({
    mutationFn: async (file: File) => {
      const answer = await fetchWithSession(
        `/workspaces/imports?name=${encodeURIComponent(file.name.slice(-200))}`,
        {
          method: 'POST',
          body: file,
          headers: { 'Content-Type': 'application/octet-stream' },
        },
      )
      return (await answer.json()) as Imported
    },
    onSuccess: (made) => props.onDone(made, made.left_out),
  })
  return (
    <Modal open title={t('importFile')} footer={null} onCancel={props.onClose}>
      {bring.error && <Failure problem={bring.error} />}
      <Upload.Dragger
        accept=".bpmn,.xml,.dmn,.json,.zip"
        showUploadList={false}
        disabled={bring.isPending}
        beforeUpload={(file) => {
          bring.mutate(file)
          return false
        }}
      >
        <p>
          <InboxOutlined style={{ fontSize: 32 }} />
        </p>
        <Typography.Text>{t('importHint')}</Typography.Text>
      </Upload.Dragger>
    </Modal>
  )
}
