/* oxlint-disable jsx-a11y/prefer-tag-over-role -- virtual rows are placed by hand: table elements lose their roles to display: flex */
'use client'

import { ArrowDown, ArrowUp } from 'lucide-react'
import { ariaSort, nextOrder } from '#components/table/sort-order.ts'
import { Tooltip } from '#components/ui/tooltip.tsx'
import { cn } from '#components/ui/cn.ts'
import type { StatementOrder, StatementSort } from './statement-order.ts'

type SortHeaderProps = {
  sort: StatementSort
  header: string
  meaning?: string
  className: string
  order: StatementOrder
  onOrder: (order: StatementOrder) => void
}

/** Head of a column, which puts the tenants in its order. */
export function SortHeader({ sort, header, meaning, className, order, onOrder }: SortHeaderProps) {
  const isSorted = order.key === sort
  const Arrow = order.order === 'asc' ? ArrowUp : ArrowDown
  return (
    <div role="columnheader" aria-label={header} aria-sort={ariaSort(sort, order)} className={className}>
      <Tooltip content={meaning ?? null}>
        <button
          type="button"
          className={cn('max-w-full truncate hover:text-ink', isSorted && 'text-ink')}
          onClick={() => onOrder(nextOrder(sort, order, 'tenant'))}
        >
          {isSorted ? <Arrow aria-hidden className="mr-0.5 inline size-3 align-[-1px]" /> : null}
          {header}
        </button>
      </Tooltip>
    </div>
  )
}
