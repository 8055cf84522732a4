/** 拨快试用时钟: trial databases only; never shown on a live one. */
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Button, Card, Flex, Input, Radio, Typography } from 'antd'
import { useState } from 'react'

import { api, read } from '../../../api/client'
import { announce } from '../../../design/announce'
import { Failure } from '../../../design/Failure'
import { momentText } from '../../../design/formats'
import { useT } from './messages'

const STEPS = ['1wd', '5wd', '10wd', '20wd'] as const

export function ClockMover() {
  const t = useT()
  const queries = useQueryClient()
  const [step, setStep] = useState<string>('1wd')
  const [typed, setTyped] = useState('')
  const move = useMutation({
    mutationFn: () =>
      read(api.POST('/clock/advance', { body: { by: step === '' ? typed.trim() : step, area: '000000' } })),
    onSuccess: async ({ now }) => {
      announce(t('moved', { now: momentText(now) }))
      await queries.invalidateQueries()
    },
  })
  return (
    <Card size="small" title={t('moveClock')}>
      <Flex gap={12} wrap align="center">
        <Radio.Group
          aria-label={t('by')}
          optionType="button"
          value={step}
          onChange={(event) => setStep(event.target.value as string)}
          options={[
            ...STEPS.map((each) => ({ value: each, label: t('workingDays', { count: Number.parseInt(each, 10) }) })),
            { value: '', label: t('other') },
          ]}
        />
        {step === '' && (
          <Input
            aria-label={t('otherHint')}
            placeholder={t('otherHint')}
            value={typed}
            onChange={(event) => setTyped(event.target.value)}
            style={{ width: 260 }}
          />
        )}
        <Button type="primary" loading={move.isPending} disabled={step === '' && !typed.trim()} onClick={() => move.mutate()}>
          {t('move')}
        </Button>
        {move.data && <Typography.Text>{t('moved', { now: momentText(move.data.now) })}</Typography.Text>}
      </Flex>
      <Typography.Paragraph type="secondary" style={{ margin: '8px 0 0' }}>
        {t('moveHint')}
      </Typography.Paragraph>
      {move.error && <Failure problem={move.error} />}
    </Card>
  )
}
