'use client'

import { useQuery, useQueryClient } from '@tanstack/react-query'
import type { RunNeighbours } from '#lib/domain/run-neighbours.ts'
import { loadedRows } from './loaded-rows.ts'
import { decodeRunList } from './run-list-link.ts'
import { runQueries } from './runs.ts'

const unknown: RunNeighbours = { previous: null, next: null }

/**
 * Previous and next run of the list that the run was opened from. `from` is the page's `from`
 * parameter (see encodeRunList). Coming from the list its rows answer at once; the server's answer
 * holds wherever the run stands in it.
 */
export function useRunNeighbours(project: string, runId: string, from: string): RunNeighbours {
  const client = useQueryClient()
  const filter = decodeRunList(from)
  const answer = useQuery({
    ...runQueries.neighbours(project, runId, filter),
    placeholderData: () => {
      const loaded = client.getQueryData(runQueries.list(project, filter).queryKey)
      return findNeighbours(
        loadedRows(loaded?.pages ?? [], (run) => run.runId),
        runId,
      )
    },
  })
  return answer.data ?? unknown
}

/** Undefined where the rows do not say both: the run is not among them, or stands at their end. */
export function findNeighbours(rows: readonly { runId: string }[], runId: string): RunNeighbours | undefined {
  const index = rows.findIndex((row) => row.runId === runId)
  const next = rows[index + 1]
  if (index === -1 || next === undefined) return undefined
  const previous = rows[index - 1]
  return { previous: previous === undefined ? null : { runId: previous.runId }, next: { runId: next.runId } }
}
