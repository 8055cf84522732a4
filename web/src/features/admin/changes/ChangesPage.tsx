/** 变更记录: who changed what about people and settings. */
import { Flex, Select } from 'antd'
import { useSearchParams } from 'react-router'

import { PageHead } from '../../../design/PageHead'
import { PersonSearch } from '../PersonSearch'
import { useDebounced } from '../useDebounced'
import { ChangeList, type ChangeQuery } from './ChangeList'
import { useT } from './messages'

const PARTS = ['person', 'organisation', 'area', 'calendar', 'entrustment', 'token'] as const

export default function ChangesPage() {
  const t = useT()
  const [address, setAddress] = useSearchParams()
  const value = (name: string) => address.get(name) || undefined
  const asked = useDebounced(
    JSON.stringify({ what: value('what'), subject: value('subject'), actor: value('actor') }),
  )
  const query = JSON.parse(asked) as ChangeQuery
  function set(name: string, text: string | undefined) {
    setAddress(
      (before) => {
        if (text) before.set(name, text)
        else before.delete(name)
        return before
      },
      { replace: true },
    )
  }
  return (
    <>
      <PageHead title={t('title')} hint={t('hint')} />
      <Flex gap={8} wrap style={{ marginBottom: 12 }}>
        <Select
          aria-label={t('what')}
          placeholder={t('any')}
          allowClear
          value={value('what')}
          onChange={(what: string | undefined) => set('what', what)}
          options={PARTS.map((each) => ({ value: each, label: t(each) }))}
          style={{ width: 160 }}
        />
        {(['subject', 'actor'] as const).map((each) => (
          <PersonSearch
            key={each}
            label={t(each)}
            value={value(each) ?? ''}
            onChange={(text) => set(each, text.trim())}
          />
        ))}
      </Flex>
      <ChangeList query={query} />
    </>
  )
}
