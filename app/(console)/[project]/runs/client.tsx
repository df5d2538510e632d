'use client'

import { Suspense, useRef, useState } from 'react'
import { FacetFrame } from '#components/filters/facets/facet-frame.tsx'
import { FacetsToggle } from '#components/filters/facets/facets-toggle.tsx'
import { CheckedExportMenu } from '#components/export/checked-export-menu.tsx'
import { ListExportMenu } from '#components/export/list-export-menu.tsx'
import { FilterBar } from '#components/filters/filter-bar.tsx'
import { withValue } from '#components/filters/run-filter-chips.ts'
import { TimeRangePicker } from '#components/filters/time-range-picker.tsx'
import { LiveToggle } from '#components/layout/live-toggle.tsx'
import { TopBar } from '#components/layout/top-bar.tsx'
import { useNow } from '#components/layout/use-now.ts'
import { usePreferences } from '#components/layout/use-preferences.ts'
import { ChartsToggle } from '#components/run-list/charts-toggle.tsx'
import { CheckedBar } from '#components/run-list/checked-bar.tsx'
import { ListError } from '#components/run-list/list-error.tsx'
import { nextSort } from '#components/run-list/next-sort.ts'
import { NoRuns } from '#components/run-list/no-runs.tsx'
import { PeekFrame } from '#components/run-list/peek/peek-frame.tsx'
import { RunColumnPicker } from '#components/run-list/run-column-picker.tsx'
import { RunSheet } from '#components/run-list/run-sheet.tsx'
import { RunsChartsContainer } from '#components/run-list/runs-charts-container.tsx'
import { RunsTable } from '#components/run-list/runs-table.tsx'
import { useListShortcuts } from '#components/run-list/use-list-shortcuts.ts'
import { useRunList } from '#components/run-list/use-run-list.ts'
import { useRunSnippets } from '#components/run-list/use-run-snippets.ts'
import { ListedCostHost } from '#components/run/cost/listed-cost.tsx'
import { lazily } from '#components/ui/lazily.ts'
import { ViewsMenuContainer } from '#components/run-list/views/views-menu-container.tsx'
import { RunSort } from '#lib/domain/filter.ts'
import type { Run } from '#lib/domain/run.ts'
import { paths } from '#lib/paths.ts'
import { useRunsPage, type RunsPage } from './use-runs-page.ts'

const RunPeekContainer = lazily(() =>
  import('#components/run-list/peek/run-peek-container.tsx').then((module) => module.RunPeekContainer),
)
const ConnectGuideContainer = lazily(() =>
  import('#components/run-list/connect-guide-container.tsx').then((module) => module.ConnectGuideContainer),
)

/** Relative times are right to ten seconds. */
const tickMs = 10_000

export function RunsClient({ project }: { project: string }) {
  const page = useRunsPage(project)
  const { filter, listKey, narrow, sort, checked, selected, peek, change, hrefOf } = page
  const [{ live, density }] = usePreferences()
  const [openMenu, setOpenMenu] = useState<'filter' | 'time' | null>(null)
  const [facetsOpen, setFacetsOpen] = useState(false)
  const [sheetRun, setSheetRun] = useState<Run | null>(null)
  const searchRef = useRef<HTMLInputElement>(null)
  const nowMs = useNow(tickMs)
  const { list, runs, isEmpty, onView, refresh, status } = useRunList(project, filter, live)
  const snippets = useRunSnippets(project, filter.q, runs)
  useListShortcuts({
    title: 'Runs',
    noun: 'run',
    rows: runs,
    keyOf: (run) => run.runId,
    selectedKey: selected,
    searchRef,
    onSelect: (runId) => void page.select(runId),
    onOpen: page.open,
    onPeek: (run) => (peek.runId === run.runId ? peek.close() : page.openBeside(run)),
    onCheck: (run) => checked.toggle(run.runId),
    onClose: page.closeTopmost,
    onAddFilter: () => setOpenMenu('filter'),
    onPickTime: () => setOpenMenu('time'),
  })

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
            view={page.view}
            columns={page.columns}
            areColumnsChanged={page.isChanged}
            hrefOf={page.viewHref}
            onFollow={page.follow}
            onRevert={page.revert}
            onColumnsSaved={page.resetColumns}
          />
        }
        actions={
          <>
            <TimeRangePicker
              range={page.range}
              onChange={page.setRange}
              open={openMenu === 'time'}
              onOpenChange={(next) => setOpenMenu(next ? 'time' : null)}
            />
            <LiveToggle refresh={refresh} />
          </>
        }
      />
      {isNew ? (
        <div className="scroll-quiet min-h-0 flex-1 overflow-y-auto">
          <Suspense>
            <ConnectGuideContainer project={project} status={status} />
          </Suspense>
        </div>
      ) : (
        <ListedCostHost
          // Beside the list the run itself says how its amounts came about.
          selected={peek.runId === null ? (runs.find(({ runId }) => runId === selected) ?? null) : null}
          hrefOf={(runId, span) => paths.run(project, runId, { span })}
        >
          <FilterBar
            project={project}
            filter={filter}
            onChange={change}
            searchRef={searchRef}
            adding={openMenu === 'filter'}
            onAddingChange={(next) => setOpenMenu(next ? 'filter' : null)}
            before={<FacetsToggle onOpenSheet={() => setFacetsOpen(true)} />}
            actions={
              <>
                <RunColumnPicker
                  columns={page.columns}
                  onChange={page.setColumns}
                  isChanged={page.isChanged}
                  onReset={page.resetColumns}
                />
                <ListExportMenu project={project} filter={filter} />
                <ChartsToggle />
              </>
            }
          />
          <PeekFrame
            isFull={peek.isFull}
            peek={
              peek.runId === null ? null : <RunBeside project={project} runId={peek.runId} page={page} runs={runs} />
            }
          >
            <FacetFrame
              project={project}
              filter={filter}
              onChange={change}
              sheetOpen={facetsOpen}
              onSheetOpenChange={setFacetsOpen}
              live={live}
            >
              <RunsChartsContainer
                project={project}
                filter={filter}
                live={live}
                nowMs={nowMs}
                onNarrow={change}
                onOpen={page.open}
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
                  q={filter.q}
                  snippets={snippets}
                  narrow={narrow}
                  columns={page.columns}
                  onColumns={page.setColumns}
                  peeking={peek.runId !== null}
                  checked={checked}
                  selectedId={selected}
                  sort={sort}
                  hasMore={list.hasNextPage}
                  hrefOf={hrefOf}
                  onSort={(key) => change(nextSort(RunSort.options, sort, key))}
                  onFilter={(name, value, negated) => change(withValue(filter, name, value, negated))}
                  onOpen={(run) => (narrow ? setSheetRun(run) : page.open(run))}
                  onPeek={page.openBeside}
                  loadingMore={list.isFetchingNextPage || list.isFetchNextPageError}
                  onNearEnd={() => void list.fetchNextPage()}
                  onView={onView}
                  empty={<NoRuns filter={filter} status={status} onChange={change} />}
                />
              )}
              <CheckedBar project={project} runIds={[...checked.ids]} onClear={checked.clear}>
                <CheckedExportMenu project={project} runIds={[...checked.ids]} sort={filter} />
              </CheckedBar>
            </FacetFrame>
          </PeekFrame>
        </ListedCostHost>
      )}
      <RunSheet run={sheetRun} href={sheetRun ? hrefOf(sheetRun) : ''} onClose={() => setSheetRun(null)} />
    </>
  )
}

type RunBesideProps = { project: string; runId: string; page: RunsPage; runs: readonly Run[] }

/** The selected run beside the list; those that j and k come to are loaded before. */
function RunBeside({ project, runId, page, runs }: RunBesideProps) {
  const { peek, hrefOf } = page
  const place = runs.findIndex((run) => run.runId === runId)
  const around = place === -1 ? [] : [runs[place + 1], runs[place - 1]]
  return (
    <Suspense>
      <RunPeekContainer
        project={project}
        runId={runId}
        listed={runs[place]}
        nearby={around.flatMap((run) => run?.runId ?? [])}
        href={hrefOf({ runId })}
        isFull={peek.isFull}
        onFull={peek.setFull}
        spanId={peek.spanId}
        onSpan={peek.setSpanId}
        onClose={peek.close}
      />
    </Suspense>
  )
}
