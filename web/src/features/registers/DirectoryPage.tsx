/** 目录清单: every published version, and the page that everybody may read. */
import { useQuery } from '@tanstack/react-query'
import { Button, Table } from 'antd'

import { api, read, type Schemas } from '../../api/client'
import { Empty } from '../../design/Empty'
import { Failure } from '../../design/Failure'
import { useNames } from '../../design/names'
import { PageHead } from '../../design/PageHead'
import { Waiting } from '../../design/Waiting'
import { useLanguage } from '../../i18n'
import { useT } from './messages'

export default function DirectoryPage() {
  const t = useT()
  const names = useNames()
  const language = useLanguage()
  const versions = useQuery({
    queryKey: ['registers', 'directory'],
    queryFn: () => read(api.GET('/public/directories')),
  })
  return (
    <>
      <PageHead
        title={t('directory')}
        hint={t('directoryHint')}
        actions={<Button href={`/public/directory?language=${language}`}>{t('publicHome')}</Button>}
      />
      {versions.isPending && <Waiting />}
      {versions.error && <Failure problem={versions.error} retry={() => void versions.refetch()} />}
      {versions.data && (
        <Table<Schemas['DirectoryVersionOut']>
          rowKey={(row) => `${row.area} ${row.list} ${row.version}`}
          size="small"
          pagination={false}
          scroll={{ x: 'max-content' }}
          dataSource={versions.data}
          locale={{ emptyText: <Empty title={t('notPublished')} /> }}
          columns={[
            { title: t('area'), render: (_, row) => names.area(row.area) },
            { title: t('list'), render: (_, row) => t(row.list as 'trade') },
            {
              title: t('version'),
              render: (_, row) => (
                <a href={`/public/directory/${row.area}/${row.list}?version=${row.version}&language=${language}`}>
                  {t('versionOf', { n: row.version })}
                </a>
              ),
            },
            { title: t('published'), className: 'tabular', dataIndex: 'published_on' },
            { title: t('effective'), className: 'tabular', dataIndex: 'effective_from' },
            { title: t('reason'), dataIndex: 'change_reason' },
            { title: t('contact'), dataIndex: 'contact' },
          ]}
        />
      )}
    </>
  )
}
