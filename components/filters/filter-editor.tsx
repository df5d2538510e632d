'use client'

import type { RunFilter } from '#lib/domain/filter.ts'
import { chipsOf, withChipValues, withMovedChip, type RunFilterChange } from './run-filter-chips.ts'
import type { FilterField } from './run-filter-fields.ts'
import { FlagFilterEditor, NumberFilterEditor } from './scalar-filter-editors.tsx'
import { ValueFilterContainer } from './value-filter-container.tsx'

type FilterEditorProps = {
  project: string
  field: FilterField
  /** Which chip of the field is edited: "is" or "is not". */
  negated: boolean
  onNegate: (negated: boolean) => void
  filter: RunFilter
  onChange: (change: RunFilterChange) => void
  onDone: () => void
}

/** The content of a filter's popover, by the field's type. */
export function FilterEditor({ project, field, negated, onNegate, filter, onChange, onDone }: FilterEditorProps) {
  const applyScalar = (value: number | boolean | null) => {
    onChange({ [field.name]: value })
    onDone()
  }
  switch (field.type) {
    case 'values': {
      const chip = chipsOf(filter).find((each) => each.field === field && each.negated === negated)
      return (
        <ValueFilterContainer
          project={project}
          filter={filter}
          field={field}
          values={chip?.values ?? []}
          negated={negated}
          onChange={(values, nextNegated) => {
            const change = nextNegated === negated ? withChipValues : withMovedChip
            onChange(change(filter, field.name, values, nextNegated))
            if (nextNegated !== negated) onNegate(nextNegated)
          }}
        />
      )
    }
    case 'number':
      return <NumberFilterEditor field={field} value={filter[field.name] ?? null} onApply={applyScalar} />
    case 'flag':
      return <FlagFilterEditor field={field} value={filter[field.name] ?? null} onApply={applyScalar} />
  }
}
