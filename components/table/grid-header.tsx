/* oxlint-disable jsx-a11y/prefer-tag-over-role -- rows are placed by hand: table elements lose their roles to display: grid */
'use client'

import { ArrowDown, ArrowUp } from 'lucide-react'
import type { KeyboardEvent } from 'react'
import { cn } from '#components/ui/cn.ts'
import { ColumnResizer } from './column-resizer.tsx'
import { gridRowClasses, type GridArrangement, type GridColumn, type GridSort } from './grid-column.ts'
import { useColumnDrag } from './use-column-drag.ts'

type GridHeaderProps<Row> = {
  columns: readonly GridColumn<Row>[]
  sort?: GridSort
  onSort?: (key: string) => void
  arrangement?: GridArrangement
  /** A width that is being drawn; null gives it up. */
  onPreview: (id: string, width: number | null) => void
}

export function GridHeader<Row>({ columns, sort, onSort, arrangement, onPreview }: GridHeaderProps<Row>) {
  const controls = columns.filter(({ control }) => control === true).length
  const move = arrangement && ((id: string, to: number) => arrangement.onMove(id, to - controls))
  const { drag, handlersOf } = useColumnDrag(move)
  return (
    <div role="rowgroup" className="sticky top-0 z-10 min-w-(--min-width) bg-canvas">
      <div role="row" aria-rowindex={1} className={cn(gridRowClasses, 'group/head h-7 border-b text-xs text-ink-3')}>
        {columns.map((column, index) => {
          const free = arrangement !== undefined && column.control !== true
          return (
            // oxlint-disable-next-line jsx-a11y/interactive-supports-focus -- the buttons and separators in it have the focus
            <div
              key={column.id}
              role="columnheader"
              aria-label={column.header}
              aria-sort={sortOf(column, sort)}
              {...(free ? handlersOf(column.id, index) : {})}
              onKeyDown={free ? (event) => moveByKey(event, (step) => move?.(column.id, index + step)) : undefined}
              className={cn(
                'relative min-w-0 select-none',
                column.align === 'end' && 'text-right',
                drag?.id === column.id && 'opacity-40',
              )}
            >
              {drag !== null && drag.over === index ? <DropMark side="left" /> : null}
              {drag !== null && drag.over === columns.length && index === columns.length - 1 ? (
                <DropMark side="right" />
              ) : null}
              <HeaderText column={column} sort={sort} onSort={onSort} />
              {free ? (
                <ColumnResizer
                  header={column.header}
                  width={column.width}
                  onPreview={(width) => onPreview(column.id, width)}
                  onResize={(width) => arrangement.onResize(column.id, width)}
                />
              ) : null}
            </div>
          )
        })}
      </div>
    </div>
  )
}

/** Alt and an arrow move the column whose header has the focus. */
function moveByKey(event: KeyboardEvent, move: (step: number) => void): void {
  if (!event.altKey || (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight')) return
  event.preventDefault()
  event.stopPropagation()
  move(event.key === 'ArrowLeft' ? -1 : 1)
}

function sortOf<Row>({ sortKey }: GridColumn<Row>, sort?: GridSort): 'ascending' | 'descending' | undefined {
  if (sortKey === undefined || sort?.key !== sortKey) return undefined
  return sort.order === 'asc' ? 'ascending' : 'descending'
}

function DropMark({ side }: { side: 'left' | 'right' }) {
  return (
    <span aria-hidden className={cn('absolute inset-y-0 w-0.5 bg-accent', side === 'left' ? '-left-2' : '-right-2')} />
  )
}

type HeaderTextProps<Row> = { column: GridColumn<Row>; sort?: GridSort; onSort?: (key: string) => void }

function HeaderText<Row>({ column, sort, onSort }: HeaderTextProps<Row>) {
  const { sortKey, align, header, headerHidden, headerControl } = column
  if (headerControl !== undefined) return headerControl
  if (sortKey === undefined || !onSort) {
    return <span className={headerHidden ? 'sr-only' : 'block truncate'}>{header}</span>
  }
  const order = sort?.key === sortKey ? sort.order : null
  const Arrow = order === 'asc' ? ArrowUp : ArrowDown
  return (
    <button
      type="button"
      onClick={() => onSort(sortKey)}
      className={cn(
        'inline-flex max-w-full items-center gap-0.5 rounded-sm align-top hover:text-ink',
        order !== null && 'text-ink',
      )}
    >
      {order !== null && align === 'end' ? <Arrow aria-hidden className="size-3 shrink-0" /> : null}
      <span className="truncate">{header}</span>
      {order !== null && align !== 'end' ? <Arrow aria-hidden className="size-3 shrink-0" /> : null}
    </button>
  )
}
