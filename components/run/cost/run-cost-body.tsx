'use client'

import { useQuery } from '@tanstack/react-query'
import type { Run, SpanNode } from '#lib/domain/run.ts'
import { Popover } from '#components/ui/popover.tsx'
import { runQueries } from '#lib/api/runs.ts'
import { nodeAndBelow } from '#lib/run-view/cost-parts.ts'
import { CallCost } from './call-cost.tsx'
import { CardHead } from './card-head.tsx'
import type { CostTarget } from './cost-context.ts'
import { CostSum } from './cost-sum.tsx'

type CostCardProps = {
  run: Run
  /** Null until they are here. */
  nodes: readonly SpanNode[] | null
  error?: Error | null
  target: CostTarget
  anchor: HTMLElement | null
  open: boolean
  onOpenChange: (open: boolean) => void
  onSelect: (spanId: string) => void
}

/** How an amount came about. */
export function CostCard({ run, nodes, error = null, target, anchor, open, onOpenChange, onSelect }: CostCardProps) {
  const select = (spanId: string) => {
    onOpenChange(false)
    onSelect(spanId)
  }
  return (
    <Popover
      label={`Cost of ${nameOf(target, nodes ?? [])}`}
      anchor={anchor}
      open={open}
      onOpenChange={onOpenChange}
      align="end"
      className="scroll-quiet w-124 p-0"
    >
      {nodes === null ? (
        <Asking title="Cost of the run" costUsd={run.costUsd} error={error} />
      ) : (
        <CostBody run={run} nodes={nodes} target={target} onSelect={select} />
      )}
    </Popover>
  )
}

function nameOf(target: CostTarget, nodes: readonly SpanNode[]): string {
  if (target.of === 'run') return 'the run'
  if (target.of === 'several') return target.title
  const node = nodes.find(({ spanId }) => spanId === target.spanId)
  return node === undefined ? 'the run' : node.label || node.name
}

type CostBodyProps = {
  run: Run
  nodes: readonly SpanNode[]
  target: CostTarget
  onSelect: (spanId: string) => void
}

function CostBody({ run, nodes, target, onSelect }: CostBodyProps) {
  const sum = { reportedCostUsd: null, priceVersion: run.priceVersion, onSelect }
  if (target.of === 'several') {
    const wanted = new Set(target.spanIds)
    const visited = nodes.filter(({ spanId }) => wanted.has(spanId))
    const some = target.withBelow ? [...new Set(visited.flatMap((each) => nodeAndBelow(nodes, each)))] : visited
    return <CostSum {...sum} title={`Cost of ${target.title}`} nodes={some} costUsd={target.costUsd} />
  }
  const node = target.of === 'run' ? undefined : nodes.find(({ spanId }) => spanId === target.spanId)
  if (node === undefined) {
    return (
      <CostSum
        {...sum}
        title="Cost of the run"
        nodes={nodes}
        costUsd={run.costUsd}
        reportedCostUsd={run.reportedCostUsd}
      />
    )
  }
  if (target.of === 'call') return <CallCostLoader run={run} node={node} />
  const title = `Cost below ${node.label || node.name}`
  return <CostSum {...sum} title={title} nodes={nodeAndBelow(nodes, node)} costUsd={node.subtreeCostUsd} />
}

function CallCostLoader({ run, node }: { run: Run; node: SpanNode }) {
  const { data, error } = useQuery(runQueries.spanCost(run.project, run.runId, node.spanId))
  const title = `Cost of ${node.label || node.name}`
  if (data !== undefined) return <CallCost project={run.project} title={title} cost={data} />
  return <Asking title={title} costUsd={node.costUsd} error={error} />
}

function Asking({ title, costUsd, error }: { title: string; costUsd: string | null; error: Error | null }) {
  return (
    <>
      <CardHead title={title} costUsd={costUsd} missing="Unknown" />
      <output className="block px-3 py-4 text-sm text-ink-3">
        {error === null ? 'Asking how it came about …' : `This could not be asked: ${error.message}`}
      </output>
    </>
  )
}
