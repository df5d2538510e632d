'use client'

import { Copy, ListFilter, ListX } from 'lucide-react'
import type { ValueFieldName } from '#components/filters/run-filter-fields.ts'
import { unknownValue } from '#components/filters/run-filter-chips.ts'
import { copyToClipboard } from '#components/ui/copy-to-clipboard.ts'
import { AnchoredMenu, MenuItem } from '#components/ui/menu.tsx'
import type { PickedCell } from './filter-cell.tsx'

type CellMenuProps = {
  cell: PickedCell | null
  onClose: () => void
  onFilter: (name: ValueFieldName, value: string, negated: boolean) => void
}

/** What can be done with a value of the list; one menu for all cells. */
export function CellMenu({ cell, onClose, onFilter }: CellMenuProps) {
  const choose = (negated: boolean) => () => (cell === null ? undefined : onFilter(cell.name, cell.value, negated))
  return (
    <AnchoredMenu anchor={cell?.anchor ?? null} onClose={onClose}>
      <MenuItem onClick={choose(false)}>
        <ListFilter aria-hidden />
        <Choice cell={cell} verb="is" />
      </MenuItem>
      <MenuItem onClick={choose(true)}>
        <ListX aria-hidden />
        <Choice cell={cell} verb="is not" />
      </MenuItem>
      {cell === null || cell.value === unknownValue ? null : (
        <MenuItem onClick={() => void copyToClipboard(cell.value)}>
          <Copy aria-hidden />
          Copy value
        </MenuItem>
      )}
    </AnchoredMenu>
  )
}

function Choice({ cell, verb }: { cell: PickedCell | null; verb: string }) {
  return (
    <span className="truncate">
      <span className="text-ink-3">{cell?.label}</span> {verb} {cell?.shown}
    </span>
  )
}
