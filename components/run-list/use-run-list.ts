'use client'

import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { loadedRows } from '#lib/api/loaded-rows.ts'
import { projectQueries } from '#lib/api/projects.ts'
import { runQueries, type RunListFilter } from '#lib/api/runs.ts'

export const runPollMs = 3_000
const waitingPollMs = 2_000

/** The pages of a list, kept fresh while live. `status` is asked for only when the list is empty. */
export function useRunList(project: string, filter: RunListFilter, live: boolean) {
  const list = useInfiniteQuery(runQueries.list(project, filter))
  const runs = loadedRows(list.data?.pages ?? [], (run) => run.runId)
  const isEmpty = list.isSuccess && runs.length === 0
  const poll = useQuery({
    ...runQueries.poll(project, filter),
    enabled: list.isSuccess && (live || isEmpty),
    refetchInterval: runPollMs,
  })
  const status = useQuery({
    ...projectQueries.status(project),
    enabled: isEmpty,
    refetchInterval: (query) => (query.state.data?.received ? false : waitingPollMs),
  })
  return { list, runs, isEmpty, pollFailing: live && poll.isError, status: isEmpty ? status.data : undefined }
}
