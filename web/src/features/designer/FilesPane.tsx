/** The files of a workspace by kind, with their problems, and new ones. */
import { DeleteOutlined, PlusOutlined } from '@ant-design/icons'
import { App, Button, Dropdown, Flex, Form, Input, Modal, Typography } from 'antd'
import { useState } from 'react'

import type { Schemas } from '../../api/client'
import { useLanguage } from '../../i18n'
import type { DraftFile, Drafts } from './drafts'
import { useT } from './messages'
import { newDiagram, newForm, newScenario, newTable } from './newFiles'

type Kind = 'bpmn' | 'dmn' | 'form' | 'scenario'
const NAME = /^[A-Za-z][A-Za-z0-9_-]{0,90}$/

export function FilesPane(props: {
  drafts: Drafts
  files: readonly DraftFile[]
  path: string
  problems: readonly Schemas['ProblemOut'][]
  workspaceKey: string
  onOpen: (path: string) => void
}) {
  const t = useT()
  const { message } = App.useApp()
  const [adding, setAdding] = useState<Kind | null>(null)
  const remove = (path: string) => {
    props.drafts.remove(path)
    void message.info(t('fileRemoved', { path }))
  }
  return (
    <nav className="hq-files" aria-label={t('files')}>
      <Flex justify="space-between" align="center">
        <Typography.Text strong>{t('files')}</Typography.Text>
        <Dropdown
          trigger={['click']}
          menu={{
            items: [
              { key: 'form', label: t('addForm') },
              { key: 'dmn', label: t('addTable') },
              { key: 'bpmn', label: t('addDiagram') },
              { key: 'scenario', label: t('addScenario') },
            ],
            onClick: ({ key }) => setAdding(key as Kind),
          }}
        >
          <Button type="text" size="small" icon={<PlusOutlined />}>
            {t('addFile')}
          </Button>
        </Dropdown>
      </Flex>
      {(['bpmn', 'dmn', 'form', 'scenario'] as const).map((kind) => {
        const inside = props.files.filter((each) => each.kind === kind)
        if (inside.length === 0) return null
        return (
          <section key={kind} aria-label={t(`kind.${kind}`)}>
            <div className="hq-files-kind">{t(`kind.${kind}`)}</div>
            <ul>
              {inside.map((each) => (
                <FileRow
                  key={each.path}
                  file={each}
                  isOpen={each.path === props.path}
                  problems={props.problems.filter((one) => one.file === each.path)}
                  onOpen={() => props.onOpen(each.path)}
                  onRemove={() => remove(each.path)}
                />
              ))}
            </ul>
          </section>
        )
      })}
      {adding && (
        <AddDialog
          kind={adding}
          drafts={props.drafts}
          workspaceKey={props.workspaceKey}
          onClose={() => setAdding(null)}
          onOpen={props.onOpen}
        />
      )}
    </nav>
  )
}

function FileRow(props: {
  file: DraftFile
  isOpen: boolean
  problems: readonly Schemas['ProblemOut'][]
  onOpen: () => void
  onRemove: () => void
}) {
  const t = useT()
  const name = props.file.path.split('/').at(-1)!
  const errors = props.problems.filter((each) => each.severity === 'error').length
  const warnings = props.problems.filter((each) => each.severity === 'warning').length
  return (
    <li className="hq-file" data-open={props.isOpen || undefined}>
      <button
        type="button"
        aria-current={props.isOpen ? 'page' : undefined}
        title={props.file.path}
        onClick={props.onOpen}
      >
        <span className="hq-file-name">{name}</span>
        {props.file.state !== 'saved' && <span aria-label={t('typed')}>•</span>}
        {errors > 0 && (
          <span className="hq-count hq-count-error" aria-label={`${t('errors')} ${errors}`}>
            {errors}
          </span>
        )}
        {errors === 0 && warnings > 0 && (
          <span className="hq-count hq-count-warning" aria-label={`${t('warnings')} ${warnings}`}>
            {warnings}
          </span>
        )}
      </button>
      <Button
        type="text"
        size="small"
        className="hq-file-remove"
        aria-label={`${t('removeFile')}: ${name}`}
        icon={<DeleteOutlined />}
        onClick={props.onRemove}
      />
    </li>
  )
}

function AddDialog(props: {
  kind: Kind
  drafts: Drafts
  workspaceKey: string
  onClose: () => void
  onOpen: (path: string) => void
}) {
  const t = useT()
  const language = useLanguage()
  const [form] = Form.useForm<{ name: string }>()
  const words = { form: t('addForm'), dmn: t('addTable'), bpmn: t('addDiagram'), scenario: t('addScenario') }
  const add = (name: string) => {
    const path = pathOf(props.kind, name)
    if (props.drafts.file(path)) {
      form.setFields([{ name: 'name', errors: [t('fileExists')] }])
      return
    }
    props.drafts.create(path, props.kind, contentOf(props.kind, name, props.workspaceKey))
    props.onOpen(path)
    props.onClose()
  }
  return (
    <Modal
      open
      title={`${t('addFile')}${language === 'en' ? ' ' : ''}${words[props.kind]}`}
      okText={t('create')}
      cancelText={t('cancel')}
      onOk={() => form.submit()}
      onCancel={props.onClose}
    >
      <Form form={form} layout="vertical" onFinish={({ name }) => add(name)}>
        <Form.Item
          name="name"
          label={t('fileName')}
          rules={[{ required: true, pattern: NAME, message: t('fileNameWrong') }]}
        >
          <Input autoFocus suffix={pathOf(props.kind, '').split('/').at(-1)} />
        </Form.Item>
      </Form>
    </Modal>
  )
}

export function pathOf(kind: Kind, name: string): string {
  return { bpmn: `${name}.bpmn`, dmn: `${name}.dmn`, form: `forms/${name}.json`, scenario: `scenarios/${name}.yaml` }[kind]
}

function contentOf(kind: Kind, name: string, key: string): string {
  if (kind === 'bpmn') return newDiagram(name)
  if (kind === 'dmn') return newTable(name)
  return kind === 'form' ? newForm(name) : newScenario(key)
}
