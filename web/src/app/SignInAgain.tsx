/** Over the page: the session ended, the page below stays as it is. */
import { Alert, Button, Modal } from 'antd'

import { pick, useLanguage } from '../i18n'
import { useT } from './messages'
import { usePerson } from './session'
import { SignInWays } from './SignInWays'

export default function SignInAgain() {
  const t = useT()
  const language = useLanguage()
  const person = usePerson()
  const name = pick(language, { zh: person.name_zh, en: person.name_en })
  return (
    <Modal open closable={false} footer={null} keyboard={false} title={t('sessionEnded')} zIndex={2100}>
      <Alert type="info" showIcon title={t('sessionEndedHint')} style={{ marginBottom: 16 }} />
      <p>{t('signInAs', { name })}</p>
      <SignInWays user={person.id} />
      <Button type="link" block onClick={() => window.location.reload()} style={{ marginTop: 8 }}>
        {t('otherPerson')}
      </Button>
    </Modal>
  )
}
