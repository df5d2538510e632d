'use client'

import type { MouseEvent } from 'react'
import { Tooltip } from '#components/ui/tooltip.tsx'
import type { ValueFieldName } from '#components/filters/run-filter-fields.ts'
import { unknownValue } from '#components/filters/run-filter-chips.ts'
import { unknownText } from '#lib/format/unknown.ts'

/** A value that was clicked, and where it stands. */
export type PickedCell = { name: ValueFieldName; label: string; value: string; shown: string; anchor: Element }

/** A click asks what to do with the value; with the Alt key it is left out at once. */
export type PickCell = (cell: PickedCell, exclude: boolean) => void

type FilterCellProps = { name: ValueFieldName; label: string; value: string | null; onPick: PickCell }

export function FilterCell({ name, label, value, onPick }: FilterCellProps) {
  const shown = value ?? 'unknown'
  const pick = ({ currentTarget, altKey }: MouseEvent) =>
    onPick({ name, label, value: value ?? unknownValue, shown, anchor: currentTarget }, altKey)
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
        aria-haspopup="menu"
        aria-label={`${shown}, filter by this ${label.toLowerCase()}`}
        onClick={pick}
        className="block max-w-full truncate rounded-sm decoration-ink-3 decoration-dotted underline-offset-3 hover:underline"
      >
        {value ?? <span className="text-ink-3">{unknownText}</span>}
      </button>
    </Tooltip>
  )
}
