'use client'

import { useMemo, type ReactNode } from 'react'
import type { RunSpans } from '#lib/domain/run.ts'
import type { SpanKind } from '#lib/domain/span.ts'
import { Button } from '#components/ui/button.tsx'
import { cn } from '#components/ui/cn.ts'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { formatCountExact } from '#lib/format/count.ts'
import { aggregateGraph, countExpanded, expandGraph, MAX_EXPANDED_NODES, type RunGraph } from '#lib/run-view/graph.ts'
import { kindLooks } from '../kind-icon.tsx'
import { useStoredChoice } from '../use-stored-choice.ts'
import { GraphCanvas } from './graph-canvas.tsx'
import { useGraphLayout } from './use-graph-layout.ts'

const modes = ['aggregated', 'expanded'] as const
type Mode = (typeof modes)[number]
const modeLabels: Record<Mode, string> = { aggregated: 'Aggregated', expanded: 'Every span' }

type GraphViewProps = {
  spans: RunSpans
  selectedId: string | null
  matchedIds: ReadonlySet<string>
  shownIds: ReadonlySet<string> | null
  onSelect: (spanId: string) => void
}

/** The run as a graph: who called whom, how often, in which order. */
export function GraphView({ spans, selectedId, matchedIds, shownIds, onSelect }: GraphViewProps) {
  const [mode, setMode] = useStoredChoice('graph-mode', modes, 'aggregated')
  const { nodes, loops } = spans
  const expanded = useMemo(() => (mode === 'expanded' ? expandGraph(nodes, loops) : null), [mode, nodes, loops])
  const aggregated = useMemo(() => aggregateGraph(nodes, loops), [nodes, loops])
  const graph = expanded ?? aggregated
  const placed = useGraphLayout(graph)
  const isTooLarge = mode === 'expanded' && expanded === null
  if (aggregated.nodes.length === 0) {
    return (
      <EmptyState title="Nothing to draw">
        This run has only plain spans: no agent, model call or tool. The tree shows them.
      </EmptyState>
    )
  }
  return (
    <div className="flex h-full min-h-0 flex-col">
      <div className="flex min-h-9 shrink-0 flex-wrap items-center gap-x-4 gap-y-1 border-b px-3 py-1 text-sm">
        <fieldset className="flex">
          <legend className="sr-only">Nodes of the graph</legend>
          {modes.map((each) => (
            <Button
              key={each}
              variant="ghost"
              size="sm"
              aria-pressed={each === mode}
              onClick={() => setMode(each)}
              className={cn(each === mode && 'bg-accent-soft text-accent')}
            >
              {modeLabels[each]}
            </Button>
          ))}
        </fieldset>
        <Legend graph={graph} />
      </div>
      {isTooLarge ? <TooLarge count={countExpanded(nodes)} /> : null}
      {graph.mergedNames > 0 ? (
        <Note>
          {formatCountExact(graph.mergedNames)} rarely visited names are drawn together as “all others” of their kind.
        </Note>
      ) : null}
      {placed.state === 'ready' ? (
        <GraphCanvas
          key={mode}
          graph={graph}
          layout={placed.layout}
          counted={expanded === null}
          selectedId={selectedId}
          matchedIds={matchedIds}
          shownIds={shownIds}
          onSelect={onSelect}
        />
      ) : placed.state === 'failed' ? (
        <EmptyState
          title="The graph could not be drawn"
          actions={
            mode === 'expanded' ? <Button onClick={() => setMode('aggregated')}>Show it aggregated</Button> : null
          }
        >
          {placed.reason === 'slow'
            ? 'Its layout took too long and was stopped. The tree and the timeline show the same run.'
            : 'This browser did not run the layout. The tree and the timeline show the same run.'}
        </EmptyState>
      ) : (
        <output className="flex flex-1 items-center justify-center text-sm text-ink-3">Laying out the graph …</output>
      )}
    </div>
  )
}

function TooLarge({ count }: { count: number }) {
  return (
    <Note>
      Too large, showing aggregated: {formatCountExact(count)} spans are more than the{' '}
      {formatCountExact(MAX_EXPANDED_NODES)} that can be read one by one.
    </Note>
  )
}

function Note({ children }: { children: ReactNode }) {
  return <output className="block shrink-0 border-b bg-warn-soft px-3 py-1 text-sm">{children}</output>
}

/** The kinds that this graph has, and what the marks mean. */
function Legend({ graph }: { graph: RunGraph }) {
  const kinds = [...new Set<SpanKind>(graph.nodes.map(({ kind }) => kind))]
  return (
    <ul aria-label="Legend" className="flex flex-wrap items-center gap-x-3 text-xs text-ink-3">
      {kinds.map((kind) => {
        const { icon: Icon, text, label } = kindLooks[kind]
        return (
          <li key={kind} className="flex items-center gap-1">
            <Icon aria-hidden className={cn('size-3', text)} /> {label}
          </li>
        )
      })}
      <li>number on a way: how often</li>
    </ul>
  )
}
