import type { ReactNode } from 'react'

export type GridColumn<Row> = {
  id: string
  header: string
  /** The header is only for assistive technology. */
  headerHidden?: boolean
  /** In place of the header's text. */
  headerControl?: ReactNode
  /** Pixels; the least of a column that grows. */
  width: number
  /** Takes the room that is left. */
  grows?: boolean
  /** Always shown. */
  fixed?: boolean
  /** A control of the grid itself: it has no name to pick, no width to change, and stays at the front. */
  control?: boolean
  /** Numbers stand at the end. */
  align?: 'start' | 'end'
  /** Sorted by a click on its header, under this key. */
  sortKey?: string
  cell(row: Row): ReactNode
}

export type GridSort = { key: string; order: 'asc' | 'desc' }

/** Horizontal padding of a row, both sides, and the gap between its cells. */
const rowPadding = 24
const columnGap = 12

/** What a person may arrange: widths and order of columns by their ids. */
export type GridArrangement = {
  onResize: (id: string, width: number | null) => void
  onMove: (id: string, to: number) => void
}

export function gridTemplate(columns: readonly Pick<GridColumn<never>, 'width' | 'grows'>[]): string {
  return columns.map(({ width, grows }) => (grows ? `minmax(${width}px, 1fr)` : `${width}px`)).join(' ')
}

/** Below it the table scrolls sideways. */
export function gridMinWidth(columns: readonly Pick<GridColumn<never>, 'width'>[]): number {
  return columns.reduce((sum, { width }) => sum + width, rowPadding + columnGap * (columns.length - 1))
}

export const gridRowClasses = 'grid grid-cols-(--columns) items-center gap-x-3 px-3'
