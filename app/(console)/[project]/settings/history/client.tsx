'use client'

import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { History } from 'lucide-react'
import { useQueryStates } from 'nuqs'
import { TopBar } from '#components/layout/top-bar.tsx'
import { useNow } from '#components/layout/use-now.ts'
import { ListError } from '#components/run-list/list-error.tsx'
import { HistoryFilters } from '#components/access/history/history-filters.tsx'
import { HistoryTable } from '#components/access/history/history-table.tsx'
import { Button } from '#components/ui/button.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { ScrollArea } from '#components/ui/scroll-area.tsx'
import { Skeleton } from '#components/ui/skeleton.tsx'
import { historyQueries } from '#lib/api/history.ts'
import { historyParams } from './search-params.ts'

const tickMs = 30_000

/** Who changed what in this project, and for the owner in the installation. */
export function HistoryClient({ project }: { project: string }) {
  const [filter, setFilter] = useQueryStates(historyParams, { history: 'push' })
  const nowMs = useNow(tickMs)
  const list = useInfiniteQuery({ ...historyQueries.list(project, filter), placeholderData: keepPreviousData })
  const entries = list.data?.pages.flatMap(({ items }) => items) ?? []
  const [first] = list.data?.pages ?? []

  return (
    <>
      <TopBar title="History" />
      {first ? (
        <>
          <HistoryFilters kinds={first.kinds} actors={first.actors} {...filter} onChange={(to) => void setFilter(to)} />
          <ScrollArea label="History" className="flex-1 pb-4">
            {entries.length === 0 ? (
              <NoChanges isFiltered={filter.kind !== null || filter.actor !== null} />
            ) : (
              <HistoryTable entries={entries} nowMs={nowMs} />
            )}
            {list.hasNextPage ? (
              <div className="flex justify-center border-t p-3">
                <Button disabled={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
                  Show older changes
                </Button>
              </div>
            ) : null}
          </ScrollArea>
        </>
      ) : list.isError ? (
        <ListError what="The history" error={list.error} onRetry={() => void list.refetch()} />
      ) : (
        <div className="grid gap-2 p-3">
          <Skeleton className="h-7" />
          <Skeleton className="h-7" />
        </div>
      )}
    </>
  )
}

function NoChanges({ isFiltered }: { isFiltered: boolean }) {
  return isFiltered ? (
    <EmptyState icon={<History aria-hidden />} title="No such change">
      Nothing of this kind was changed by whom you chose. Choose “Every kind” or “Everybody”.
    </EmptyState>
  ) : (
    <EmptyState icon={<History aria-hidden />} title="Nothing was changed yet">
      Saved views, shared links, members, keys and names leave a line here with who changed them.
    </EmptyState>
  )
}
