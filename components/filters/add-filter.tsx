'use client'

import { Command } from 'cmdk'
import { ListFilterPlus } from 'lucide-react'
import { useState } from 'react'
import { Button } from '#components/ui/button.tsx'
import { Popover } from '#components/ui/popover.tsx'
import type { RunFilter } from '#lib/domain/filter.ts'
import { FilterEditor } from './filter-editor.tsx'
import type { RunFilterChange } from './run-filter-chips.ts'
import { fieldTitle, menuFields, type FilterField } from './run-filter-fields.ts'

type AddFilterProps = {
  project: string
  filter: RunFilter
  open: boolean
  onOpenChange: (open: boolean) => void
  onChange: (change: RunFilterChange) => void
}

/** A field first, then its values. */
export function AddFilter({ project, filter, open, onOpenChange, onChange }: AddFilterProps) {
  const [field, setField] = useState<FilterField | null>(null)
  const [negated, setNegated] = useState(false)

  function setOpen(next: boolean) {
    onOpenChange(next)
    setField(null)
    setNegated(false)
  }

  return (
    <Popover
      label="Add filter"
      open={open}
      onOpenChange={setOpen}
      className={field ? undefined : 'p-0'}
      trigger={
        <Button variant="ghost" className="px-2 font-normal">
          <ListFilterPlus /> <span className="max-narrow:sr-only">Filter</span>
        </Button>
      }
    >
      {field ? (
        <FilterEditor
          field={field}
          negated={negated}
          onNegate={setNegated}
          filter={filter}
          project={project}
          onChange={onChange}
          onDone={() => setOpen(false)}
        />
      ) : (
        <FieldList onPick={setField} />
      )}
    </Popover>
  )
}

function FieldList({ onPick }: { onPick: (field: FilterField) => void }) {
  return (
    <Command label="Filter by" loop className="w-52">
      <Command.Input
        placeholder="Filter by…"
        className="h-8 w-full border-b bg-transparent px-3 outline-none placeholder:text-ink-3"
      />
      <Command.List className="scroll-quiet max-h-80 overflow-y-auto p-1">
        <Command.Empty className="px-2 py-3 text-ink-3">No such field.</Command.Empty>
        {menuFields.map((field) => (
          <Command.Item
            key={field.name}
            value={fieldTitle(field)}
            onSelect={() => onPick(field)}
            className="flex h-7 cursor-default items-center rounded px-2 select-none data-[selected=true]:bg-hover"
          >
            {fieldTitle(field)}
          </Command.Item>
        ))}
      </Command.List>
    </Command>
  )
}
