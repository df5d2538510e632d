'use client'

import type { ReactNode, RefObject } from 'react'
import { Button } from '#components/ui/button.tsx'
import type { RunFilter } from '#lib/domain/filter.ts'
import { AddFilter } from './add-filter.tsx'
import { FilterChipButton } from './filter-chip-button.tsx'
import { chipsOf, clearedFilter, isFiltered, type RunFilterChange } from './run-filter-chips.ts'
import { SearchBox } from './search-box.tsx'

type FilterBarProps = {
  project: string
  /** What the filtered runs are shown as. */
  subject?: 'runs' | 'sessions'
  filter: RunFilter
  onChange: (change: RunFilterChange) => void
  searchRef: RefObject<HTMLInputElement | null>
  adding: boolean
  onAddingChange: (adding: boolean) => void
  /** Right end of the bar. */
  actions?: ReactNode
}

/** Free text, one chip per filter, and the way to a further one. */
export function FilterBar(props: FilterBarProps) {
  const { project, subject = 'runs', filter, onChange, searchRef, adding, onAddingChange, actions } = props
  return (
    <search
      aria-label={`Filter ${subject}`}
      className="flex min-h-11 shrink-0 flex-wrap items-center gap-1.5 border-b px-3 py-2"
    >
      <SearchBox
        label={`Search ${subject}`}
        placeholder="Search input, output, ids"
        value={filter.q ?? ''}
        onChange={(q) => onChange({ q: q === '' ? null : q })}
        inputRef={searchRef}
      />
      {chipsOf(filter).map((chip) => (
        <FilterChipButton
          key={`${chip.field.name} ${chip.negated}`}
          chip={chip}
          filter={filter}
          project={project}
          onChange={onChange}
        />
      ))}
      <AddFilter project={project} filter={filter} open={adding} onOpenChange={onAddingChange} onChange={onChange} />
      {isFiltered(filter) ? (
        <Button variant="ghost" className="px-2 font-normal" onClick={() => onChange(clearedFilter())}>
          Clear
        </Button>
      ) : null}
      <div className="flex-1" />
      {actions}
    </search>
  )
}
