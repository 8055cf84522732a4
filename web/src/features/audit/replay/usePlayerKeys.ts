/** Space, ← and →; they leave alone what uses these keys itself: inputs, lists, tabs, buttons. */
import { useEffect, useRef } from 'react'

import type { Player } from './usePlayer'

const TYPES_ITSELF = 'input,textarea,select,[contenteditable],[role=combobox],[role=listbox],[role=menu],[role=dialog]'
const MOVES_ITSELF = '[role=tablist],[role=radiogroup],.ant-segmented'
const PRESSES_ITSELF = 'button,a,summary,[role=button],[role=tab],[role=checkbox],[role=switch]'

export function usePlayerKeys(player: Player) {
  const latest = useRef(player)
  latest.current = player
  useEffect(() => {
    function onKeyDown(event: KeyboardEvent) {
      if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.keyCode === 229) return
      const at = event.target instanceof Element ? event.target : document.body
      if (at.closest(TYPES_ITSELF)) return
      const { entry, total, seek, step, toggle } = latest.current
      if (event.code === 'Space' && !at.closest(PRESSES_ITSELF)) toggle()
      else if (at.closest(MOVES_ITSELF)) return
      else if (event.key === 'ArrowRight') event.shiftKey ? step(1) : seek(entry + 1)
      else if (event.key === 'ArrowLeft') event.shiftKey ? step(-1) : seek(entry - 1)
      else if (at.closest('[role=slider]') && event.key === 'Home') seek(1)
      else if (at.closest('[role=slider]') && event.key === 'End') seek(total)
      else if (at.closest('[role=slider]') && event.key === 'PageDown') seek(entry + 10)
      else if (at.closest('[role=slider]') && event.key === 'PageUp') seek(entry - 10)
      else return
      event.preventDefault()
    }
    window.addEventListener('keydown', onKeyDown)
    return () => window.removeEventListener('keydown', onKeyDown)
  }, [])
}
