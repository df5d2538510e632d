'use client'

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
import { ChartsToggle } from '#components/run-list/charts-toggle.tsx'
import { ConnectGuide } from '#components/run-list/connect-guide.tsx'
import { ListError } from '#components/run-list/list-error.tsx'
import { nextSort } from '#components/run-list/next-sort.ts'
import { NoRuns } from '#components/run-list/no-runs.tsx'
import { otlpEndpoints } from '#components/run-list/otlp-endpoints.ts'
import { RunSheet } from '#components/run-list/run-sheet.tsx'
import { RunsChartsContainer } from '#components/run-list/runs-charts-container.tsx'
import { RunsTable } from '#components/run-list/runs-table.tsx'
import { useListSelection } from '#components/run-list/use-list-selection.ts'
import { useListShortcuts } from '#components/run-list/use-list-shortcuts.ts'
import { useRunList } from '#components/run-list/use-run-list.ts'
import { encodeRunList } from '#lib/api/run-list-link.ts'
import type { Run } from '#lib/domain/run.ts'
import { paths } from '#lib/paths.ts'
import { filterOf, runListParams } from './search-params.ts'

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
  const { list, runs, isEmpty, pollFailing, status } = useRunList(project, filter, live)

  const hrefOf = (run: Run) => paths.run(project, run.runId, { from: listKey === '' ? undefined : listKey })
  const { selected, select } = useListSelection(listKey, params.selected, (runId) => setParams({ selected: runId }))
  // The URL takes the selection first: going back finds the row again.
  const open = (run: Run) => void select(run.runId).then(() => router.push(hrefOf(run)))
  useListShortcuts({
    title: 'Runs',
    noun: 'run',
    rows: runs,
    keyOf: (run) => run.runId,
    selectedKey: selected,
    searchRef,
    onSelect: (runId) => void select(runId),
    onOpen: open,
    onAddFilter: () => setOpenMenu('filter'),
    onPickTime: () => setOpenMenu('time'),
  })

  const isNew = isEmpty && status?.received === false
  return (
    <>
      <TopBar
        title="Runs"
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
          <ConnectGuide endpoints={otlpEndpoints(status)} waitingFor="Waiting for the first span…" />
        </div>
      ) : (
        <>
          <FilterBar
            project={project}
            filter={filter}
            onChange={(change) => void setParams({ ...change, selected: null }, { history: 'push' })}
            searchRef={searchRef}
            adding={openMenu === 'filter'}
            onAddingChange={(next) => setOpenMenu(next ? 'filter' : null)}
            actions={<ChartsToggle />}
          />
          <RunsChartsContainer
            project={project}
            filter={filter}
            live={live}
            nowMs={nowMs}
            onNarrow={(range) => void setParams({ ...range, selected: null }, { history: 'push' })}
          />
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
              selectedId={selected}
              sort={sort}
              hasMore={list.hasNextPage}
              hrefOf={hrefOf}
              onSort={(key) => void setParams({ ...nextSort(sort, key), selected: null }, { history: 'push' })}
              onPick={(name, value, negated) =>
                void setParams({ ...withValue(filter, name, value, negated), selected: null }, { history: 'push' })
              }
              onOpen={(run) => (narrow ? setSheetRun(run) : open(run))}
              loadingMore={list.isFetchingNextPage || list.isFetchNextPageError}
              onNearEnd={() => void list.fetchNextPage()}
              empty={
                <NoRuns
                  filter={filter}
                  status={status}
                  onChange={(change) => void setParams(change, { history: 'push' })}
                />
              }
            />
          )}
        </>
      )}
      <RunSheet run={sheetRun} href={sheetRun ? hrefOf(sheetRun) : ''} onClose={() => setSheetRun(null)} />
    </>
  )
}
