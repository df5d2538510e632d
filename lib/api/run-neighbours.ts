'use client'

import { useInfiniteQuery } from '@tanstack/react-query'
import type { Run } from '#lib/domain/run.ts'
import { loadedRows } from './loaded-rows.ts'
import { decodeRunList } from './run-list-link.ts'
import { runQueries } from './runs.ts'

export type RunNeighbours = Neighbours<Run>

type Neighbours<Row> = {
  /** The run above in the list; null at its start and while unknown. */
  previous: Row | null
  next: Row | null
  /** Place in the list from 1; null while the run is not among the loaded rows. */
  position: number | null
}

/**
 * Previous and next run of the list that the run was opened from. `from` is the page's `from`
 * parameter (see encodeRunList). Coming from the list its rows are in the cache already;
 * a link opened elsewhere loads the list's first page. `loadMore` is due at the last loaded row.
 */
export function useRunNeighbours(project: string, runId: string, from: string) {
  const list = useInfiniteQuery({ ...runQueries.list(project, decodeRunList(from)), refetchOnMount: false })
  const runs = loadedRows(list.data?.pages ?? [], (run) => run.runId)
  const neighbours = findNeighbours(runs, runId)
  const atEnd = neighbours.position === runs.length
  return {
    ...neighbours,
    hasMore: atEnd && list.hasNextPage,
    loadMore: () => void list.fetchNextPage(),
  }
}

export function findNeighbours<Row extends { runId: string }>(rows: readonly Row[], runId: string): Neighbours<Row> {
  const index = rows.findIndex((row) => row.runId === runId)
  if (index === -1) return { previous: null, next: null, position: null }
  return { previous: rows[index - 1] ?? null, next: rows[index + 1] ?? null, position: index + 1 }
}
