'use client'

import { ChevronRight } from 'lucide-react'
import { useState } from 'react'
import { Button } from '#components/ui/button.tsx'
import { cn } from '#components/ui/cn.ts'
import type { RunFacet } from '#lib/domain/facets.ts'
import type { RunFilter } from '#lib/domain/filter.ts'
import { formatCountExact } from '#lib/format/count.ts'
import { valueText, type RunFilterChange } from '../run-filter-chips.ts'
import type { FilterField } from '../run-filter-fields.ts'
import { alsoChange, excludeChange, facetState, onlyChange, shownItems } from './facet-choice.ts'
import { FacetRow } from './facet-row.tsx'

type FacetGroupProps = {
  facet: RunFacet
  field: FilterField
  filter: RunFilter
  approximate: boolean
  open: boolean
  onOpenChange: (open: boolean) => void
  onChange: (change: RunFilterChange) => void
  /** Opens the search for further values. */
  onFindMore: (field: FilterField) => void
}

const firstShown = 6

/** The values of one filter, the most frequent first. */
export function FacetGroup(props: FacetGroupProps) {
  const { facet, field, filter, approximate, open, onOpenChange, onChange, onFindMore } = props
  const [whole, setWhole] = useState(false)
  const items = shownItems(facet, field, filter)
  const shown = whole ? items : items.slice(0, firstShown)
  const beyond = facet.values - facet.items.length
  const textOf = ({ value, filter: encoded }: { value: string; filter: string }) =>
    field.type === 'flag'
      ? (value === 'true' ? field.yes : field.no).replace(/^with/, 'With')
      : valueText(encoded, field)
  return (
    <section aria-label={field.label}>
      <h3>
        <button
          type="button"
          aria-expanded={open}
          onClick={() => onOpenChange(!open)}
          className="flex h-7 w-full items-center gap-1 rounded px-1 text-left font-medium hover:bg-hover"
        >
          <ChevronRight aria-hidden className={cn('size-3.5 text-ink-3 transition-transform', open && 'rotate-90')} />
          <span className="min-w-0 truncate">{field.label}</span>
          <span className="tabular pl-1 text-sm font-normal text-ink-3">{formatCountExact(facet.values)}</span>
        </button>
      </h3>
      {open ? (
        <ul className="pb-1.5 pl-1">
          {shown.map((item) => (
            <FacetRow
              key={item.filter}
              value={item.filter}
              text={textOf(item)}
              runs={item.runs}
              approximate={approximate}
              state={facetState(field, filter, item.filter)}
              onOnly={() => onChange(onlyChange(field, filter, item.filter))}
              onAlso={() => onChange(alsoChange(field, filter, item.filter))}
              onExclude={() => onChange(excludeChange(field, filter, item.filter))}
            />
          ))}
          {items.length > firstShown ? (
            <li>
              <MoreButton onClick={() => setWhole(!whole)}>
                {whole ? 'Show fewer' : `Show ${items.length - firstShown} more`}
              </MoreButton>
            </li>
          ) : null}
          {beyond > 0 && (whole || items.length <= firstShown) ? (
            <li>
              <MoreButton onClick={() => onFindMore(field)}>Find among {formatCountExact(facet.values)}</MoreButton>
            </li>
          ) : null}
        </ul>
      ) : null}
    </section>
  )
}

function MoreButton({ onClick, children }: { onClick: () => void; children: React.ReactNode }) {
  return (
    <Button variant="ghost" size="sm" className="ml-5 px-1 font-normal text-ink-3" onClick={onClick}>
      {children}
    </Button>
  )
}
