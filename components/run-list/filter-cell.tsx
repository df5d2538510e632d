'use client'

import type { MouseEvent } from 'react'
import { Tooltip } from '#components/ui/tooltip.tsx'
import type { ValueFieldName } from '#components/filters/run-filter-fields.ts'
import { unknownValue } from '#components/filters/run-filter-chips.ts'
import { unknownText } from '#lib/format/unknown.ts'

/** Filters by a value: is, or with the Alt key is not. */
export type PickValue = (name: ValueFieldName, value: string, negated: boolean) => void

type FilterCellProps = { name: ValueFieldName; label: string; value: string | null; onPick: PickValue }

export function FilterCell({ name, label, value, onPick }: FilterCellProps) {
  const shown = value ?? 'unknown'
  const pick = (event: MouseEvent) => onPick(name, value ?? unknownValue, event.altKey)
  return (
    <Tooltip
      content={
        <span className="grid">
          <span>
            {label}: {shown}
          </span>
          <span className="text-ink-3">Click to filter, Alt-click to exclude</span>
        </span>
      }
    >
      <button
        type="button"
        tabIndex={-1}
        aria-label={`${shown}, filter by this ${label.toLowerCase()}`}
        onClick={pick}
        className="block max-w-full truncate rounded-sm decoration-ink-3 decoration-dotted underline-offset-3 hover:underline"
      >
        {value ?? <span className="text-ink-3">{unknownText}</span>}
      </button>
    </Tooltip>
  )
}
