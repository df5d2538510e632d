'use client'

import type { MouseEvent, ReactNode } from 'react'
import { arrangeColumns, moveColumn, resizeColumn } from '#components/table/column-layout.ts'
import { DataGrid } from '#components/table/data-grid.tsx'
import type { GridSort } from '#components/table/grid-column.ts'
import { gridRowHeight } from '#components/table/grid-row-height.ts'
import type { ListColumns } from '#lib/domain/list-columns.ts'
import type { Run } from '#lib/domain/run.ts'
import { checkColumn } from './check-column.tsx'
import type { PickValue } from './filter-cell.tsx'
import { narrowRunColumns, runColumns } from './run-columns.tsx'
import type { CheckedRuns } from './use-checked-runs.ts'

type RunsTableProps = {
  runs: readonly Run[]
  loading: boolean
  nowMs: number
  density: 'compact' | 'comfortable'
  narrow: boolean
  columns: ListColumns
  onColumns: (columns: ListColumns) => void
  /** Beside an open run there is room for a few columns only. */
  peeking: boolean
  checked: CheckedRuns
  selectedId: string | null
  sort: GridSort
  hasMore: boolean
  loadingMore: boolean
  hrefOf: (run: Run) => string
  onSort: (key: string) => void
  onPick: PickValue
  onOpen: (run: Run, event: MouseEvent) => void
  onPeek: (run: Run) => void
  onNearEnd: () => void
  onView: (first: number, last: number) => void
  empty: ReactNode
}

/** What tells runs apart, for a list that another panel leaves little room. */
const tellingColumns: ReadonlySet<string> = new Set(['end', 'run', 'cost', 'duration', 'started'])

export function RunsTable(props: RunsTableProps) {
  const { runs, loading, nowMs, density, narrow, columns, onColumns, peeking, checked, selectedId, sort } = props
  const { hrefOf, onSort, onPick, onOpen, onPeek, onNearEnd, onView, hasMore, loadingMore, empty } = props
  const context = { nowMs, hrefOf, twoLines: density === 'comfortable', onPick }
  const shown = peeking ? besidePeek(columns) : columns
  return (
    <DataGrid
      label="Runs"
      columns={
        narrow
          ? narrowRunColumns(context)
          : [checkColumn(runs, checked), ...arrangeColumns(runColumns({ ...context, onPeek }), shown)]
      }
      rows={runs}
      keyOf={(run) => run.runId}
      rowHeight={gridRowHeight(density, narrow)}
      loading={loading}
      selectedKey={selectedId}
      markedKeys={checked.ids}
      onOpen={onOpen}
      onPeek={narrow ? undefined : onPeek}
      onView={onView}
      arrangement={
        narrow || peeking
          ? undefined
          : {
              onResize: (id, width) => onColumns(resizeColumn(columns, id, width)),
              onMove: (id, to) => onColumns(moveColumn(columns, id, to)),
            }
      }
      sort={sort}
      onSort={onSort}
      hasMore={hasMore}
      loadingMore={loadingMore}
      onNearEnd={onNearEnd}
      newRowsLabel={(count) => `${count} new ${count === 1 ? 'run' : 'runs'}`}
      empty={empty}
    />
  )
}

function besidePeek({ shown }: ListColumns): ListColumns {
  return { shown: shown.filter((id) => tellingColumns.has(id)), widths: {} }
}
