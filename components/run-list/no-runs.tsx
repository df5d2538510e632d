'use client'

import { Hourglass, SearchX } from 'lucide-react'
import { clearedFilter, isFiltered, type RunFilterChange } from '#components/filters/run-filter-chips.ts'
import { Button } from '#components/ui/button.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'
import type { ProjectStatus } from '#lib/api/projects.ts'
import type { RunFilter } from '#lib/domain/filter.ts'

type NoRunsProps = {
  filter: RunFilter
  /** Undefined while it is not known yet. */
  status: ProjectStatus | undefined
  onChange: (change: RunFilterChange) => void
}

/** Something was received, but nothing of it is in this list. */
export function NoRuns({ filter, status, onChange }: NoRunsProps) {
  const hasRange = filter.from !== undefined || filter.to !== undefined
  if (isFiltered(filter) || hasRange) {
    return (
      <EmptyState
        icon={<SearchX aria-hidden />}
        title="No run matches"
        actions={
          <>
            {isFiltered(filter) ? <Button onClick={() => onChange(clearedFilter())}>Clear filters</Button> : null}
            {hasRange ? <Button onClick={() => onChange({ from: null, to: null })}>Look at all time</Button> : null}
          </>
        }
      >
        {hasRange ? 'No run in this time range fits.' : 'No run fits these filters.'} New runs that do will show up here
        by themselves.
      </EmptyState>
    )
  }
  if (!status) return null
  return (
    <EmptyState icon={<Hourglass aria-hidden />} title="Waiting for the first run">
      Telemetry has arrived, but no span of an agent, a model or a tool yet. Runs show up here by themselves, a few
      seconds after their spans.
    </EmptyState>
  )
}
