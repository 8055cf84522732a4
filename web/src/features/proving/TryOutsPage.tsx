/** Try-outs of one's own and those that others share; a new one begins here. */
import { DeleteOutlined } from '@ant-design/icons'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Button, DatePicker, Flex, Input, Modal, Popconfirm, Select, Table, Tooltip } from 'antd'
import type { Dayjs } from 'dayjs'
import { useEffect, useState } from 'react'
import { Link, useNavigate } from 'react-router'

import { api, read, type Schemas } from '../../api/client'
import { Empty } from '../../design/Empty'
import { Failure } from '../../design/Failure'
import { Moment } from '../../design/Moment'
import { PageHead } from '../../design/PageHead'
import { useAreas } from '../../design/places'
import { Waiting } from '../../design/Waiting'
import { pick, useLanguage } from '../../i18n'
import { useT } from './messages'
import { useSubject } from './subject'
import { versionName } from './VersionName'

type Sandbox = Schemas['SandboxOut']

export default function TryOutsPage() {
  const t = useT()
  const language = useLanguage()
  const subject = useSubject()
  const client = useQueryClient()
  const [isNew, setNew] = useState(subject !== null)
  const sandboxes = useQuery({ queryKey: ['sandboxes'], queryFn: () => read(api.GET('/sandboxes')) })
  const bundles = useQuery({ queryKey: ['bundles'], queryFn: () => read(api.GET('/bundles')) })
  const remove = useMutation({
    mutationFn: (sandbox: string) => read(api.DELETE('/sandboxes/{sandbox}', { params: { path: { sandbox } } })),
    onSettled: () => client.invalidateQueries({ queryKey: ['sandboxes'] }),
  })
  const nameOf = (row: Sandbox) => {
    const known = bundles.data?.find((each) => each.bundle === row.bundle)
    return known ? versionName(known, language) : `${row.key}${language === 'zh' ? `（${t('workspace')}）` : ` (${t('workspace')})`}`
  }
  return (
    <>
      <PageHead
        title={t('tryOuts')}
        hint={t('tryOutsHint')}
        actions={
          <Button type="primary" onClick={() => setNew(true)}>
            {t('newTryOut')}
          </Button>
        }
      />
      {sandboxes.error && <Failure problem={sandboxes.error} retry={() => void sandboxes.refetch()} />}
      {remove.error && <Failure problem={remove.error} />}
      {!sandboxes.data && !sandboxes.error && <Waiting />}
      {sandboxes.data &&
        (sandboxes.data.length === 0 ? (
          <Empty
            title={t('noTryOuts')}
            hint={t('noTryOutsHint')}
            action={<Button onClick={() => setNew(true)}>{t('newTryOut')}</Button>}
          />
        ) : (
          <Table<Sandbox>
            rowKey="id"
            size="middle"
            dataSource={sandboxes.data}
            pagination={sandboxes.data.length > 50 ? { pageSize: 50 } : false}
            scroll={{ x: 'max-content' }}
            columns={[
              { title: t('title'), render: (_, row) => <Link to={`/try-outs/${row.id}`}>{row.title || nameOf(row)}</Link> },
              { title: t('whichVersion'), render: (_, row) => nameOf(row) },
              { title: t('whichArea'), dataIndex: 'area', width: 120 },
              { title: t('steps'), dataIndex: 'last', align: 'right', width: 80, className: 'tabular' },
              { title: t('shared'), width: 90, render: (_, row) => (row.shared ? t('shared') : t('notShared')) },
              { title: t('keptUntil'), width: 150, render: (_, row) => <Moment at={row.expires_at} /> },
              {
                title: <span className="unseen">{t('remove')}</span>,
                key: 'remove',
                width: 60,
                render: (_, row) => (
                  <Popconfirm
                    title={t('removeSure')}
                    okText={t('remove')}
                    cancelText={t('cancel')}
                    onConfirm={() => remove.mutate(row.id)}
                  >
                    <Tooltip title={t('remove')}>
                      <Button type="text" icon={<DeleteOutlined />} aria-label={t('remove')} />
                    </Tooltip>
                  </Popconfirm>
                ),
              },
            ]}
          />
        ))}
      <NewTryOut isOpen={isNew} close={() => setNew(false)} bundles={bundles.data ?? []} />
    </>
  )
}

function NewTryOut({ isOpen, close, bundles }: { isOpen: boolean; close: () => void; bundles: Schemas['BundleOut'][] }) {
  const t = useT()
  const language = useLanguage()
  const subject = useSubject()
  const navigate = useNavigate()
  const [bundle, setBundle] = useState<string | undefined>(subject?.bundle)
  const [area, setArea] = useState<string | undefined>()
  const [title, setTitle] = useState('')
  const [today, setToday] = useState<Dayjs | null>(null)
  const areas = useAreas()
  const client = useQueryClient()
  const last = client.getQueryData<Sandbox[]>(['sandboxes'])?.[0]?.area
  const first = last ?? areas.data?.find((each) => each.parent !== null)?.code ?? areas.data?.[0]?.code
  useEffect(() => {
    if (area === undefined && first !== undefined) setArea(first)
  }, [area, first])
  const begin = useMutation({
    mutationFn: () =>
      read(
        api.POST('/sandboxes', {
          body: {
            ...(subject?.workspace ? { workspace: subject.workspace } : { bundle: bundle ?? '' }),
            area: area ?? '',
            ...(title.trim() ? { title: title.trim() } : {}),
            ...(today ? { today: today.format('YYYY-MM-DD') } : {}),
          },
        }),
      ),
    onSuccess: (view) => void navigate(`/try-outs/${view.sandbox.id}`),
  })
  return (
    <Modal
      open={isOpen}
      title={t('newTryOut')}
      okText={t('begin')}
      cancelText={t('cancel')}
      okButtonProps={{ disabled: (!bundle && !subject?.workspace) || !area }}
      confirmLoading={begin.isPending}
      onOk={() => begin.mutate()}
      onCancel={close}
      destroyOnHidden
    >
      <Flex vertical gap={12}>
        {!subject?.workspace && (
          <Labelled label={t('whichVersion')}>
            <Select
              aria-label={t('whichVersion')}
              showSearch={{ optionFilterProp: 'label' }}
              style={{ width: '100%' }}
              value={bundle ?? null}
              onChange={setBundle}
              options={bundles
                .filter((each) => each.key !== 'shared')
                .map((each) => ({ value: each.bundle, label: versionName(each, language) }))}
            />
          </Labelled>
        )}
        <Labelled label={t('whichArea')}>
          <Select
            aria-label={t('whichArea')}
            showSearch={{ optionFilterProp: 'label' }}
            style={{ width: '100%' }}
            value={area ?? null}
            onChange={setArea}
            options={(areas.data ?? []).map((each) => ({
              value: each.code,
              label: pick(language, { zh: each.name_zh, en: each.name_en }),
            }))}
          />
        </Labelled>
        <Labelled label={t('firstDay')}>
          <DatePicker aria-label={t('firstDay')} style={{ width: '100%' }} value={today} onChange={(day) => setToday(day)} />
        </Labelled>
        <Labelled label={t('title')}>
          <Input
            aria-label={t('title')}
            placeholder={t('titleHint')}
            maxLength={200}
            value={title}
            onChange={(event) => setTitle(event.target.value)}
          />
        </Labelled>
        {begin.error && <Failure problem={begin.error} />}
      </Flex>
    </Modal>
  )
}

function Labelled({ label, children }: { label: string; children: React.ReactNode }) {
  return (
    <div>
      <div style={{ marginBottom: 4 }}>{label}</div>
      {children}
    </div>
  )
}
