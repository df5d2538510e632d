'use client'

import { X } from 'lucide-react'
import { useState } from 'react'
import { Popover } from '#components/ui/popover.tsx'
import type { RunFilter } from '#lib/domain/filter.ts'
import { FilterEditor } from './filter-editor.tsx'
import { withoutChip, type FilterChip, type RunFilterChange } from './run-filter-chips.ts'

type FilterChipButtonProps = {
  chip: FilterChip
  filter: RunFilter
  project: string
  onChange: (change: RunFilterChange) => void
}

/** One filter: opens its editor, or goes away. */
export function FilterChipButton({ project, chip, filter, onChange }: FilterChipButtonProps) {
  const [open, setOpen] = useState(false)
  const [negated, setNegated] = useState(chip.negated)
  const label = chip.field.type === 'flag' ? chip.text : `${chip.field.label} ${chip.text}`
  return (
    <span className="inline-flex h-7 max-w-80 min-w-0 items-center rounded border border-line-strong bg-surface text-sm">
      <Popover
        label={`Edit filter ${label}`}
        open={open}
        onOpenChange={setOpen}
        trigger={
          <button type="button" className="h-full min-w-0 truncate rounded-l pr-1 pl-2 hover:bg-hover">
            {chip.field.type === 'flag' ? null : <span className="text-ink-3">{chip.field.label} </span>}
            {chip.text}
          </button>
        }
      >
        <FilterEditor
          field={chip.field}
          negated={negated}
          onNegate={setNegated}
          filter={filter}
          project={project}
          onChange={onChange}
          onDone={() => setOpen(false)}
        />
      </Popover>
      <button
        type="button"
        aria-label={`Remove filter ${label}`}
        onClick={() => onChange(withoutChip(filter, chip))}
        className="flex h-full w-6 shrink-0 items-center justify-center rounded-r text-ink-3 hover:bg-hover hover:text-ink"
      >
        <X aria-hidden className="size-3" />
      </button>
    </span>
  )
}
