'use client'

import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { History } from 'lucide-react'
import { useQueryStates } from 'nuqs'
import { SettingsLoading } from '#components/access/settings-loading.tsx'
import { TopBar } from '#components/layout/top-bar.tsx'
import { useNow } from '#components/layout/use-now.ts'
import { ListError } from '#components/run-list/list-error.tsx'
import { HistoryFilters } from '#components/access/history/history-filters.tsx'
import { HistoryList } from '#components/access/history/history-list.tsx'
import { Button } from '#components/ui/button.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { ScrollArea } from '#components/ui/scroll-area.tsx'
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
              <HistoryList entries={entries} nowMs={nowMs} />
            )}
            {list.hasNextPage ? (
              <div className="flex justify-center p-3">
                <Button
                  disabled={list.isFetchingNextPage}
                  focusableWhenDisabled
                  onClick={() => void list.fetchNextPage()}
                >
                  {list.isFetchingNextPage ? 'Loading …' : 'Show older changes'}
                </Button>
              </div>
            ) : null}
          </ScrollArea>
        </>
      ) : list.isError ? (
        <ListError what="The history" error={list.error} onRetry={() => void list.refetch()} />
      ) : (
        <SettingsLoading what="history" />
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
