/* oxlint-disable jsx-a11y/prefer-tag-over-role -- rows are placed by hand: table elements lose their roles to display: grid */
'use client'

import { useVirtualizer } from '@tanstack/react-virtual'
import { ArrowUp } from 'lucide-react'
import { useEffect, useEffectEvent, useId, useMemo, useRef, type MouseEvent, type ReactNode } from 'react'
import { useHydrated } from '#components/layout/use-hydrated.ts'
import { useLatest } from '#components/layout/use-latest.ts'
import { Button } from '#components/ui/button.tsx'
import { cn } from '#components/ui/cn.ts'
import { gridMinWidth, gridTemplate, type GridArrangement, type GridColumn, type GridSort } from './grid-column.ts'
import { GridHeader } from './grid-header.tsx'
import { GridRow } from './grid-row.tsx'
import { GridSkeleton } from './grid-skeleton.tsx'
import { useKeepPlace } from './use-keep-place.ts'

const headerHeight = 28
const overscanRows = 12
/** Further rows are asked for this many rows before the end. */
const nearEndRows = 60
/** The rows of the first paint, before anybody has measured the page. */
const firstRect = { width: 1200, height: 900 }

type DataGridProps<Row> = {
  /** Accessible name. */
  label: string
  columns: readonly GridColumn<Row>[]
  rows: readonly Row[]
  keyOf: (row: Row) => string
  /** 28 or 36 px, by density. */
  rowHeight: number
  /** First load: skeleton rows stand where the rows will be. */
  loading?: boolean
  selectedKey: string | null
  onOpen: (row: Row, event: MouseEvent) => void
  /** A click with Shift held. */
  onPeek?: (row: Row) => void
  /** Rows with a mark of their own. */
  markedKeys?: ReadonlySet<string>
  /** Which rows are in view, the first and the last one. */
  onView?: (first: number, last: number) => void
  /** Columns can be moved and resized. */
  arrangement?: GridArrangement
  sort?: GridSort
  onSort?: (key: string) => void
  hasMore?: boolean
  loadingMore?: boolean
  onNearEnd?: () => void
  /** "3 new runs": rows that came in above the place one is reading. */
  newRowsLabel?: (count: number) => string
  /** In place of rows. */
  empty?: ReactNode
}

/** A virtual table with the keyboard and reading order of an ARIA grid; rows may come and go without moving the place. */
export function DataGrid<Row>(props: DataGridProps<Row>) {
  const { label, columns, rows, keyOf, rowHeight, loading = false, selectedKey, onOpen, sort, onSort } = props
  const { hasMore = false, loadingMore = false, onNearEnd, newRowsLabel, empty } = props
  const { onPeek, markedKeys, onView, arrangement } = props
  const scrollRef = useRef<HTMLDivElement>(null)
  const gridId = useId()
  // What comes with the page's document is shown before it can be used.
  const isReady = useHydrated()
  // oxlint-disable-next-line react/incompatible-library -- its results are used here only, nothing is memoised
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scrollRef.current,
    estimateSize: () => rowHeight,
    initialRect: firstRect,
    overscan: isReady ? overscanRows : 0,
    scrollMargin: headerHeight,
    scrollPaddingStart: headerHeight,
  })
  const keys = useMemo(() => rows.map(keyOf), [rows, keyOf])
  const openRow = useLatest(onOpen)
  const peekAtRow = useLatest((row: Row) => onPeek?.(row))
  const { newCount, onScroll, toTop } = useKeepPlace(scrollRef, keys, rowHeight)
  const selectedIndex = selectedKey === null ? -1 : keys.indexOf(selectedKey)

  const reveal = useEffectEvent(() => {
    if (selectedIndex === -1) return
    virtualizer.scrollToIndex(selectedIndex, { align: 'auto' })
    // From a header's button on, Enter is for the row.
    const grid = scrollRef.current
    if (grid?.contains(document.activeElement)) grid.focus({ preventScroll: true })
  })
  useEffect(() => reveal(), [selectedKey])
  useEffect(() => virtualizer.measure(), [virtualizer, rowHeight])

  const items = virtualizer.getVirtualItems()
  const lastIndex = items.at(-1)?.index ?? 0
  const nearEnd = hasMore && !loadingMore && lastIndex >= rows.length - nearEndRows
  const askForMore = useEffectEvent(() => onNearEnd?.())
  useEffect(() => {
    if (!nearEnd) return
    // After the effects of the page around: until then its query is the one of the list before.
    const timer = setTimeout(askForMore)
    return () => clearTimeout(timer)
  }, [nearEnd, rows.length, lastIndex])

  const firstIndex = items[0]?.index ?? 0
  const tellView = useEffectEvent(() => onView?.(firstIndex, lastIndex))
  useEffect(() => tellView(), [firstIndex, lastIndex])

  // While a border is dragged only these two variables change: no row is drawn anew.
  const preview = (id: string, width: number | null) => {
    const drawn = columns.map((each) => (each.id === id && width !== null ? { ...each, width, grows: false } : each))
    scrollRef.current?.style.setProperty('--columns', gridTemplate(drawn))
    scrollRef.current?.style.setProperty('--min-width', `${gridMinWidth(drawn)}px`)
  }
  const isRendered = items.some((item) => item.index === selectedIndex)
  return (
    <div className="relative min-h-0 flex-1">
      <div
        ref={scrollRef}
        role="grid"
        aria-label={label}
        aria-rowcount={hasMore ? -1 : rows.length + 1}
        aria-colcount={columns.length}
        aria-busy={loading || !isReady}
        aria-activedescendant={isRendered ? rowId(gridId, selectedIndex) : undefined}
        tabIndex={0}
        onScroll={onScroll}
        className="group/grid scroll-quiet h-full overflow-auto overscroll-contain outline-none"
        style={{ '--columns': gridTemplate(columns), '--min-width': `${gridMinWidth(columns)}px` }}
      >
        <GridHeader columns={columns} sort={sort} onSort={onSort} arrangement={arrangement} onPreview={preview} />
        {loading ? <GridSkeleton columns={columns} rowHeight={rowHeight} /> : null}
        <div
          role="rowgroup"
          className={cn('relative min-w-(--min-width)', !isReady && unreadyClasses)}
          style={{ height: virtualizer.getTotalSize() }}
        >
          {items.map((item) => {
            const row = rows[item.index]
            if (row === undefined) return null
            return (
              <GridRow
                key={keyOf(row)}
                id={rowId(gridId, item.index)}
                row={row}
                columns={columns}
                index={item.index}
                top={item.start - headerHeight}
                height={item.size}
                selected={item.index === selectedIndex}
                marked={markedKeys?.has(keyOf(row)) === true}
                onOpen={openRow}
                onPeek={onPeek === undefined ? undefined : peekAtRow}
              />
            )
          })}
        </div>
        {!loading && rows.length === 0 ? (
          <div role="rowgroup">
            <div role="row">
              <div role="gridcell">{empty}</div>
            </div>
          </div>
        ) : null}
      </div>
      {newRowsLabel && newCount > 0 ? (
        <Button
          variant="primary"
          size="sm"
          onClick={toTop}
          className="absolute top-9 left-1/2 -translate-x-1/2 animate-open rounded-lg shadow-float"
        >
          <ArrowUp /> {newRowsLabel(newCount)}
        </Button>
      ) : null}
    </div>
  )
}

/** The document's rows are those of a wide screen with low rows: where others are liked, there are none until then. */
const unreadyClasses = 'pointer-events-none max-narrow:invisible in-data-[density=comfortable]:invisible'

function rowId(gridId: string, index: number): string {
  return `${gridId}-${index}`
}
