'use client'

import { useQuery } from '@tanstack/react-query'
import { TriangleAlert } from 'lucide-react'
import Link from 'next/link'
import { useState } from 'react'
import { ingestQueries } from '#lib/api/ingest.ts'
import type { IngestProblem, IngestState } from '#lib/domain/ingest-health.ts'
import { formatDurationNs } from '#lib/format/duration.ts'
import { formatClockTime } from '#lib/format/time.ts'
import { paths } from '#lib/paths.ts'
import { problemText } from './outcome-texts.ts'

const pollMs = 15_000
/** A problem is looked at again soon: it is shown when the second answer confirms it. */
const confirmMs = 5_000

/** Over every page: figures may be old. A machine that wakes up, or one late report, is no reason to alarm. */
export function IngestBanner({ project }: { project: string }) {
  const { data, dataUpdatedAt } = useQuery({
    ...ingestQueries.state(project),
    refetchInterval: ({ state }) => ((state.data?.problems.length ?? 0) > 0 ? confirmMs : pollMs),
  })
  const problem = data?.problems[0] ?? null
  const [seen, setSeen] = useState<{ problem: IngestProblem | null; atMs: number }>({ problem: null, atMs: 0 })
  if (problem !== seen.problem) setSeen({ problem, atMs: dataUpdatedAt })
  if (!data || problem === null || seen.problem !== problem || dataUpdatedAt <= seen.atMs) return null
  return (
    <output className="flex shrink-0 items-center gap-2 border-b bg-warn-soft px-3 py-1.5 text-sm text-ink">
      <TriangleAlert aria-hidden className="size-3.5 shrink-0 text-warn" />
      <p className="min-w-0 flex-1">{problemText(problem, sinceText(problem, data))}</p>
      <Link href={paths.ingestHealth(project)} className="shrink-0 text-accent underline-offset-2 hover:underline">
        Ingest
      </Link>
    </output>
  )
}

function sinceText(problem: IngestProblem, { sinceNs, behindMs }: IngestState): string {
  if (problem === 'worker_behind') return formatDurationNs((behindMs ?? 0) * 1_000_000)
  return sinceNs === null ? '' : formatClockTime(sinceNs).slice(0, 8)
}
