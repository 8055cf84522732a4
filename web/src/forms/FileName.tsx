/** The name of an uploaded file, which can be downloaded; looked up once per browser. */
import { PaperClipOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'

import { api, read } from '../api/client'
import { useT } from './messages'

export function FileName({ reference }: { reference: string }) {
  const t = useT()
  const sha256 = reference.replace('sha256:', '')
  const found = useQuery({
    queryKey: ['attachment', sha256],
    queryFn: () => read(api.GET('/attachments/{sha256}', { params: { path: { sha256 } } })),
    staleTime: Infinity,
    retry: false,
  })
  const name = found.data?.name ?? t('attachment')
  return (
    <a href={`/attachments/${sha256}/content`} download={name}>
      <PaperClipOutlined aria-hidden /> {name}
    </a>
  )
}
