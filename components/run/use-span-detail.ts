'use client'

import { useQuery } from '@tanstack/react-query'
import { runQueries } from '#lib/api/runs.ts'

/** A finished span does not change; only logs may still join it. */
const staleMs = 60_000

export function useSpanDetail(project: string, runId: string, spanId: string | null) {
  return useQuery({
    ...runQueries.span(project, runId, spanId ?? ''),
    enabled: spanId !== null,
    staleTime: staleMs,
  })
}
