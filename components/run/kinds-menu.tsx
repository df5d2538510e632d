'use client'

import { ListFilter } from 'lucide-react'
import type { SpanKind } from '#lib/domain/span.ts'
import { Button } from '#components/ui/button.tsx'
import { cn } from '#components/ui/cn.ts'
import { Menu, MenuCheckboxItem, MenuItem, MenuSeparator } from '#components/ui/menu.tsx'
import { formatCount } from '#lib/format/count.ts'
import { isFiltering, noFilter, type RowFilter } from '#lib/run-view/row-filter.ts'
import { kindLooks } from './kind-icon.tsx'

export type KindsMenuProps = {
  counts: ReadonlyMap<SpanKind, number>
  filter: RowFilter
  /** Rows that the filter hides. */
  hiddenCount: number
  onFilter: (filter: RowFilter) => void
}

/** Which rows are shown: kinds, and only what failed. */
export function KindsMenu({ counts, filter, hiddenCount, onFilter }: KindsMenuProps) {
  const { kinds, errorsOnly } = filter
  const isActive = isFiltering(filter)
  const trigger = (
    <Button variant="ghost" size="sm" className={isActive ? 'bg-accent-soft text-accent' : undefined}>
      <ListFilter aria-hidden /> Kinds
      {isActive ? <span className="font-normal tabular">{formatCount(hiddenCount)} hidden</span> : null}
    </Button>
  )
  const toggle = (kind: SpanKind, shown: boolean) => {
    const next = new Set(kinds ?? counts.keys())
    if (shown) next.add(kind)
    else next.delete(kind)
    onFilter({ ...filter, kinds: next.size === counts.size ? null : next })
  }
  return (
    <Menu trigger={trigger} align="end">
      {[...counts].map(([kind, count]) => (
        <MenuCheckboxItem
          key={kind}
          checked={kinds === null || kinds.has(kind)}
          onCheckedChange={(shown) => toggle(kind, shown)}
        >
          <span aria-hidden className={cn('size-2 rounded-full', kindLooks[kind].bar)} />
          <span className="flex-1 pr-6">{kindLooks[kind].label}</span>
          <span className="text-sm text-ink-3 tabular">{formatCount(count)}</span>
        </MenuCheckboxItem>
      ))}
      <MenuSeparator />
      <MenuCheckboxItem checked={errorsOnly} onCheckedChange={(next) => onFilter({ ...filter, errorsOnly: next })}>
        Errors only
      </MenuCheckboxItem>
      <MenuItem disabled={!isActive} onClick={() => onFilter(noFilter)}>
        Show all kinds
      </MenuItem>
    </Menu>
  )
}
