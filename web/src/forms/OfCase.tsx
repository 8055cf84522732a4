/** What the forms of one case are read with: its area, and what ids in them are called. */
import type { ReactNode } from 'react'

import type { InBoth } from '../i18n'
import { AreaOfForm } from './ReferenceFields'
import { Vocabulary } from './vocabulary'

interface Props {
  area: string | null
  names?: Readonly<Record<string, InBoth>>
  children: ReactNode
}

const NOBODY = {}

export function OfCase({ area, names = NOBODY, children }: Props) {
  return (
    <AreaOfForm.Provider value={area}>
      <Vocabulary.Provider value={names}>{children}</Vocabulary.Provider>
    </AreaOfForm.Provider>
  )
}
