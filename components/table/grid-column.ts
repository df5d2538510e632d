import type { ReactNode } from 'react'

export type GridColumn<Row> = {
  id: string
  header: string
  /** The header is only for assistive technology. */
  headerHidden?: boolean
  /** Pixels; the least of a column that grows. */
  width: number
  /** Takes the room that is left. */
  grows?: boolean
  /** Numbers stand at the end. */
  align?: 'start' | 'end'
  /** Sorted by a click on its header, under this key. */
  sortKey?: string
  cell: (row: Row) => ReactNode
}

export type GridSort = { key: string; order: 'asc' | 'desc' }

/** Horizontal padding of a row, both sides, and the gap between its cells. */
const rowPadding = 24
const columnGap = 12

export function gridTemplate(columns: readonly Pick<GridColumn<never>, 'width' | 'grows'>[]): string {
  return columns.map(({ width, grows }) => (grows ? `minmax(${width}px, 1fr)` : `${width}px`)).join(' ')
}

/** Below it the table scrolls sideways. */
export function gridMinWidth(columns: readonly Pick<GridColumn<never>, 'width'>[]): number {
  return columns.reduce((sum, { width }) => sum + width, rowPadding + columnGap * (columns.length - 1))
}

export const gridRowClasses = 'grid grid-cols-(--columns) items-center gap-x-3 px-3'
