/** Buttons of the player, entry number, speed. */
import {
  CaretRightOutlined,
  DoubleLeftOutlined,
  DoubleRightOutlined,
  LeftOutlined,
  PauseOutlined,
  RightOutlined,
  StepBackwardOutlined,
  StepForwardOutlined,
} from '@ant-design/icons'
import { Button, Flex, InputNumber, Select, Tooltip, Typography } from 'antd'

import { useT } from './messages'
import { type Player, SPEEDS } from './usePlayer'

export function Controls({ player }: { player: Player }) {
  const t = useT()
  const { entry, total, speed, isPlaying, seek, step, toggle, setSpeed } = player
  const buttons = [
    ['first', <StepBackwardOutlined />, () => seek(1), entry <= 1],
    ['previousStep', <DoubleLeftOutlined />, () => step(-1), entry <= 1],
    ['previous', <LeftOutlined />, () => seek(entry - 1), entry <= 1],
    [isPlaying ? 'pause' : 'play', isPlaying ? <PauseOutlined /> : <CaretRightOutlined />, toggle, false],
    ['next', <RightOutlined />, () => seek(entry + 1), entry >= total],
    ['nextStep', <DoubleRightOutlined />, () => step(1), entry >= total],
    ['last', <StepForwardOutlined />, () => seek(total), entry >= total],
  ] as const
  return (
    <Flex align="center" gap={4} wrap>
      {buttons.map(([name, icon, run, isOff]) => (
        <Tooltip key={name === 'pause' ? 'play' : name} title={t(name)} getPopupContainer={inPlace}>
          <Button
            icon={icon}
            aria-label={t(name)}
            type={name === 'play' || name === 'pause' ? 'primary' : 'default'}
            // Not disabled: the focus would be lost at the last entry.
            aria-disabled={isOff}
            onClick={() => !isOff && run()}
          />
        </Tooltip>
      ))}
      <InputNumber
        aria-label={t('entryNumber')}
        min={1}
        max={total}
        value={entry}
        onChange={(value) => value !== null && seek(value)}
        controls={false}
        style={{ width: 64, marginInlineStart: 8 }}
      />
      <Typography.Text type="secondary" className="tabular">
        {t('ofEntries', { total })}
      </Typography.Text>
      <Select
        aria-label={t('speed')}
        value={speed}
        onChange={setSpeed}
        getPopupContainer={inPlace}
        options={SPEEDS.map((each) => ({ value: each, label: `${each}×` }))}
        style={{ width: 82, marginInlineStart: 8 }}
      />
    </Flex>
  )
}

/** Lists open inside their part of the page, not behind its end. */
export function inPlace(node: HTMLElement): HTMLElement {
  return node.parentElement ?? document.body
}
