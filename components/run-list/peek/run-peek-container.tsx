'use client'

import { useQuery } from '@tanstack/react-query'
import { PrefetchRun } from '#components/run/prefetch-run.tsx'
import { RunError, RunLoading, SpansGone } from '#components/run/run-states.tsx'
import { retryMs } from '#lib/api/query-client.ts'
import { runQueries } from '#lib/api/runs.ts'
import type { Run } from '#lib/domain/run.ts'
import { PeekHeader } from './peek-header.tsx'
import { PeekViews } from './peek-views.tsx'

type RunPeekContainerProps = {
  project: string
  runId: string
  /** The run as the list has it: its head is there at once. */
  listed: Run | undefined
  /** Runs that j and k come to next. */
  nearby: readonly string[]
  href: string
  isFull: boolean
  onFull: (full: boolean) => void
  spanId: string | null
  onSpan: (spanId: string | null) => void
  onClose: () => void
}

const growingPollMs = 3_000

/** A run beside the list that it stands in. */
export function RunPeekContainer(props: RunPeekContainerProps) {
  const { project, runId, listed, nearby, href, isFull, onFull, spanId, onSpan, onClose } = props
  const detail = useQuery({
    ...runQueries.detail(project, runId),
    placeholderData: listed,
    refetchInterval: ({ state }) => retryMs(state) || (state.data?.endReason === 'running' ? growingPollMs : false),
  })
  const run = detail.data
  const spans = useQuery({
    ...runQueries.spans(project, runId),
    // Asked again as soon as the run has a newer version than its spans.
    refetchInterval: ({ state }) =>
      retryMs(state) || ((state.data?.version ?? Infinity) < (run?.version ?? 0) && 1_000),
  })
  const error = detail.error ?? spans.error
  return (
    <section aria-label="Run beside the list" className="flex h-full min-h-0 flex-col bg-surface">
      <PeekHeader run={run} href={href} isFull={isFull} onFull={onFull} onClose={onClose} />
      {run !== undefined && spans.data !== undefined ? (
        spans.data.nodes.length === 0 ? (
          <SpansGone run={run} />
        ) : (
          <PeekViews key={runId} run={run} spans={spans.data} spanId={spanId} onSpan={onSpan} />
        )
      ) : error === null ? (
        <RunLoading />
      ) : (
        <RunError error={error} onRetry={() => void Promise.all([detail.refetch(), spans.refetch()])} />
      )}
      {nearby.map((id) => (
        <PrefetchRun key={id} project={project} runId={id} />
      ))}
    </section>
  )
}
