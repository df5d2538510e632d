'use client'

import type { MouseEvent, ReactNode } from 'react'
import { DataGrid } from '#components/table/data-grid.tsx'
import type { GridSort } from '#components/table/grid-column.ts'
import { gridRowHeight } from '#components/table/grid-row-height.ts'
import type { Run } from '#lib/domain/run.ts'
import type { PickValue } from './filter-cell.tsx'
import { runColumns } from './run-columns.tsx'

type RunsTableProps = {
  runs: readonly Run[]
  loading: boolean
  nowMs: number
  density: 'compact' | 'comfortable'
  narrow: boolean
  selectedId: string | null
  sort: GridSort
  hasMore: boolean
  loadingMore: boolean
  hrefOf: (run: Run) => string
  onSort: (key: string) => void
  onPick: PickValue
  onOpen: (run: Run, event: MouseEvent) => void
  onNearEnd: () => void
  empty: ReactNode
}

export function RunsTable(props: RunsTableProps) {
  const { runs, loading, nowMs, density, narrow, selectedId, sort, hasMore, loadingMore } = props
  const { hrefOf, onSort, onPick, onOpen, onNearEnd, empty } = props
  return (
    <DataGrid
      label="Runs"
      columns={runColumns({ nowMs, hrefOf, twoLines: density === 'comfortable', narrow, onPick })}
      rows={runs}
      keyOf={(run) => run.runId}
      rowHeight={gridRowHeight(density, narrow)}
      loading={loading}
      selectedKey={selectedId}
      onOpen={onOpen}
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
