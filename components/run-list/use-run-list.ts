'use client'

import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useMemo, useRef } from 'react'
import { loadedRows } from '#lib/api/loaded-rows.ts'
import type { Refresh } from '#components/layout/use-stale.ts'
import type { RowsInView } from '#lib/api/pages-in-view.ts'
import { projectQueries } from '#lib/api/projects.ts'
import { runQueries, type RunListFilter } from '#lib/api/runs.ts'

export const runPollMs = 3_000
const waitingPollMs = 2_000

/** The pages of a list; while live the first one and those in view are kept fresh. `status` is asked for only when the list is empty. */
export function useRunList(project: string, filter: RunListFilter, live: boolean) {
  // No state: what is in view matters to the next poll, and scrolling draws nothing anew.
  const inView = useRef<RowsInView>({ first: 0, last: 0 })
  const list = useInfiniteQuery(runQueries.list(project, filter))
  const pages = list.data?.pages
  const runs = useMemo(() => loadedRows(pages ?? [], (run) => run.runId), [pages])
  const isEmpty = list.isSuccess && runs.length === 0
  const poll = useQuery({
    // oxlint-disable-next-line react/refs -- read when the poll asks, not while drawing
    ...runQueries.poll(project, filter, () => inView.current),
    enabled: list.isSuccess && (live || isEmpty),
    refetchInterval: runPollMs,
  })
  const status = useQuery({
    ...projectQueries.status(project),
    enabled: isEmpty,
    refetchInterval: (query) => (query.state.data?.received ? false : waitingPollMs),
  })
  const onView = (first: number, last: number) => {
    inView.current = { first, last }
  }
  const refresh: Refresh = {
    subject: JSON.stringify(filter),
    everyMs: runPollMs,
    answeredMs: Math.max(list.dataUpdatedAt, poll.dataUpdatedAt),
    failed: list.isLoadingError || poll.isError,
  }
  return { list, runs, isEmpty, onView, refresh, status: isEmpty ? status.data : undefined }
}
