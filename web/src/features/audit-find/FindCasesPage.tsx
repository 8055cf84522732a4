/** 案件检索: one filter, three linked views; the address holds all of it. */
import { DownloadOutlined, ExperimentOutlined } from '@ant-design/icons'
import type { QueryClient } from '@tanstack/react-query'
import { Button, Segmented } from 'antd'
import { useDeferredValue, useMemo } from 'react'
import { Link, useSearchParams } from 'react-router'

import { AUDITORS } from '../../app/roles'
import { useSession } from '../../app/session'
import { prefetchNames } from '../../design/names'
import { PageHead } from '../../design/PageHead'
import { CasesTable } from './CasesTable'
import { useConditions } from './conditions'
import { addressOf, type Filter, filterOf } from './filter'
import { FilterForm } from './FilterForm'
import './find.css'
import { Funnel } from './Funnel'
import { MapView } from './MapView'
import { useT } from './messages'
import { prefetchCases } from './queries'
import { SavedSearches } from './SavedSearches'
import { useStepTitles } from './stepTitles'
import { VariantsView } from './VariantsView'

type View = 'cases' | 'map' | 'variants'

export function ahead(queries: QueryClient, address: URLSearchParams) {
  prefetchCases(queries, filterOf(address))
  prefetchNames(queries)
}

export default function FindCasesPage() {
  const t = useT()
  const { roles } = useSession()
  const [address, setAddress] = useSearchParams()
  const filter = useMemo(() => filterOf(address), [address])
  const view = (address.get('view') ?? 'cases') as View
  // What is found comes first; the fifteen fields to ask anew are drawn after it.
  const isSettled = useDeferredValue(true, false)
  const said = useConditions(filter, useStepTitles(filter))
  const change = (next: Filter, shown: View = view) =>
    setAddress(new URLSearchParams(addressOf(next, shown === 'cases' ? {} : { view: shown })))
  return (
    <>
      <PageHead
        title={t('title')}
        hint={t('hint')}
        actions={
          <>
            <SavedSearches filter={filter} />
            <Button href={`/audit/cases.csv${addressOf(filter)}`} download icon={<DownloadOutlined aria-hidden />}>
              {t('export')}
            </Button>
            {AUDITORS.some((role) => roles.has(role)) && (
              <Link to={`/audit/samples/new${addressOf(filter)}`}>
                <Button tabIndex={-1} type="primary" icon={<ExperimentOutlined aria-hidden />}>
                  {t('sample')}
                </Button>
              </Link>
            )}
          </>
        }
      />
      <div className="find-page">
        {isSettled ? <FilterForm filter={filter} onFind={(next) => change(next)} /> : <div />}
        <div>
          <Funnel filter={filter} said={said} onChange={(next) => change(next)} />
          <Segmented<View>
            aria-label={t('views')}
            value={view}
            onChange={(shown) => change(filter, shown)}
            options={(['cases', 'map', 'variants'] as const).map((each) => ({ value: each, label: t(each) }))}
            style={{ marginBottom: 12 }}
          />
          {view === 'cases' && <CasesTable filter={filter} />}
          {view === 'map' && <MapView filter={filter} onChange={(next) => change(next)} />}
          {view === 'variants' && <VariantsView filter={filter} onChange={(next) => change(next, 'cases')} />}
        </div>
      </div>
    </>
  )
}
