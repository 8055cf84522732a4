/** What an act will do, before it is done; what is not certain says so. */
import { DollarOutlined } from '@ant-design/icons'
import { Alert, Tag } from 'antd'

import { pick, useLanguage } from '../../i18n'
import { useT } from './messages'
import type { Verb } from './queries'

export function Effects({ verb }: { verb: Verb }) {
  const t = useT()
  const language = useLanguage()
  // Which fields are open stands beside the fields themselves, as it is at the moment.
  const told = verb.effects.filter((each) => each.kind !== 'names')
  const moving = verb.effects.filter((each) => each.money)
  return (
    <div className="effects">
      {moving.length > 0 && (
        <Alert
          type="warning"
          showIcon
          icon={<DollarOutlined />}
          title={moving.map((each) => pick(language, each)).join(language === 'zh' ? '；' : '; ')}
          style={{ marginBottom: 6 }}
        />
      )}
      <span className="quiet">{t('will', { verb: pick(language, verb.label) })}</span>
      <ul>
        {told.length === 0 && <li>{t('willNothing')}</li>}
        {told.map((each, i) => (
          <li key={i}>
            {pick(language, each)} {each.forecast && <Tag>{t('forecast')}</Tag>}
            {each.money && <Tag color="warning">{t('money')}</Tag>}
          </li>
        ))}
      </ul>
    </div>
  )
}
