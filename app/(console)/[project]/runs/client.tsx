'use client'

import { useQuery } from '@tanstack/react-query'
import { useRouter } from 'next/navigation'
import { useQueryStates } from 'nuqs'
import { useRef, useState } from 'react'
import { FilterBar } from '#components/filters/filter-bar.tsx'
import { withValue } from '#components/filters/run-filter-chips.ts'
import { TimeRangePicker } from '#components/filters/time-range-picker.tsx'
import { LiveToggle } from '#components/layout/live-toggle.tsx'
import { TopBar } from '#components/layout/top-bar.tsx'
import { useIsNarrow } from '#components/layout/use-media-query.ts'
import { useNow } from '#components/layout/use-now.ts'
import { usePreferences } from '#components/layout/use-preferences.ts'
import { ArrivalLight } from '#components/run-list/arrival-light.tsx'
import { ChartsToggle } from '#components/run-list/charts-toggle.tsx'
import { CheckedBar } from '#components/run-list/checked-bar.tsx'
import { ConnectGuide } from '#components/run-list/connect-guide.tsx'
import { ListError } from '#components/run-list/list-error.tsx'
import { nextSort } from '#components/run-list/next-sort.ts'
import { NoRuns } from '#components/run-list/no-runs.tsx'
import { otlpEndpoints } from '#components/run-list/otlp-endpoints.ts'
import { PeekFrame } from '#components/run-list/peek/peek-frame.tsx'
import { RunPeekContainer } from '#components/run-list/peek/run-peek-container.tsx'
import { usePeek } from '#components/run-list/peek/use-peek.ts'
import { RunColumnPicker } from '#components/run-list/run-column-picker.tsx'
import { RunSheet } from '#components/run-list/run-sheet.tsx'
import { RunsChartsContainer } from '#components/run-list/runs-charts-container.tsx'
import { RunsTable } from '#components/run-list/runs-table.tsx'
import { useCheckedRuns } from '#components/run-list/use-checked-runs.ts'
import { useListSelection } from '#components/run-list/use-list-selection.ts'
import { useListShortcuts } from '#components/run-list/use-list-shortcuts.ts'
import { useRunColumns } from '#components/run-list/use-run-columns.ts'
import { useRunList } from '#components/run-list/use-run-list.ts'
import {
  builtInViews,
  currentView,
  filterOfView,
  savedView,
  type ListView,
} from '#components/run-list/views/list-view.ts'
import { ViewsMenuContainer } from '#components/run-list/views/views-menu-container.tsx'
import { encodeRunList } from '#lib/api/run-list-link.ts'
import { viewQueries } from '#lib/api/views.ts'
import { RunSort } from '#lib/domain/filter.ts'
import type { Run } from '#lib/domain/run.ts'
import { paths } from '#lib/paths.ts'
import { filterOf, noRunListParams, runListParams } from './search-params.ts'

/** Relative times are right to ten seconds. */
const tickMs = 10_000

export function RunsClient({ project }: { project: string }) {
  const router = useRouter()
  const [params, setParams] = useQueryStates(runListParams)
  const [{ live, density }] = usePreferences()
  const [openMenu, setOpenMenu] = useState<'filter' | 'time' | null>(null)
  const [sheetRun, setSheetRun] = useState<Run | null>(null)
  const searchRef = useRef<HTMLInputElement>(null)
  const narrow = useIsNarrow()
  const nowMs = useNow(tickMs)

  const filter = filterOf(params)
  const listKey = encodeRunList(filter)
  const sort = { key: params.sort ?? 'startedAt', order: params.order ?? 'desc' } as const
  const { list, runs, isEmpty, onView, pollFailing, status } = useRunList(project, filter, live)
  const saved = useQuery(viewQueries.list(project))
  const view = currentView([...builtInViews, ...(saved.data?.items ?? []).map(savedView)], params.view, filter)
  const { columns, isChanged, setColumns, resetColumns } = useRunColumns(view)
  const checked = useCheckedRuns(listKey)

  const change = (next: Parameters<typeof setParams>[0]) =>
    void setParams({ ...(typeof next === 'object' ? next : {}), selected: null, peek: null }, { history: 'push' })
  const hrefOf = (run: Pick<Run, 'runId'>) =>
    paths.run(project, run.runId, { from: listKey === '' ? undefined : listKey })
  const { selected, select } = useListSelection(listKey, params.selected, (runId) => setParams({ selected: runId }))
  const peek = usePeek({
    isOpen: params.peek === true && !narrow,
    runId: selected,
    setOpen: (open) => void setParams({ peek: open ? true : null }),
  })
  const openBeside = (run: Run) => {
    void select(run.runId)
    void setParams({ peek: true })
  }
  // The URL takes the selection first: going back finds the row again.
  const open = (run: Run) => void select(run.runId).then(() => router.push(hrefOf(run)))
  const closeTopmost = (): boolean => {
    if (peek.spanId !== null) peek.setSpanId(null)
    else if (peek.runId !== null) peek.close()
    else if (checked.ids.size > 0) checked.clear()
    else return false
    return true
  }
  useListShortcuts({
    title: 'Runs',
    noun: 'run',
    rows: runs,
    keyOf: (run) => run.runId,
    selectedKey: selected,
    searchRef,
    onSelect: (runId) => void select(runId),
    onOpen: open,
    onPeek: (run) => (peek.runId === run.runId ? peek.close() : openBeside(run)),
    onCheck: (run) => checked.toggle(run.runId),
    onClose: closeTopmost,
    onAddFilter: () => setOpenMenu('filter'),
    onPickTime: () => setOpenMenu('time'),
  })

  const place = runs.findIndex((run) => run.runId === peek.runId)
  const viewHref = (next: ListView) =>
    paths.runs(project, { ...filterOfView(next, filter), view: next.viewId === 'all' ? undefined : next.viewId })
  // The guide stays until there is a run: what turned green is not taken away at once.
  const [guided, setGuided] = useState(false)
  if (status?.received === false && !guided) setGuided(true)
  const isNew = isEmpty && status !== undefined && (guided || !status.received)
  return (
    <>
      <TopBar
        title="Runs"
        beside={
          <ViewsMenuContainer
            project={project}
            filter={filter}
            view={view}
            columns={columns}
            areColumnsChanged={isChanged}
            hrefOf={viewHref}
            onFollow={(viewId) => void setParams({ view: viewId })}
            onRevert={(former) => {
              if (former.columns !== null) resetColumns()
              change({ ...noRunListParams, ...filterOfView(former, filter), view: params.view })
            }}
            onColumnsSaved={resetColumns}
          />
        }
        actions={
          <>
            <TimeRangePicker
              range={{ from: params.from, to: params.to }}
              onChange={(range) => void setParams(range, { history: 'push' })}
              open={openMenu === 'time'}
              onOpenChange={(next) => setOpenMenu(next ? 'time' : null)}
            />
            <LiveToggle failing={pollFailing} />
          </>
        }
      />
      {isNew ? (
        <div className="scroll-quiet min-h-0 flex-1 overflow-y-auto">
          <ConnectGuide
            endpoints={otlpEndpoints(status)}
            arrival={<ArrivalLight project={project} received={status.received} />}
          />
        </div>
      ) : (
        <>
          <FilterBar
            project={project}
            filter={filter}
            onChange={change}
            searchRef={searchRef}
            adding={openMenu === 'filter'}
            onAddingChange={(next) => setOpenMenu(next ? 'filter' : null)}
            actions={
              <>
                <RunColumnPicker columns={columns} onChange={setColumns} isChanged={isChanged} onReset={resetColumns} />
                <ChartsToggle />
              </>
            }
          />
          <PeekFrame
            isFull={peek.isFull}
            peek={
              peek.runId === null ? null : (
                <RunPeekContainer
                  project={project}
                  runId={peek.runId}
                  listed={runs[place]}
                  nearby={[runs[place + 1], place > 0 ? runs[place - 1] : undefined].flatMap((run) => run?.runId ?? [])}
                  href={hrefOf({ runId: peek.runId })}
                  isFull={peek.isFull}
                  onFull={peek.setFull}
                  spanId={peek.spanId}
                  onSpan={peek.setSpanId}
                  onClose={peek.close}
                />
              )
            }
          >
            <RunsChartsContainer project={project} filter={filter} live={live} nowMs={nowMs} onNarrow={change} />
            {list.isError && runs.length === 0 ? (
              <ListError what="Runs" error={list.error} onRetry={() => void list.refetch()} />
            ) : (
              <RunsTable
                key={listKey}
                runs={runs}
                loading={list.isPending}
                nowMs={nowMs}
                density={density}
                narrow={narrow}
                columns={columns}
                onColumns={setColumns}
                peeking={peek.runId !== null}
                checked={checked}
                selectedId={selected}
                sort={sort}
                hasMore={list.hasNextPage}
                hrefOf={hrefOf}
                onSort={(key) => change(nextSort(RunSort.options, sort, key))}
                onPick={(name, value, negated) => change(withValue(filter, name, value, negated))}
                onOpen={(run) => (narrow ? setSheetRun(run) : open(run))}
                onPeek={openBeside}
                loadingMore={list.isFetchingNextPage || list.isFetchNextPageError}
                onNearEnd={() => void list.fetchNextPage()}
                onView={onView}
                empty={<NoRuns filter={filter} status={status} onChange={change} />}
              />
            )}
            <CheckedBar project={project} runIds={[...checked.ids]} onClear={checked.clear} />
          </PeekFrame>
        </>
      )}
      <RunSheet run={sheetRun} href={sheetRun ? hrefOf(sheetRun) : ''} onClose={() => setSheetRun(null)} />
    </>
  )
}
