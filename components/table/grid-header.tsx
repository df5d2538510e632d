/* oxlint-disable jsx-a11y/prefer-tag-over-role -- rows are placed by hand: table elements lose their roles to display: grid */
'use client'

import { ArrowDown, ArrowUp } from 'lucide-react'
import { cn } from '#components/ui/cn.ts'
import { gridRowClasses, type GridColumn, type GridSort } from './grid-column.ts'

type GridHeaderProps<Row> = {
  columns: readonly GridColumn<Row>[]
  minWidth: number
  sort?: GridSort
  onSort?: (key: string) => void
}

export function GridHeader<Row>({ columns, minWidth, sort, onSort }: GridHeaderProps<Row>) {
  return (
    <div role="rowgroup" className="sticky top-0 z-10 bg-canvas" style={{ minWidth }}>
      <div role="row" aria-rowindex={1} className={cn(gridRowClasses, 'h-7 border-b text-xs text-ink-3')}>
        {columns.map((column) => (
          <HeaderCell key={column.id} column={column} sort={sort} onSort={onSort} />
        ))}
      </div>
    </div>
  )
}

type HeaderCellProps<Row> = { column: GridColumn<Row>; sort?: GridSort; onSort?: (key: string) => void }

function HeaderCell<Row>({ column, sort, onSort }: HeaderCellProps<Row>) {
  const { sortKey, align } = column
  const order = sortKey !== undefined && sort?.key === sortKey ? sort.order : null
  const Arrow = order === 'asc' ? ArrowUp : ArrowDown
  return (
    <div
      role="columnheader"
      aria-sort={order === null ? undefined : order === 'asc' ? 'ascending' : 'descending'}
      className={cn('min-w-0 truncate', align === 'end' && 'text-right')}
    >
      {sortKey === undefined || !onSort ? (
        <span className={column.headerHidden ? 'sr-only' : undefined}>{column.header}</span>
      ) : (
        <button
          type="button"
          onClick={() => onSort(sortKey)}
          className={cn(
            'inline-flex items-center gap-0.5 rounded-sm align-top hover:text-ink',
            order !== null && 'text-ink',
          )}
        >
          {order !== null && align === 'end' ? <Arrow aria-hidden className="size-3" /> : null}
          {column.header}
          {order !== null && align !== 'end' ? <Arrow aria-hidden className="size-3" /> : null}
        </button>
      )}
    </div>
  )
}
