'use client'

import type { ReactNode, RefObject } from 'react'
import { Button } from '#components/ui/button.tsx'
import type { RunFilter } from '#lib/domain/filter.ts'
import { AddFilter } from './add-filter.tsx'
import { FilterChipButton } from './filter-chip-button.tsx'
import { QueryBoxContainer } from './query/query-box-container.tsx'
import { useQueryDraft } from './query/use-query-draft.ts'
import { chipsOf, clearedFilter, isFiltered, type RunFilterChange } from './run-filter-chips.ts'

type FilterBarProps = {
  project: string
  /** What the filtered runs are shown as. */
  subject?: 'runs' | 'sessions' | 'costs'
  filter: RunFilter
  onChange: (change: RunFilterChange) => void
  searchRef: RefObject<HTMLInputElement | null>
  adding: boolean
  onAddingChange: (adding: boolean) => void
  /** Left and right end of the bar. */
  before?: ReactNode
  actions?: ReactNode
}

/** What is typed, one chip per filter, and the way to a further one. Chips become text and text becomes chips. */
export function FilterBar(props: FilterBarProps) {
  const { project, subject = 'runs', filter, onChange, searchRef, adding, onAddingChange, before, actions } = props
  const draft = useQueryDraft(filter, onChange)
  return (
    <search
      aria-label={`Filter ${subject}`}
      className="flex min-h-11 shrink-0 flex-wrap items-center gap-1.5 border-b px-3 py-2"
    >
      {before}
      <QueryBoxContainer
        label={`Search ${subject}`}
        project={project}
        filter={filter}
        draft={draft}
        inputRef={searchRef}
      />
      {draft.asText
        ? null
        : chipsOf(filter).map((chip) => (
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
      <div className="flex-1 max-narrow:hidden" />
      {actions}
    </search>
  )
}
