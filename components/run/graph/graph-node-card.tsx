'use client'

import { memo, useId, type KeyboardEvent } from 'react'
import type { GraphNode } from '#lib/run-view/graph.ts'
import type { Placed } from '#lib/run-view/graph-moves.ts'
import { isContainer } from '#lib/run-view/is-container.ts'
import { Badge } from '#components/ui/badge.tsx'
import { cn } from '#components/ui/cn.ts'
import { formatCountExact } from '#lib/format/count.ts'
import { formatDurationNs } from '#lib/format/duration.ts'
import { formatUsd } from '#lib/format/usd.ts'
import { CostButton } from '../cost/cost-button.tsx'
import type { CostTarget } from '../cost/cost-context.ts'
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
  const textId = useId()
  return (
    <div
      style={{ left: place.x - nodeSize.width / 2, top: place.y - nodeSize.height / 2, ...nodeSize }}
      className={cn(
        'absolute overflow-hidden rounded-lg border border-line-strong bg-raised hover:border-ink-3',
        matched && 'bg-warn-soft',
        visit > 0 && 'border-accent bg-accent-soft outline-1 outline-accent',
        faded && 'opacity-35',
      )}
    >
      <button
        type="button"
        data-node={node.id}
        tabIndex={reachable ? 0 : -1}
        aria-pressed={visit > 0}
        aria-labelledby={textId}
        onClick={() => onOpen(node)}
        onKeyDown={(event) => onKeyDown(event, node)}
        className="absolute inset-0 rounded-lg focus-visible:-outline-offset-2"
      />
      <span aria-hidden className={cn('absolute inset-y-0 left-0 w-1', kindLooks[node.kind].bar)} />
      {/* Over the button, which it lets every click through to but that on the amount. */}
      <div
        id={textId}
        className="pointer-events-none absolute inset-0 flex flex-col justify-center gap-0.5 pr-2.5 pl-3.5"
      >
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
            {[counted ? visitsOf(visits, visit) : null, formatDurationNs(node.durationNs)]
              .filter((fact) => fact !== null)
              .join(' · ')}
            {node.costUsd === null ? null : (
              <>
                {' · '}
                <CostButton
                  target={costTargetOf(node)}
                  of={node.label}
                  isStop={reachable}
                  className="pointer-events-auto"
                >
                  {formatUsd(node.costUsd)}
                </CostButton>
              </>
            )}
          </span>
          {node.errors > 0 ? <span className="shrink-0 font-medium text-bad">{errorsOf(node)}</span> : null}
        </span>
      </div>
    </div>
  )
})

/** What a node's amount is of: its visits, with all below them where they only contain others. */
function costTargetOf({ spanIds, label, costUsd, kind }: GraphNode): CostTarget {
  const [spanId, ...more] = spanIds
  if (spanId !== undefined && more.length === 0) return { of: isContainer(kind) ? 'below' : 'call', spanId }
  const title = `${label}, ${formatCountExact(spanIds.length)} visits`
  return { of: 'several', title, spanIds, withBelow: isContainer(kind), costUsd }
}

function visitsOf(visits: number, visit: number): string {
  return visit > 0 && visits > 1 ? `visit ${visit} of ${formatCountExact(visits)}` : `${formatCountExact(visits)} ×`
}

function errorsOf({ errors }: GraphNode): string {
  return `${formatCountExact(errors)} ${errors === 1 ? 'error' : 'errors'}`
}
