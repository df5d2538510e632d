import type { CostExplanation } from '#lib/domain/cost.ts'
import type { Run } from '#lib/domain/run.ts'
import { explainCost } from '#lib/pricing/explain-cost.ts'
import { unpricedCost } from '#lib/pricing/price-book.ts'
import type { ServiceContext } from '../context.ts'
import { assembleRun } from './assemble-run.ts'
import { findNode } from './find-node.ts'

type SpanCostCall = { ctx: ServiceContext; run: Run; spanId: string }

/** How the cost of one span came about, with the prices that its run was priced with. */
export async function getSpanCost({ ctx, run, spanId }: SpanCostCall): Promise<CostExplanation> {
  const { nodes, costOfSpan } = await assembleRun({ ctx, run })
  const node = findNode(nodes, run, spanId)
  const known = costOfSpan.get(node.spanId)
  return explainCost(node, known?.cost ?? unpricedCost('none', node.costReason), known?.serviceTier ?? '')
}
