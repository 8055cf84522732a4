/** Head of the designer: where one is, whether it is saved, who else is here, what can be done. */
import {
  ArrowLeftOutlined,
  BorderOutlined,
  CheckCircleOutlined,
  CheckOutlined,
  CloseCircleOutlined,
  HistoryOutlined,
  LoadingOutlined,
  MoreOutlined,
  RedoOutlined,
  UndoOutlined,
  WarningOutlined,
} from '@ant-design/icons'
import { useMutation } from '@tanstack/react-query'
import { App, Button, Dropdown, Flex, Segmented, Space, Tag, Tooltip, Typography } from 'antd'
import { Link } from 'react-router'

import { commandHeaders, fetchWithSession, type Schemas } from '../../api/client'
import { Failure } from '../../design/Failure'
import { momentText } from '../../design/formats'
import { pick, useLanguage } from '../../i18n'
import { ProvingLinks } from '../proving/ProvingLinks'
import type { DraftFile, Drafts } from './drafts'
import { useT } from './messages'
import type { Checks } from './useChecks'

export type Pane = 'panel' | 'checks' | 'variables'

export function WorkspaceHead(props: {
  drafts: Drafts
  view: Schemas['WorkspaceViewOut']
  file: DraftFile | undefined
  others: readonly Schemas['VisitorOut'][]
  checks: Checks
  pane: Pane
  isSource: boolean
  isCovering: boolean
  onCovering: (on: boolean) => void
  onPane: (pane: Pane) => void
  onMove: (way: 'undo' | 'redo') => void
  onHistory: () => void
  onSource: (on: boolean) => void
  onDeployed: () => void
}) {
  const t = useT()
  const { drafts, view, file } = props
  const hasDesign = file !== undefined && file.kind !== 'scenario'
  const hasPanel = file?.kind === 'bpmn' && !props.isSource
  return (
    <header className="hq-workspace-head">
      <Flex align="center" gap={8} style={{ minWidth: 0 }}>
        <Tooltip title={t('back')}>
          <Link to="/bundles" aria-label={t('back')} className="hq-icon-link">
            <ArrowLeftOutlined />
          </Link>
        </Tooltip>
        {/* Before all that grows and shrinks: who undoes twice must not meet another button. */}
        <Tooltip title={`${t('undo')} (Ctrl+Z)`}>
          <Button
            type="text"
            aria-label={t('undo')}
            icon={<UndoOutlined />}
            disabled={!drafts.canUndo}
            onClick={() => props.onMove('undo')}
          />
        </Tooltip>
        <Tooltip title={`${t('redo')} (Ctrl+Y)`}>
          <Button
            type="text"
            aria-label={t('redo')}
            icon={<RedoOutlined />}
            disabled={!drafts.canRedo}
            onClick={() => props.onMove('redo')}
          />
        </Tooltip>
        <Tooltip title={t('history')}>
          <Button
            type="text"
            aria-label={t('history')}
            icon={<HistoryOutlined />}
            onClick={props.onHistory}
          />
        </Tooltip>
        <Typography.Title
          level={1}
          ellipsis
          style={{ fontSize: 16, margin: '0 0 0 4px', maxWidth: 260 }}
        >
          {view.title}
        </Typography.Title>
        <Pill drafts={drafts} file={file} />
        <Others others={props.others} />
      </Flex>
      <Flex align="center" gap={6}>
        {hasDesign && (
          <Segmented
            aria-label={t('source')}
            value={props.isSource ? 'source' : 'design'}
            onChange={(value) => props.onSource(value === 'source')}
            options={[
              { value: 'design', label: t('design') },
              { value: 'source', label: t('source') },
            ]}
          />
        )}
        <Segmented<Pane>
          aria-label={t('panel')}
          value={!hasPanel && props.pane === 'panel' ? 'checks' : props.pane}
          onChange={props.onPane}
          options={[
            ...(hasPanel ? [{ value: 'panel' as const, label: t('panel') }] : []),
            { value: 'checks' as const, label: <CheckCount checks={props.checks} /> },
            { value: 'variables' as const, label: t('variables') },
          ]}
        />
        <ProvingLinks subject={{ workspace: view.id }} before={() => drafts.flush()} />
        <More {...props} />
      </Flex>
    </header>
  )
}

function CheckCount({ checks }: { checks: Checks }) {
  const t = useT()
  const found = checks.data?.problems ?? []
  const errors = found.filter((each) => each.severity === 'error').length
  const warnings = found.filter((each) => each.severity === 'warning').length
  const words = t('checksCount', { errors, warnings })
  return (
    <Space size={4} title={words}>
      {t('checks')}
      {errors > 0 && (
        <span className="hq-count hq-count-error">
          <CloseCircleOutlined aria-label={t('errors')} /> {errors}
        </span>
      )}
      {warnings > 0 && (
        <span className="hq-count hq-count-warning">
          <WarningOutlined aria-label={t('warnings')} /> {warnings}
        </span>
      )}
      {checks.data && errors + warnings === 0 && (
        <CheckCircleOutlined className="hq-count-none" aria-label={t('checksNone')} />
      )}
    </Space>
  )
}

function Pill({ drafts, file }: { drafts: Drafts; file: DraftFile | undefined }) {
  const t = useT()
  const language = useLanguage()
  const state = drafts.state
  const words = {
    saved: t('saved'),
    typed: t('typed'),
    saving: t('saving'),
    failed: t('failed'),
    conflict: t('inConflict'),
  }[state]
  const saved = file?.savedAt
    ? t('savedBy', { who: pick(language, file.savedBy), at: momentText(file.savedAt) })
    : ''
  return (
    <Tooltip title={saved}>
      <span role="status" data-state={state} className="hq-pill">
        {state === 'saved' && <CheckCircleOutlined />}
        {state === 'saving' && <LoadingOutlined />}
        {(state === 'failed' || state === 'conflict') && <WarningOutlined />}
        {words}
      </span>
    </Tooltip>
  )
}

function Others({ others }: { others: readonly Schemas['VisitorOut'][] }) {
  const t = useT()
  const language = useLanguage()
  if (others.length === 0) return null
  const names = others.map((each) => pick(language, each.person)).join('、')
  const places = others.map((each) =>
    t('othersIn', { who: pick(language, each.person), path: each.path }),
  )
  return (
    <Tooltip title={places.join('；')}>
      <Tag>{t('othersHere', { names })}</Tag>
    </Tooltip>
  )
}

function More(props: {
  drafts: Drafts
  view: Schemas['WorkspaceViewOut']
  isCovering: boolean
  onCovering: (on: boolean) => void
  onDeployed: () => void
}) {
  const t = useT()
  const { message, modal } = App.useApp()
  const { drafts, view } = props
  const deploy = useMutation({
    mutationFn: async () => {
      await drafts.flush()
      const answer = await fetchWithSession(`/workspaces/${drafts.id}/deploy`, {
        method: 'POST',
        headers: commandHeaders(),
      })
      return (await answer.json()) as Schemas['BundleDoneOut']
    },
    onSuccess: (done) => {
      void message.success(t('deployedAs', { version: done.version }))
      props.onDeployed()
    },
    onError: (wrong) => modal.error({ title: t('deployFailed'), content: <Failure problem={wrong} />, width: 640 }),
  })
  return (
    <Dropdown
      trigger={['click']}
      menu={{
        items: [
          {
            key: 'coverage',
            label: t('coverageShow'),
            icon: props.isCovering ? <CheckOutlined /> : <BorderOutlined />,
            onClick: () => props.onCovering(!props.isCovering),
          },
          { key: 'deploy', label: t('deploy'), title: t('deployHint'), onClick: () => deploy.mutate() },
          {
            key: 'zip',
            label: (
              <a href={`/workspaces/${drafts.id}/zip`} download={`${view.key}.zip`}>
                {t('export')}
              </a>
            ),
          },
        ],
      }}
    >
      <Button aria-label={t('more')} icon={<MoreOutlined />} loading={deploy.isPending} />
    </Dropdown>
  )
}
