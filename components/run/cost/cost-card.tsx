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
  nodes: readonly SpanNode[]
  target: CostTarget
  anchor: HTMLElement | null
  open: boolean
  onOpenChange: (open: boolean) => void
  onSelect: (spanId: string) => void
}

/** How an amount came about. */
export function CostCard({ run, nodes, target, anchor, open, onOpenChange, onSelect }: CostCardProps) {
  const node = target.of === 'run' ? undefined : nodes.find(({ spanId }) => spanId === target.spanId)
  const select = (spanId: string) => {
    onOpenChange(false)
    onSelect(spanId)
  }
  return (
    <Popover
      label={`Cost of ${node === undefined ? 'the run' : node.label || node.name}`}
      anchor={anchor}
      open={open}
      onOpenChange={onOpenChange}
      align="end"
      className="scroll-quiet w-124 p-0"
    >
      {node === undefined ? (
        <CostSum
          title="Cost of the run"
          nodes={nodes}
          costUsd={run.costUsd}
          reportedCostUsd={run.reportedCostUsd}
          priceVersion={run.priceVersion}
          onSelect={select}
        />
      ) : target.of === 'below' ? (
        <CostSum
          title={`Cost below ${node.label || node.name}`}
          nodes={nodeAndBelow(nodes, node)}
          costUsd={node.subtreeCostUsd}
          reportedCostUsd={null}
          priceVersion={run.priceVersion}
          onSelect={select}
        />
      ) : (
        <CallCostLoader run={run} node={node} />
      )}
    </Popover>
  )
}

function CallCostLoader({ run, node }: { run: Run; node: SpanNode }) {
  const { data, error } = useQuery(runQueries.spanCost(run.project, run.runId, node.spanId))
  const title = `Cost of ${node.label || node.name}`
  if (data !== undefined) return <CallCost project={run.project} title={title} cost={data} />
  return (
    <>
      <CardHead title={title} costUsd={node.costUsd} missing="Unknown" />
      <output className="block px-3 py-4 text-sm text-ink-3">
        {error === null ? 'Asking how it came about …' : `This could not be asked: ${error.message}`}
      </output>
    </>
  )
}
