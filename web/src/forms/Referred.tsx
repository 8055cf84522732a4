/** What an id or code of a field stands for, by its name. */
import { useContext } from 'react'

import { pathOf, useAreaChains, usePlaceNames } from '../design/places'
import { pick, useLanguage } from '../i18n'
import { useProjects } from './ReferenceFields'
import type { Reference } from './references'
import { Vocabulary } from './vocabulary'

export function Referred({ id, reference }: { id: string; reference: Reference }) {
  switch (reference.named) {
    case 'area':
      return <AreaName code={id} />
    case 'organisation':
      return <OrganisationName id={id} />
    case 'project':
      return <ProjectName code={id} />
    case 'person':
      return <PersonName id={id} />
  }
}

function AreaName({ code }: { code: string }) {
  const language = useLanguage()
  const chainOf = useAreaChains()
  return <span title={code}>{pathOf(language, chainOf(code)) || code}</span>
}

function OrganisationName({ id }: { id: string }) {
  return <span title={id}>{usePlaceNames().organisation(id)}</span>
}

function ProjectName({ code }: { code: string }) {
  const found = useProjects().data?.find((each) => each.code === code)
  return (
    <>
      {found && `${found.name} `}
      <span className={found ? 'quiet' : undefined}>{code}</span>
    </>
  )
}

function PersonName({ id }: { id: string }) {
  const language = useLanguage()
  return <span title={id}>{pick(language, useContext(Vocabulary)[id]) || id}</span>
}
