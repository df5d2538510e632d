import { parseUsd, formatUsd } from '#lib/pricing/fixed-usd.ts'
import { unpricedCost } from '#lib/pricing/price-book.ts'
import type { CallCost, PriceBook } from '#lib/pricing/price-book.ts'
import { isAction } from './find-steps.ts'
import { isModelKind, noCost } from './work-node.ts'
import type { WorkNode } from './work-node.ts'

/** Prices every usage that counts; a call that reports none is unpriced, a failed one without usage costs nothing. */
export function priceNodes(ordered: readonly WorkNode[], prices: PriceBook): void {
  const covered = new Set<WorkNode>()
  for (const node of ordered) {
    const above = node.parent !== null && covered.has(node.parent)
    if (above || node.promoted) covered.add(node)
    node.cost = costOf(node, prices, above)
  }
}

function costOf(node: WorkNode, prices: PriceBook, coveredByTotal: boolean): CallCost {
  const { facts } = node
  if (node.role === 'own' && facts.usage !== null) {
    return prices.priceCall({
      provider: facts.provider,
      model: facts.modelResponse || facts.modelRequested,
      requestedModel: facts.modelRequested,
      serviceTier: facts.serviceTier,
      reported: node.reported ?? [{ dialect: facts.dialect, costUsd: facts.reportedCostUsd }],
      usage: facts.usage,
      beside: { units: facts.extraUnits, requests: node.promoted ? null : 1 },
      startNs: facts.startNs,
    })
  }
  if (node.kind === 'tool' && isAction(node)) {
    return prices.priceTool({ name: facts.toolName || facts.name, startNs: facts.startNs }) ?? noCost
  }
  if (!isModelKind(node.kind) || node.call !== 'answered') return noCost
  if (coveredByTotal) return unpricedCost('none', 'usage_from_agent')
  return unpricedCost('unpriced', 'no_usage_reported')
}

export type Subtree = { costUsd: string | null; tokens: number }

/** Own cost and own model-call tokens of each node's subtree, itself included; exact, from the leaves up. */
export function sumSubtrees(ordered: readonly WorkNode[]): Map<WorkNode, Subtree> {
  const amounts = new Map<WorkNode, bigint>()
  const tokens = new Map<WorkNode, number>()
  for (const node of ordered.toReversed()) {
    const own = node.cost.costUsd === null ? null : parseUsd(node.cost.costUsd)
    if (own !== null) amounts.set(node, (amounts.get(node) ?? 0n) + own)
    tokens.set(node, (tokens.get(node) ?? 0) + ownTokens(node))
    if (node.parent === null) continue
    const amount = amounts.get(node)
    if (amount !== undefined) amounts.set(node.parent, (amounts.get(node.parent) ?? 0n) + amount)
    tokens.set(node.parent, (tokens.get(node.parent) ?? 0) + (tokens.get(node) ?? 0))
  }
  const subtrees = new Map<WorkNode, Subtree>()
  for (const node of ordered) {
    const amount = amounts.get(node)
    subtrees.set(node, { costUsd: amount === undefined ? null : formatUsd(amount), tokens: tokens.get(node) ?? 0 })
  }
  return subtrees
}

/** Embeddings are counted beside the model calls, never with them. */
function ownTokens({ role, kind, facts }: WorkNode): number {
  if (role !== 'own' || facts.usage === null || kind === 'embedding' || kind === 'rerank') return 0
  return (facts.usage.inputTokens ?? facts.usage.inputUncachedTokens ?? 0) + (facts.usage.outputTokens ?? 0)
}
