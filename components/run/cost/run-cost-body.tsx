'use client'

import { useQuery } from '@tanstack/react-query'
import { usePopoverPath } from '#components/ui/popover-place.tsx'
import { runQueries } from '#lib/api/runs.ts'
import type { Run, RunSpans, SpanNode } from '#lib/domain/run.ts'
import { nodeAndBelow } from '#lib/run-view/cost-parts.ts'
import { loopName, roundOf } from '#lib/run-view/loop-cost.ts'
import { CallCost } from './call-cost.tsx'
import type { CallWays } from './call-row.ts'
import { CardAsking } from './card-asking.tsx'
import type { CostTarget } from './cost-context.ts'
import { CostSum } from './cost-sum.tsx'
import { LoopSum } from './loop-sum.tsx'
import { LoopsSum } from './loops-sum.tsx'

type RunCostBodyProps = CallWays & {
  run: Run
  /** Null until they are here. */
  spans: Pick<RunSpans, 'nodes' | 'loops'> | null
  error?: Error | null
  target: CostTarget
}

/** How an amount of a run came about. */
export function RunCostBody({ run, spans, error = null, target, onSelect, onTarget }: RunCostBodyProps) {
  const { close } = usePopoverPath()
  if (spans === null) return <CardAsking title="Cost of the run" costUsd={run.costUsd} error={error} />
  const ways = {
    onTarget,
    onSelect: (spanId: string) => {
      close()
      onSelect(spanId)
    },
  }
  return <TargetCost run={run} spans={spans} target={target} ways={ways} />
}

type TargetCostProps = Pick<RunCostBodyProps, 'run' | 'target'> & {
  spans: Pick<RunSpans, 'nodes' | 'loops'>
  ways: CallWays
}

function TargetCost({ run, spans: { nodes, loops }, target, ways }: TargetCostProps) {
  const sum = { reportedCostUsd: null, priceVersion: run.priceVersion, ways }
  switch (target.of) {
    case 'several': {
      const title = `Cost of ${target.title}`
      return <CostSum {...sum} title={title} nodes={severalOf(nodes, target)} costUsd={target.costUsd} />
    }
    case 'loops':
      return <LoopsSum run={run} nodes={nodes} loops={loops} ways={ways} />
    case 'loop': {
      const loop = loops[target.loop]
      if (loop === undefined) return <WholeRun {...sum} run={run} nodes={nodes} />
      return <LoopSum nodes={nodes} loop={loop} place={target.loop} ways={ways} />
    }
    case 'call':
    case 'below': {
      const node = nodes.find(({ spanId }) => spanId === target.spanId)
      if (node === undefined) return <WholeRun {...sum} run={run} nodes={nodes} />
      if (target.of === 'call') return <OneCall run={run} node={node} nodes={nodes} loops={loops} ways={ways} />
      const title = `Cost below ${node.label || node.name}`
      return <CostSum {...sum} title={title} nodes={nodeAndBelow(nodes, node)} costUsd={node.subtreeCostUsd} />
    }
    case 'run':
      return <WholeRun {...sum} run={run} nodes={nodes} />
    default: {
      const unknown: never = target
      return unknown
    }
  }
}

function severalOf(nodes: readonly SpanNode[], target: Extract<CostTarget, { of: 'several' }>): readonly SpanNode[] {
  const wanted = new Set(target.spanIds)
  const visited = nodes.filter(({ spanId }) => wanted.has(spanId))
  return target.withBelow ? [...new Set(visited.flatMap((each) => nodeAndBelow(nodes, each)))] : visited
}

type WholeRunProps = { run: Run; nodes: readonly SpanNode[]; priceVersion: string; ways: CallWays }

function WholeRun({ run, nodes, ...sum }: WholeRunProps) {
  const { costUsd, reportedCostUsd } = run
  return <CostSum {...sum} title="Cost of the run" nodes={nodes} costUsd={costUsd} reportedCostUsd={reportedCostUsd} />
}

type OneCallProps = { run: Run; node: SpanNode; nodes: readonly SpanNode[]; loops: RunSpans['loops']; ways: CallWays }

function OneCall({ run, node, nodes, loops, ways }: OneCallProps) {
  const { data, error } = useQuery(runQueries.spanCost(run.project, run.runId, node.spanId))
  const title = `Cost of ${node.label || node.name}`
  if (data === undefined) return <CardAsking title={title} costUsd={node.costUsd} error={error} />
  const loop = node.loop === null ? undefined : loops[node.loop]
  const round = loop === undefined ? null : roundOf(nodes, loop, node)
  const place = node.loop
  return (
    <CallCost
      project={run.project}
      title={title}
      cost={data}
      loop={
        loop === undefined || place === null
          ? null
          : {
              name: `${round === null ? 'in' : `round ${round} of`} ${loopName(loop)}`,
              onAsk: () => ways.onTarget({ of: 'loop', loop: place }),
            }
      }
    />
  )
}
