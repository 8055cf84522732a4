/** A button that leads somewhere: a real link, so that it opens in a new tab as well. */
import { Button, type ButtonProps } from 'antd'
import { useHref, useNavigate } from 'react-router'

export function LinkButton({ to, ...props }: ButtonProps & { to: string }) {
  const href = useHref(to)
  const navigate = useNavigate()
  return (
    <Button
      {...props}
      href={href}
      onClick={(event) => {
        if (event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return
        event.preventDefault()
        void navigate(to)
      }}
    />
  )
}
