'use client'

import { useQuery, useQueryClient } from '@tanstack/react-query'
import { TriangleAlert } from 'lucide-react'
import Link from 'next/link'
import { useEffect, useState } from 'react'
import { useStale } from '#components/layout/use-stale.ts'
import { ApiError } from '#lib/api/http.ts'
import { ingestQueries } from '#lib/api/ingest.ts'
import type { IngestProblem, IngestState } from '#lib/domain/ingest-health.ts'
import { formatDurationNs } from '#lib/format/duration.ts'
import { formatTimeOfDay, msOfNs } from '#lib/format/time.ts'
import { paths } from '#lib/paths.ts'
import { noAnswerText, problemText } from './outcome-texts.ts'

const pollMs = 10_000
/** A problem is looked at again soon: it is shown when the second answer confirms it. */
const confirmMs = 5_000
/** A question that failed is asked again within this: one lost answer is no alarm. */
const graceMs = 5_000

/** Over every page: figures may be old. A machine that wakes up, or one late report, is no reason to alarm. */
export function IngestBanner({ project }: { project: string }) {
  const { data, dataUpdatedAt, failureReason } = useQuery({
    ...ingestQueries.state(project),
    retry: false,
    refetchInterval: ({ state }) =>
      state.status === 'error' || (state.data?.problems.length ?? 0) > 0 ? confirmMs : pollMs,
  })
  const refresh = { subject: project, everyMs: pollMs, answeredMs: dataUpdatedAt, failed: false }
  const stale = useStale(refresh, graceMs)
  useAskAgainAfter(stale !== null)
  const problem = data?.problems[0] ?? null
  const [seen, setSeen] = useState<{ problem: IngestProblem | null; atMs: number }>({ problem: null, atMs: 0 })
  if (problem !== seen.problem) setSeen({ problem, atMs: dataUpdatedAt })
  if (stale !== null) return <Banner>{noAnswerText(whoIsSilent(failureReason), stale.sinceMs)}</Banner>
  if (!data || problem === null || seen.problem !== problem || dataUpdatedAt <= seen.atMs) return null
  return <Banner href={paths.ingestHealth(project)}>{problemText(problem, sinceText(problem, data))}</Banner>
}

function Banner({ children, href }: { children: string; href?: string }) {
  return (
    <output className="flex shrink-0 items-center gap-2 border-b bg-warn-soft px-3 py-1.5 text-sm text-ink">
      <TriangleAlert aria-hidden className="size-3.5 shrink-0 text-warn" />
      <p className="min-w-0 flex-1">{children}</p>
      {href === undefined ? null : (
        <Link href={href} className="shrink-0 text-accent underline-offset-2 hover:underline">
          Ingest
        </Link>
      )}
    </output>
  )
}

/** What failed while nobody answered is asked for again as soon as somebody does. */
function useAskAgainAfter(isAway: boolean): void {
  const client = useQueryClient()
  useEffect(() => {
    if (!isAway) return
    return () => void client.refetchQueries({ type: 'active', predicate: ({ state }) => state.status === 'error' })
  }, [client, isAway])
}

/** An error answer shows that Tachograph is there: then it is the database that is not. */
function whoIsSilent(reason: Error | null): 'The database' | 'Tachograph' {
  return reason instanceof ApiError && reason.requestId !== null ? 'The database' : 'Tachograph'
}

function sinceText(problem: IngestProblem, { sinceNs, behindMs }: IngestState): string {
  if (problem === 'worker_behind') return formatDurationNs((behindMs ?? 0) * 1_000_000)
  return sinceNs === null ? '' : formatTimeOfDay(msOfNs(sinceNs))
}
