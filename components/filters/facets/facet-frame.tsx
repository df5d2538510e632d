'use client'

import { useQuery } from '@tanstack/react-query'
import { useMemo, useState, type ReactNode } from 'react'
import { usePreferences } from '#components/layout/use-preferences.ts'
import { useIsMedium } from '#components/layout/use-media-query.ts'
import { Dialog } from '#components/ui/dialog.tsx'
import { Sheet } from '#components/ui/sheet.tsx'
import { runQueries, type RunListFilter } from '#lib/api/runs.ts'
import { FilterEditor } from '../filter-editor.tsx'
import type { RunFilterChange } from '../run-filter-chips.ts'
import type { FilterField } from '../run-filter-fields.ts'
import { FacetList } from './facet-list.tsx'

type FacetFrameProps = {
  project: string
  filter: RunListFilter
  onChange: (change: RunFilterChange) => void
  /** On narrow screens it is a sheet, opened by a button. */
  sheetOpen: boolean
  onSheetOpenChange: (open: boolean) => void
  live: boolean
  children: ReactNode
}

/** Counts are looked at, not watched. */
const refreshMs = 30_000

/** The list, and beside it what its runs can be narrowed by. */
export function FacetFrame(props: FacetFrameProps) {
  const { project, filter, onChange, sheetOpen, onSheetOpenChange, live, children } = props
  const isMedium = useIsMedium()
  const [{ facets: isShown, closedFacets }, setPreferences] = usePreferences()
  const [searched, setSearched] = useState<FilterField | null>(null)
  const [negated, setNegated] = useState(false)
  const isVisible = isMedium ? sheetOpen : isShown
  const facets = useQuery({
    ...runQueries.facets(project, filter),
    enabled: isVisible,
    refetchInterval: live ? refreshMs : false,
  })
  const { data } = facets
  const error = facets.isError ? facets.error.message : null
  // A hundred rows, which further pages of the list do not concern.
  const list = useMemo(
    () => (
      <FacetList
        facets={data}
        error={error}
        filter={filter}
        closed={closedFacets}
        onClosedChange={(closed) => setPreferences({ closedFacets: closed })}
        onChange={onChange}
        onFindMore={setSearched}
      />
    ),
    [data, error, filter, closedFacets, setPreferences, onChange],
  )
  return (
    <div className="flex min-h-0 flex-1">
      {isMedium ? (
        <Sheet title="Filters" side="left" open={sheetOpen} onOpenChange={onSheetOpenChange}>
          {list}
        </Sheet>
      ) : isShown ? (
        <aside aria-label="Filters" className="scroll-quiet w-52 shrink-0 overflow-y-auto border-r">
          {list}
        </aside>
      ) : null}
      <div className="flex min-w-0 flex-1 flex-col">{children}</div>
      <Dialog
        title={searched === null ? '' : `Find ${searched.label.toLowerCase()}`}
        open={searched !== null}
        onOpenChange={(open) => (open ? null : setSearched(null))}
      >
        {searched === null ? null : (
          <FilterEditor
            project={project}
            field={searched}
            negated={negated}
            onNegate={setNegated}
            filter={filter}
            onChange={onChange}
            onDone={() => setSearched(null)}
          />
        )}
      </Dialog>
    </div>
  )
}
