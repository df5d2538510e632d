/* oxlint-disable jsx-a11y/prefer-tag-over-role -- rows are placed by hand: table elements lose their roles to display: grid */
'use client'

import { memo, type MouseEvent, type ReactNode } from 'react'
import { cn } from '#components/ui/cn.ts'
import { gridRowClasses, type GridColumn } from './grid-column.ts'

type GridRowProps<Row> = {
  id: string
  row: Row
  columns: readonly GridColumn<Row>[]
  /** From 0; the header is row 1 to assistive technology. */
  index: number
  top: number
  height: number
  selected: boolean
  /** Chosen for an action on several rows. */
  marked: boolean
  onOpen(row: Row, event: MouseEvent): void
  /** A click with Shift held. */
  onPeek?(row: Row): void
}

/** A row is drawn anew only when something of it has changed: scrolling and further rows leave those that stay alone. */
export const GridRow: <Row>(props: GridRowProps<Row>) => ReactNode = memo(PlainGridRow, isSameRow)

/** A column may be another object, with another header: what counts is how it draws its cells. */
function isSameRow<Row>(former: Readonly<GridRowProps<Row>>, next: Readonly<GridRowProps<Row>>): boolean {
  const { columns: formerColumns, ...formerRest } = former
  const { columns, ...rest } = next
  return (
    formerColumns.length === columns.length &&
    columns.every(({ id, align, cell }, index) => {
      const other = formerColumns[index]
      return other?.cell === cell && other.id === id && other.align === align
    }) &&
    shallowEqual(formerRest, rest)
  )
}

function shallowEqual(a: Readonly<Record<string, unknown>>, b: Readonly<Record<string, unknown>>): boolean {
  const keys = Object.keys(b)
  return keys.length === Object.keys(a).length && keys.every((key) => Object.is(a[key], b[key]))
}

function PlainGridRow<Row>(props: GridRowProps<Row>) {
  const { id, row, columns, index, top, height, selected, marked, onOpen, onPeek } = props
  return (
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events -- the grid has the focus, the page binds Enter
    <div
      id={id}
      role="row"
      aria-rowindex={index + 2}
      aria-selected={selected}
      onMouseDown={(event) => {
        // Shift would select text from the last click on.
        if (event.shiftKey && onPeek !== undefined) event.preventDefault()
      }}
      onClick={(event) => {
        if (!isForRow(event)) return
        if (event.shiftKey && onPeek !== undefined) onPeek(row)
        else if (!event.shiftKey) onOpen(row, event)
      }}
      className={cn(
        gridRowClasses,
        'group/row absolute inset-x-0 cursor-default border-b hover:bg-hover',
        marked && 'bg-accent-soft/60',
        selected &&
          'bg-accent-soft shadow-[inset_2px_0_0_var(--color-accent)] group-focus-visible/grid:outline-2 group-focus-visible/grid:-outline-offset-2 group-focus-visible/grid:outline-accent hover:bg-accent-soft',
      )}
      style={{ height, transform: `translateY(${top}px)` }}
    >
      {columns.map((column) => (
        <div
          key={column.id}
          role="gridcell"
          className={cn('min-w-0 truncate', column.align === 'end' && 'tabular text-right')}
        >
          {column.cell(row)}
        </div>
      ))}
    </div>
  )
}

/** Clicks on links and buttons in a cell are theirs (but for the row's own link), and so is selecting text. */
function isForRow(event: MouseEvent): boolean {
  if (event.metaKey || event.ctrlKey) return false
  if (event.target instanceof Element && event.target.closest('a:not([data-row-link]), button')) return false
  return window.getSelection()?.isCollapsed !== false
}
