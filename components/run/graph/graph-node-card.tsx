'use client'

import { memo, type KeyboardEvent } from 'react'
import type { GraphNode } from '#lib/run-view/graph.ts'
import type { Placed } from '#lib/run-view/graph-moves.ts'
import { Badge } from '#components/ui/badge.tsx'
import { cn } from '#components/ui/cn.ts'
import { formatCountExact } from '#lib/format/count.ts'
import { formatDurationNs } from '#lib/format/duration.ts'
import { formatUsd } from '#lib/format/usd.ts'
import { KindIcon, kindLooks } from '../kind-icon.tsx'
import { nodeSize } from './use-graph-layout.ts'

type GraphNodeCardProps = {
  node: GraphNode
  place: Placed
  /** Place of the selected span among the visits, from 1; 0 when it is none of them. */
  visit: number
  matched: boolean
  faded: boolean
  /** False where every node is a single span. */
  counted: boolean
  /** The one node that the tab key reaches. */
  reachable: boolean
  onOpen: (node: GraphNode) => void
  onKeyDown: (event: KeyboardEvent, node: GraphNode) => void
}

/** A node: what it is, how often it was visited, and what that took. */
export const GraphNodeCard = memo(function GraphNodeCard(props: GraphNodeCardProps) {
  const { node, place, visit, matched, faded, counted, reachable, onOpen, onKeyDown } = props
  const visits = node.spanIds.length
  return (
    <button
      type="button"
      data-node={node.id}
      tabIndex={reachable ? 0 : -1}
      aria-pressed={visit > 0}
      onClick={() => onOpen(node)}
      onKeyDown={(event) => onKeyDown(event, node)}
      style={{ left: place.x - nodeSize.width / 2, top: place.y - nodeSize.height / 2, ...nodeSize }}
      className={cn(
        'absolute flex flex-col justify-center gap-0.5 overflow-hidden rounded-lg border border-line-strong bg-raised pr-2.5 pl-3.5 text-left hover:border-ink-3',
        matched && 'bg-warn-soft',
        visit > 0 && 'border-accent bg-accent-soft outline-1 outline-accent',
        faded && 'opacity-35',
      )}
    >
      <span aria-hidden className={cn('absolute inset-y-0 left-0 w-1', kindLooks[node.kind].bar)} />
      <span className="flex min-w-0 items-center gap-1.5">
        <KindIcon kind={node.kind} failed={node.errors > 0} />
        <span className="min-w-0 flex-1 truncate font-medium">
          {node.label}
          {node.agent === null ? null : <span className="sr-only"> of {node.agent}</span>}
        </span>
        {node.loopRounds > 0 ? <Badge tone="warn">loop × {node.loopRounds}</Badge> : null}
      </span>
      <span className="flex min-w-0 items-center gap-1.5 text-sm whitespace-nowrap text-ink-2 tabular">
        <span className="min-w-0 flex-1 truncate">
          {[
            counted ? visitsOf(visits, visit) : null,
            formatDurationNs(node.durationNs),
            node.costUsd === null ? null : formatUsd(node.costUsd),
          ]
            .filter((fact) => fact !== null)
            .join(' · ')}
        </span>
        {node.errors > 0 ? <span className="shrink-0 font-medium text-bad">{errorsOf(node)}</span> : null}
      </span>
    </button>
  )
})

function visitsOf(visits: number, visit: number): string {
  return visit > 0 && visits > 1 ? `visit ${visit} of ${formatCountExact(visits)}` : `${formatCountExact(visits)} ×`
}

function errorsOf({ errors }: GraphNode): string {
  return `${formatCountExact(errors)} ${errors === 1 ? 'error' : 'errors'}`
}
