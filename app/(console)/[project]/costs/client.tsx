'use client'

import { useQuery } from '@tanstack/react-query'
import { Coins } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { useQueryStates } from 'nuqs'
import { useMemo, useRef, useState } from 'react'
import { costStacks } from '#components/cost/cost-chart-series.ts'
import { CostFigures } from '#components/cost/cost-figures.tsx'
import { narrowed } from '#components/cost/cost-links.ts'
import { CacheSection, ChartSection, DearestSection, UntaggedSection, useCostSeries } from '#components/cost/cost-sections.tsx' // prettier-ignore
import { CostSkeleton } from '#components/cost/cost-skeleton.tsx'
import { CostTable } from '#components/cost/cost-table.tsx'
import { MonthForecast } from '#components/cost/month-forecast.tsx'
import { GroupingSelect } from '#components/cost/grouping-select.tsx'
import { saveCostCsv } from '#components/cost/save-cost-csv.ts'
import { WhatIfSection } from '#components/cost/what-if-section.tsx'
import { WasteTable } from '#components/cost/waste-table.tsx'
import { FilterBar } from '#components/filters/filter-bar.tsx'
import { TimeRangePicker } from '#components/filters/time-range-picker.tsx'
import { TopBar } from '#components/layout/top-bar.tsx'
import { useNow } from '#components/layout/use-now.ts'
import { useShortcuts } from '#components/layout/use-shortcuts.ts'
import { ListError } from '#components/run-list/list-error.tsx'
import { ListedCostHost } from '#components/run/cost/listed-cost.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { ScrollArea } from '#components/ui/scroll-area.tsx'
import { costQueries } from '#lib/api/costs.ts'
import { encodeRunList } from '#lib/api/run-list-link.ts'
import type { RunFilter } from '#lib/domain/filter.ts'
import { paths } from '#lib/paths.ts'
import { allTime, costFilterOf, costParams, groupingOf } from './search-params.ts'

const tickMs = 10_000
const byCost = { sort: 'costUsd' } as const

/** What the runs of a period cost, told apart by whatever they are tagged with; every amount leads to its runs. */
export function CostsClient({ project }: { project: string }) {
  const [params, setParams] = useQueryStates(costParams)
  const [openMenu, setOpenMenu] = useState<'filter' | 'time' | null>(null)
  const searchRef = useRef<HTMLInputElement>(null)
  const router = useRouter()
  const nowMs = useNow(tickMs)
  const filter = useMemo(() => costFilterOf(params), [params])
  const by = groupingOf(params)
  const [outer] = by
  const report = useQuery(costQueries.report(project, filter, by, params.groups))
  const series = useCostSeries(project, filter, outer)
  const colours = useMemo(
    () => new Map(series.data === undefined ? [] : costStacks(series.data).filter(({ isRest }) => !isRest).map(({ key, colour }) => [key, colour])), // prettier-ignore
    [series.data],
  )
  // All groups were asked for of what was shown, not of what is shown next.
  const change = (next: Partial<typeof params>) => void setParams({ groups: null, ...next }, { history: 'push' })
  const hrefOf = (extra: RunFilter) => {
    const found = narrowed(filter, extra)
    return found === null ? undefined : paths.runs(project, { ...found, ...byCost })
  }
  const from = encodeRunList({ ...filter, ...byCost })
  const runHref = (runId: string, spanId?: string) => paths.run(project, runId, { from, span: spanId })
  const range = { from: params.from === allTime ? null : params.from, to: params.to }
  const span = ({ startMs, endMs }: { startMs: number; endMs: number }) => ({
    from: new Date(startMs).toISOString(),
    to: new Date(endMs).toISOString(),
  })
  useShortcuts('Costs', [
    { keys: ['/'], label: 'Search costs', run: () => searchRef.current?.focus() },
    { keys: ['f'], label: 'Add a filter', run: () => setOpenMenu('filter') },
    { keys: ['d'], label: 'Choose the time range', run: () => setOpenMenu('time') },
  ])

  return (
    <>
      <TopBar
        title="Costs"
        actions={
          <TimeRangePicker
            range={range}
            onChange={({ from, to }) => change({ from: from ?? allTime, to })}
            open={openMenu === 'time'}
            onOpenChange={(next) => setOpenMenu(next ? 'time' : null)}
          />
        }
      />
      <FilterBar
        project={project}
        subject="costs"
        filter={filter}
        onChange={({ from: _from, to: _to, ...filters }) => change(filters)}
        searchRef={searchRef}
        adding={openMenu === 'filter'}
        onAddingChange={(next) => setOpenMenu(next ? 'filter' : null)}
      />
      {report.data === undefined ? (
        report.isError ? (
          <ListError what="Costs" error={report.error} onRetry={() => void report.refetch()} />
        ) : (
          <CostSkeleton />
        )
      ) : report.data.total.ofRuns.runs === 0 ? (
        <NoCosts />
      ) : (
        <ScrollArea label="Costs" className="flex-1 pb-6" aria-busy={report.isPlaceholderData}>
          {report.data.capped ? (
            <p className="border-b px-3 py-1.5 text-sm text-ink-2">
              The search found more runs than are summed: these are the newest of them.
            </p>
          ) : null}
          <div className={report.isPlaceholderData ? 'opacity-60' : undefined}>
            <CostFigures report={report.data} hrefOf={hrefOf} />
            <MonthForecast project={project} filter={filter} nowMs={nowMs} />
            <ChartSection
              project={project}
              filter={filter}
              by={outer}
              nowMs={nowMs}
              hrefOf={hrefOf}
              onOpen={(slot) => router.push(paths.runs(project, { ...filter, ...span(slot), ...byCost }))}
              onNarrow={(slots) => change(span(slots))}
            />
            <CostTable
              report={report.data}
              sort={{ key: params.sort ?? 'cost', order: params.order ?? 'desc' }}
              onSort={({ key, order }) => void setParams({ sort: key, order })}
              hrefOf={hrefOf}
              colourOf={(key) => colours.get(key)}
              onMore={params.groups === 'all' ? undefined : () => change({ groups: 'all' })}
              tools={
                <GroupingSelect
                  by={outer}
                  within={params.within}
                  onChange={change}
                  onDownload={() => void saveCostCsv(project, filter, by)}
                />
              }
            />
            <div className="grid grid-cols-[minmax(0,1fr)] wide:grid-cols-2 wide:divide-x">
              <WasteTable total={report.data.total} hrefOf={hrefOf} />
              <CacheSection project={project} filter={filter} hrefOf={hrefOf} />
            </div>
            <ListedCostHost hrefOf={runHref}>
              <DearestSection
                project={project}
                filter={filter}
                hrefOf={hrefOf}
                nowMs={nowMs}
                runHref={({ runId }) => runHref(runId)}
              />
            </ListedCostHost>
            <UntaggedSection project={project} filter={filter} hrefOf={hrefOf} />
            <WhatIfSection project={project} filter={filter} hrefOf={hrefOf} />
          </div>
        </ScrollArea>
      )}
    </>
  )
}

function NoCosts() {
  return (
    <EmptyState icon={<Coins aria-hidden />} title="No costs here">
      No run fits these filters in this time. Runs bring their cost with the tokens of their model calls: look at
      another time range, or send some.
    </EmptyState>
  )
}
