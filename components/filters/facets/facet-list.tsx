'use client'

import { useState } from 'react'
import { Input } from '#components/ui/input.tsx'
import { Skeleton } from '#components/ui/skeleton.tsx'
import type { RunFacets } from '#lib/domain/facets.ts'
import type { RunFilter } from '#lib/domain/filter.ts'
import type { RunFilterChange } from '../run-filter-chips.ts'
import { filterFields, type FilterField } from '../run-filter-fields.ts'
import { fieldOfFacet } from './facet-choice.ts'
import { FacetGroup } from './facet-group.tsx'

type FacetListProps = {
  facets: RunFacets | undefined
  /** What went wrong, where nothing came. */
  error: string | null
  filter: RunFilter
  closed: readonly string[]
  onClosedChange: (closed: string[]) => void
  onChange: (change: RunFilterChange) => void
  onFindMore: (field: FilterField) => void
}

/** Every filter with its values and counts; one of them is found by its name. */
export function FacetList({ facets, error, filter, closed, onClosedChange, onChange, onFindMore }: FacetListProps) {
  const [text, setText] = useState('')
  const wanted = text.trim().toLowerCase()
  const groups = (facets?.facets ?? []).flatMap((facet) => {
    const field = fieldOfFacet(facet)
    const hasValues = facet.items.some(({ value }) => value !== '')
    // What no run of the project says anything about is not worth a line.
    return field === undefined || (!hasValues && filter[field.name] === undefined) ? [] : [{ facet, field }]
  })
  groups.sort((a, b) => filterFields.indexOf(a.field) - filterFields.indexOf(b.field))
  const shown = groups.filter(({ field }) => field.label.toLowerCase().includes(wanted))
  return (
    <div className="flex flex-col gap-0.5 p-2">
      <Input
        aria-label="Find a filter"
        placeholder="Find a filter"
        value={text}
        onChange={(event) => setText(event.target.value)}
        className="mb-1 w-full"
      />
      {facets?.approximate ? (
        <p className="px-1 pb-1 text-sm text-ink-3">≈ Many runs: counts are approximate.</p>
      ) : null}
      {facets?.capped ? (
        <p className="px-1 pb-1 text-sm text-ink-3">Many runs found: counts are of the newest of them.</p>
      ) : null}
      {facets === undefined && error === null ? <FacetSkeleton /> : null}
      {error !== null && facets === undefined ? <p className="px-1 text-sm text-bad">{error}</p> : null}
      {shown.map(({ facet, field }) => (
        <FacetGroup
          key={field.name}
          facet={facet}
          field={field}
          filter={filter}
          approximate={facets?.approximate ?? false}
          open={wanted !== '' || !closed.includes(field.name)}
          onOpenChange={(open) =>
            onClosedChange(open ? closed.filter((name) => name !== field.name) : [...closed, field.name])
          }
          onChange={onChange}
          onFindMore={onFindMore}
        />
      ))}
      {facets !== undefined && shown.length === 0 ? <p className="px-1 text-sm text-ink-3">No such filter.</p> : null}
    </div>
  )
}

function FacetSkeleton() {
  return (
    <output aria-label="Counting" className="flex flex-col gap-2 px-1 pt-1">
      {Array.from({ length: 10 }, (_, index) => (
        <Skeleton key={index} className="h-4 w-full" />
      ))}
    </output>
  )
}
