/** Names of buttons that show an icon alone: antd's own would have none. */
import { CloseCircleFilled } from '@ant-design/icons'

import { useT } from './messages'

function Clear() {
  const t = useT()
  return <CloseCircleFilled role="img" aria-hidden={false} aria-label={t('clear')} />
}

/** `<Input allowClear={clearable} />` */
export const clearable = { clearIcon: <Clear /> }

/** `<Alert closable={closing(forget)} />` */
export function useClosing(): (onClose?: () => void) => { onClose?: () => void; 'aria-label': string } {
  const t = useT()
  return (onClose) => ({ onClose, 'aria-label': t('close') })
}
