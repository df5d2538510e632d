'use client'

import { useInfiniteQuery } from '@tanstack/react-query'
import { MessagesSquare } from 'lucide-react'
import { useQueryStates } from 'nuqs'
import { useRef, useState } from 'react'
import { FilterBar } from '#components/filters/filter-bar.tsx'
import { isFiltered } from '#components/filters/run-filter-chips.ts'
import { TimeRangePicker } from '#components/filters/time-range-picker.tsx'
import { LiveToggle } from '#components/layout/live-toggle.tsx'
import { TopBar } from '#components/layout/top-bar.tsx'
import { useIsNarrow } from '#components/layout/use-media-query.ts'
import { useNow } from '#components/layout/use-now.ts'
import { usePreferences } from '#components/layout/use-preferences.ts'
import { useListSelection } from '#components/run-list/use-list-selection.ts'
import { useListShortcuts } from '#components/run-list/use-list-shortcuts.ts'
import { nextSort } from '#components/run-list/next-sort.ts'
import { CardKey } from '#components/run/cost/card-key.tsx'
import { ListedCostHost, selectedPlace } from '#components/run/cost/listed-cost.tsx'
import { RunsCostCard } from '#components/run/cost/runs-cost.tsx'
import { ListError } from '#components/run-list/list-error.tsx'
import { sessionColumns } from '#components/run-list/session-columns.tsx'
import { runsOfSession } from '#components/session/session-runs.ts'
import { DataGrid } from '#components/table/data-grid.tsx'
import { gridRowHeight } from '#components/table/grid-row-height.ts'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { loadedRows } from '#lib/api/loaded-rows.ts'
import { sessionQueries } from '#lib/api/sessions.ts'
import type { Session } from '#lib/domain/run.ts'
import { SessionSort } from '#lib/domain/session.ts'
import { paths } from '#lib/paths.ts'
import { sessionFilterOf, sessionListParams } from './search-params.ts'

const tickMs = 10_000
const refreshMs = 10_000

/** Conversations: one row each; a row leads to its turns. */
export function SessionsClient({ project }: { project: string }) {
  const [params, setParams] = useQueryStates(sessionListParams)
  const [{ live, density }] = usePreferences()
  const [openMenu, setOpenMenu] = useState<'filter' | 'time' | null>(null)
  const searchRef = useRef<HTMLInputElement>(null)
  const narrow = useIsNarrow()
  const nowMs = useNow(tickMs)

  const filter = sessionFilterOf(params)
  const sort = { key: params.sort ?? 'endedAt', order: params.order ?? 'desc' } as const
  const change = (next: Partial<typeof params>) => void setParams({ ...next, selected: null }, { history: 'push' })
  const list = useInfiniteQuery({ ...sessionQueries.list(project, filter), refetchInterval: live ? refreshMs : false })
  const sessions = loadedRows(list.data?.pages ?? [], ({ session }) => session)
  const { sort: _sort, order: _order, ...runFilter } = filter
  const runsOf = (session: Session) => runsOfSession(project, session, runFilter)
  const hrefOf = ({ session }: Session) => paths.session(project, session)
  const { selected, select, leave } = useListSelection(JSON.stringify(filter), params.selected, (session) =>
    setParams({ selected: session }),
  )
  const selectedSession = sessions.find(({ session }) => session === selected)
  const open = (session: Session) => leave(session.session, hrefOf(session))
  useListShortcuts({
    title: 'Sessions',
    noun: 'session',
    rows: sessions,
    keyOf: ({ session }) => session,
    selectedKey: selected,
    searchRef,
    onSelect: (session) => void select(session),
    onOpen: open,
    onAddFilter: () => setOpenMenu('filter'),
    onPickTime: () => setOpenMenu('time'),
  })

  return (
    <ListedCostHost>
      <TopBar
        title="Sessions"
        actions={
          <>
            <TimeRangePicker
              range={{ from: params.from, to: params.to }}
              onChange={(range) => void setParams(range, { history: 'push' })}
              open={openMenu === 'time'}
              onOpenChange={(next) => setOpenMenu(next ? 'time' : null)}
            />
            <LiveToggle
              refresh={{
                subject: JSON.stringify(filter),
                everyMs: refreshMs,
                answeredMs: list.dataUpdatedAt,
                failed: list.isLoadingError || list.isRefetchError,
              }}
            />
          </>
        }
      />
      <FilterBar
        project={project}
        subject="sessions"
        filter={filter}
        onChange={change}
        searchRef={searchRef}
        adding={openMenu === 'filter'}
        onAddingChange={(next) => setOpenMenu(next ? 'filter' : null)}
      />
      {list.isError && sessions.length === 0 ? (
        <ListError what="Sessions" error={list.error} onRetry={() => void list.refetch()} />
      ) : (
        <DataGrid
          label="Sessions"
          columns={sessionColumns({ nowMs, narrow, twoLines: density === 'comfortable', hrefOf, runsOf })}
          rows={sessions}
          keyOf={({ session }) => session}
          rowHeight={gridRowHeight(density, narrow)}
          loading={list.isPending}
          selectedKey={selected}
          onOpen={open}
          sort={sort}
          onSort={(key) => change(nextSort(SessionSort.options, sort, key))}
          hasMore={list.hasNextPage}
          loadingMore={list.isFetchingNextPage || list.isFetchNextPageError}
          onNearEnd={() => void list.fetchNextPage()}
          empty={<NoSessions filtered={isFiltered(filter)} />}
        />
      )}
      {selectedSession === undefined ? null : (
        <CardKey
          label="How the cost of the selected session came about"
          content={<RunsCostCard {...runsOf(selectedSession)} />}
          place={selectedPlace}
        />
      )}
    </ListedCostHost>
  )
}

function NoSessions({ filtered }: { filtered: boolean }) {
  if (filtered) {
    return (
      <EmptyState icon={<MessagesSquare aria-hidden />} title="No session matches">
        No run with a session fits these filters in this time.
      </EmptyState>
    )
  }
  return (
    <EmptyState icon={<MessagesSquare aria-hidden />} title="No session here">
      Runs that carry a conversation or session id (<code>gen_ai.conversation.id</code>, <code>session.id</code> and the
      like) are gathered here. Set one where your agent starts, or look at another time range.
    </EmptyState>
  )
}
