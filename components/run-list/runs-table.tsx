'use client'

import { useMemo, useRef, useState, type MouseEvent, type ReactNode } from 'react'
import { arrangeColumns, moveColumn, resizeColumn } from '#components/table/column-layout.ts'
import { DataGrid } from '#components/table/data-grid.tsx'
import type { GridSort } from '#components/table/grid-column.ts'
import { gridRowHeight } from '#components/table/grid-row-height.ts'
import { useLatest } from '#components/layout/use-latest.ts'
import { useTextMarks } from '#components/layout/use-text-marks.ts'
import type { ValueFieldName } from '#components/filters/run-filter-fields.ts'
import type { ListColumns } from '#lib/domain/list-columns.ts'
import { positiveTexts } from '#lib/domain/query/free-text.ts'
import type { RunSnippet } from '#lib/domain/run-snippets.ts'
import type { Run } from '#lib/domain/run.ts'
import { useCheckColumn } from './check-column.tsx'
import { CellMenu } from './cell-menu.tsx'
import type { PickedCell } from './filter-cell.tsx'
import { narrowRunColumns, runColumns, runColumnsBesidePeek } from './run-columns.tsx'
import type { CheckedRuns } from './use-checked-runs.ts'

type RunsTableProps = {
  runs: readonly Run[]
  loading: boolean
  nowMs: number
  density: 'compact' | 'comfortable'
  /** What the runs were searched for: each says where it says so. */
  q: string | undefined
  snippets: ReadonlyMap<string, RunSnippet>
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
  onFilter: (name: ValueFieldName, value: string, negated: boolean) => void
  onOpen: (run: Run, event: MouseEvent) => void
  onPeek: (run: Run) => void
  onNearEnd: () => void
  onView: (first: number, last: number) => void
  empty: ReactNode
}

export function RunsTable(props: RunsTableProps) {
  const {
    runs,
    loading,
    nowMs,
    narrow,
    q = '',
    snippets,
    columns,
    onColumns,
    peeking,
    checked,
    selectedId,
    sort,
  } = props
  const { onSort, onFilter, onOpen, onNearEnd, onView, hasMore, loadingMore, empty } = props
  const [asked, setAsked] = useState<PickedCell | null>(null)
  const onPick = useLatest((cell: PickedCell, exclude: boolean) =>
    exclude ? onFilter(cell.name, cell.value, true) : setAsked(cell),
  )
  const onPeek = useLatest(props.onPeek)
  const hrefOf = useLatest(props.hrefOf)
  // A text that was found needs a second line.
  const density = q.trim() === '' ? props.density : 'comfortable'
  const twoLines = density === 'comfortable'
  // Kept while nothing in them has changed: rows are drawn anew only when their columns are.
  const cells = useMemo(() => {
    const context = { nowMs, hrefOf, twoLines, snippets, onPick }
    if (narrow) return narrowRunColumns(context)
    if (peeking) return runColumnsBesidePeek({ ...context, onPeek })
    return arrangeColumns(runColumns({ ...context, onPeek }), columns)
  }, [nowMs, hrefOf, twoLines, snippets, onPick, onPeek, narrow, peeking, columns])
  const check = useCheckColumn(runs, checked)
  const gridRef = useRef<HTMLDivElement>(null)
  useTextMarks(gridRef, positiveTexts(q))
  return (
    <div ref={gridRef} className="flex min-h-0 flex-1 flex-col">
      <DataGrid
        label="Runs"
        columns={narrow ? cells : [check, ...cells]}
        rows={runs}
        keyOf={runIdOf}
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
      <CellMenu cell={asked} onClose={() => setAsked(null)} onFilter={onFilter} />
    </div>
  )
}

function runIdOf({ runId }: Run): string {
  return runId
}
