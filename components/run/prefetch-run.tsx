'use client'

import { usePrefetchQuery } from '@tanstack/react-query'
import { runQueries } from '#lib/api/runs.ts'

/** Loads a neighbour before it is asked for. */
export function PrefetchRun({ project, runId }: { project: string; runId: string }) {
  usePrefetchQuery(runQueries.detail(project, runId))
  usePrefetchQuery(runQueries.spans(project, runId))
  return null
}
