'use client'

import type { RunFilter } from '#lib/domain/filter.ts'
import type { Run } from '#lib/domain/run.ts'
import { chipsOf, withChipValues, withMovedChip, type RunFilterChange } from './run-filter-chips.ts'
import { suggestedValues, type FilterField } from './run-filter-fields.ts'
import { FlagFilterEditor, NumberFilterEditor } from './scalar-filter-editors.tsx'
import { ValueFilterEditor } from './value-filter-editor.tsx'

type FilterEditorProps = {
  field: FilterField
  /** Which chip of the field is edited: "is" or "is not". */
  negated: boolean
  onNegate: (negated: boolean) => void
  filter: RunFilter
  /** Loaded runs, for completion. */
  runs: readonly Run[]
  onChange: (change: RunFilterChange) => void
  onDone: () => void
}

/** The content of a filter's popover, by the field's type. */
export function FilterEditor({ field, negated, onNegate, filter, runs, onChange, onDone }: FilterEditorProps) {
  const applyScalar = (value: number | boolean | null) => {
    onChange({ [field.name]: value })
    onDone()
  }
  switch (field.type) {
    case 'values': {
      const chip = chipsOf(filter).find((each) => each.field === field && each.negated === negated)
      const { name } = field
      return (
        <ValueFilterEditor
          field={field}
          values={chip?.values ?? []}
          negated={negated}
          suggestions={suggestedValues(field, runs)}
          onChange={(values, nextNegated) => {
            const change = nextNegated === negated ? withChipValues : withMovedChip
            onChange(change(filter, name, values, nextNegated))
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
