import type { CostExplanation, CostLine } from '#lib/domain/cost.ts'
import type { SpanNode } from '#lib/domain/run.ts'
import { formatDecimal, formatUsd, parseUsd } from './fixed-usd.ts'
import type { CallCost, PricedLine } from './price-book.ts'

/** How the amount of one call came about; `serviceTier` as the emitter said it. */
export function explainCost(node: SpanNode, cost: CallCost, serviceTier: string): CostExplanation {
  return {
    spanId: node.spanId,
    model: node.model,
    provider: node.provider,
    serviceTier: serviceTier || null,
    costUsd: cost.costUsd,
    status: cost.status,
    lines: cost.lines.map(costLine),
    factors: [...cost.factors],
    source: cost.source,
    reasons: cost.reason === null ? [] : cost.reason.split('; '),
    usageRole: node.usageRole,
    tokenBasis: node.tokenBasis,
    reportedCostUsd: node.reportedCostUsd,
    differenceUsd: difference(node.reportedCostUsd, cost.costUsd),
  }
}

function costLine(line: PricedLine): CostLine {
  return {
    class: line.class,
    count: line.count,
    listPriceUsd: formatDecimal(line.list),
    unitPriceUsd: formatDecimal(line.unit),
    per: line.per,
    amountUsd: formatUsd(line.amount),
    priceOf: line.priceOf,
    aboveInputTokens: line.aboveInputTokens,
  }
}

function difference(reported: string | null, computed: string | null): string | null {
  const left = reported === null ? null : parseUsd(reported)
  const right = computed === null ? null : parseUsd(computed)
  return left === null || right === null ? null : formatUsd(left - right)
}
