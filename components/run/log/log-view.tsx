/* oxlint-disable jsx-a11y/prefer-tag-over-role -- virtual rows are placed by hand: table elements lose their roles to display: grid */
'use client'

import { useQuery } from '@tanstack/react-query'
import { useVirtualizer } from '@tanstack/react-virtual'
import { useEffect, useEffectEvent, useMemo, useRef, useState, type KeyboardEvent } from 'react'
import { runQueries } from '#lib/api/runs.ts'
import type { Run, RunSpans } from '#lib/domain/run.ts'
import type { RunLog } from '#lib/domain/run-logs.ts'
import { usePreferences } from '#components/layout/use-preferences.ts'
import { Button } from '#components/ui/button.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { formatCountExact } from '#lib/format/count.ts'
import { filterLogs, type LogLevel } from '#lib/run-view/log-lines.ts'
import type { FocusRequest } from '../focus-request.ts'
import { LogRow } from './log-row.tsx'
import { LogTools } from './log-tools.tsx'

type LogViewProps = {
  run: Run
  spans: RunSpans
  selectedId: string | null
  /** What the run's search looks for; lines that say it are marked. */
  query: string
  focus: FocusRequest | null
  onSelect: (spanId: string) => void
}

const rowHeights = { compact: 28, comfortable: 36 }

/** Every log record and span event of the run, in the order of time. */
export function LogView({ run, spans, selectedId, query, focus, onSelect }: LogViewProps) {
  const { data, error, refetch } = useQuery({
    ...runQueries.logs(run.project, run.runId),
    // Records may join a run that grows.
    refetchInterval: run.endReason === 'running' ? 5_000 : false,
  })
  const [words, setWords] = useState('')
  const [level, setLevel] = useState<LogLevel>('all')
  const lines = useMemo(() => filterLogs(data?.items ?? [], { words, level }), [data, words, level])
  if (error !== null && data === undefined) {
    return (
      <EmptyState
        title="The logs could not be loaded"
        actions={<Button onClick={() => void refetch()}>Try again</Button>}
      >
        {error.message}
      </EmptyState>
    )
  }
  if (data === undefined) return <output className="block p-4 text-sm text-ink-3">Loading the logs …</output>
  if (data.items.length === 0) {
    return (
      <EmptyState title="No log record and no span event">
        Send logs over OTLP with this run’s trace id, or record events on its spans, and they appear here in order.
      </EmptyState>
    )
  }
  return (
    <div className="flex h-full min-h-0 flex-col">
      <LogTools
        words={words}
        level={level}
        shown={lines.length}
        total={data.items.length}
        onWords={setWords}
        onLevel={setLevel}
      />
      {data.items.length < data.totalCount ? (
        <output className="block border-b bg-warn-soft px-3 py-1 text-sm">
          The first {formatCountExact(data.items.length)} of {formatCountExact(data.totalCount)} lines are listed.
        </output>
      ) : null}
      <LogLines lines={lines} spans={spans} selectedId={selectedId} query={query} focus={focus} onSelect={onSelect} />
    </div>
  )
}

type LogLinesProps = Omit<LogViewProps, 'run'> & { lines: readonly RunLog[] }

function LogLines({ lines, spans, selectedId, query, focus, onSelect }: LogLinesProps) {
  const [{ density }] = usePreferences()
  const scrollRef = useRef<HTMLDivElement>(null)
  const [active, setActive] = useState(0)
  const nodes = useMemo(() => new Map(spans.nodes.map((node) => [node.spanId, node])), [spans.nodes])
  const startNs = useMemo(() => spans.nodes.map(({ startNs }) => BigInt(startNs)).reduce(min, null), [spans.nodes])
  // oxlint-disable-next-line react/incompatible-library -- its results are used here only, nothing is memoised
  const virtualizer = useVirtualizer({
    count: lines.length,
    getScrollElement: () => scrollRef.current,
    estimateSize: () => rowHeights[density],
    getItemKey: (index) => lines[index]?.id ?? index,
    overscan: 20,
  })
  const bringIntoView = useEffectEvent((request: FocusRequest) => {
    const index = lines.findIndex(({ spanId }) => spanId === request.spanId)
    if (index === -1) return
    setActive(index)
    virtualizer.scrollToIndex(index, { align: request.align })
  })
  useEffect(() => {
    if (focus !== null) bringIntoView(focus)
  }, [focus])
  useEffect(() => virtualizer.measure(), [virtualizer, density])

  const current = Math.min(active, Math.max(0, lines.length - 1))
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.metaKey || event.ctrlKey || event.altKey) return
    const spanId = lines[current]?.spanId
    if (event.key === 'Enter' && spanId) {
      event.preventDefault()
      return onSelect(spanId)
    }
    const to = targetOf(event.key, current, lines.length)
    if (to === null) return
    event.preventDefault()
    setActive(to)
    virtualizer.scrollToIndex(to)
  }
  const activeLine = lines[current]
  return (
    <div
      ref={scrollRef}
      role="grid"
      aria-label="Logs of the run"
      aria-rowcount={lines.length}
      aria-activedescendant={activeLine === undefined ? undefined : `log-${activeLine.id}`}
      tabIndex={0}
      onKeyDown={onKeyDown}
      className="group/log scroll-quiet @container min-h-0 flex-1 overflow-y-auto outline-none"
    >
      <div role="rowgroup" className="relative" style={{ height: virtualizer.getTotalSize() }}>
        {virtualizer.getVirtualItems().map((item) => {
          const line = lines[item.index]
          return line === undefined ? null : (
            <div
              key={item.key}
              role="presentation"
              className="absolute inset-x-0 top-0"
              style={{ transform: `translateY(${item.start}px)` }}
            >
              <LogRow
                line={line}
                rowIndex={item.index}
                node={line.spanId === null ? null : (nodes.get(line.spanId) ?? null)}
                startNs={startNs}
                query={query}
                selected={line.spanId !== null && line.spanId === selectedId}
                active={item.index === current}
                onSelect={onSelect}
              />
            </div>
          )
        })}
      </div>
    </div>
  )
}

const PAGE = 20

function targetOf(key: string, from: number, count: number): number | null {
  const targets: Record<string, number> = {
    ArrowDown: from + 1,
    ArrowUp: from - 1,
    PageDown: from + PAGE,
    PageUp: from - PAGE,
    Home: 0,
    End: count - 1,
  }
  const to = targets[key]
  return to === undefined || count === 0 ? null : Math.min(count - 1, Math.max(0, to))
}

function min(least: bigint | null, each: bigint): bigint {
  return least === null || each < least ? each : least
}
