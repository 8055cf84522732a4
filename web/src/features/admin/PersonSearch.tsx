/** A person by name, pinyin or user name; what is chosen is the user name. */
import { useQuery } from '@tanstack/react-query'
import { AutoComplete } from 'antd'

import { api, read } from '../../api/client'
import { clearable } from '../../design/NamedIcon'
import { pick, useLanguage } from '../../i18n'
import { useDebounced } from './useDebounced'

interface Props {
  label: string
  value: string
  onChange: (value: string) => void
}

export function PersonSearch({ label, value, onChange }: Props) {
  const language = useLanguage()
  const search = useDebounced(value)
  const found = useQuery({
    queryKey: ['people', { search, limit: 10 }],
    queryFn: () => read(api.GET('/people', { params: { query: { search, limit: 10 } } })),
    enabled: search !== '',
  })
  return (
    <AutoComplete
      allowClear={clearable}
      aria-label={label}
      placeholder={label}
      value={value}
      onChange={(text: string | undefined) => onChange(text ?? '')}
      options={(found.data?.items ?? []).map((each) => ({
        value: each.id,
        label: `${pick(language, { zh: each.name_zh, en: each.name_en })} (${each.id})`,
      }))}
      style={{ width: 200 }}
    />
  )
}
