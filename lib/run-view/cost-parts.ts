import type { SpanNode } from '#lib/domain/run.ts'
import { formatUsd, parseUsd } from '#lib/pricing/fixed-usd.ts'

/** What the calls to one model, or of one tool, cost together. */
export type CostPart = {
  kind: 'model' | 'tool'
  /** Null where the emitter named none. */
  name: string | null
  calls: number
  /** Calls of which the cost is not known, or known in part only. */
  unpriced: number
  partial: number
  /** Null where no amount is known. */
  costUsd: string | null
}

/** Whether some of its calls have no price, or have one in part. */
export function isGap({ unpriced, partial }: CostPart): boolean {
  return unpriced + partial > 0
}

/** The node and everything below it, of a list in depth-first order. */
export function nodeAndBelow(nodes: readonly SpanNode[], node: SpanNode): readonly SpanNode[] {
  const start = nodes.findIndex(({ spanId }) => spanId === node.spanId)
  return start === -1 ? [node] : nodes.slice(start, start + node.descendantCount + 1)
}

/** The costs of the nodes by model and tool, the largest first; exact sums. */
export function costParts(nodes: readonly SpanNode[]): CostPart[] {
  const paid = nodes.filter(({ costStatus }) => costStatus !== 'none')
  const groups = Map.groupBy(paid, (node) => JSON.stringify([kindOf(node), nameOf(node)]))
  return [...groups.values()].flatMap((group) => partOf(group)).toSorted((a, b) => compareUsd(b.costUsd, a.costUsd))
}

/** Calls with an amount, the most expensive first. */
export function costliestCalls(nodes: readonly SpanNode[], count: number): SpanNode[] {
  const priced = nodes.filter(({ costUsd }) => costUsd !== null)
  return priced.toSorted((a, b) => compareUsd(b.costUsd, a.costUsd)).slice(0, count)
}

/** Why amounts are unknown, known in part or assumed, and of how many calls; the most frequent first. */
export function reasonCounts(nodes: readonly SpanNode[]): { reason: string; calls: number; isGap: boolean }[] {
  const counts = new Map<string, { calls: number; isGap: boolean }>()
  for (const { costReason, costStatus } of nodes) {
    if (costReason === null || costStatus === 'none') continue
    for (const reason of costReason.split('; ')) {
      const former = counts.get(reason)
      const isGap = former?.isGap === true || costStatus !== 'priced'
      counts.set(reason, { calls: (former?.calls ?? 0) + 1, isGap })
    }
  }
  return [...counts].map(([reason, of]) => ({ reason, ...of })).toSorted((a, b) => b.calls - a.calls)
}

/** What of `total` the parts do not explain: null where they explain all of it. */
export function unexplainedUsd(total: string | null, parts: readonly Pick<CostPart, 'costUsd'>[]): string | null {
  const rest = amountOf(total) - parts.reduce((sum, { costUsd }) => sum + amountOf(costUsd), 0n)
  return rest === 0n ? null : formatUsd(rest)
}

/** Of the calls with both: what their emitters say that they cost, and how much more that is than what counts. */
export type ReportedPart = { calls: number; reportedUsd: string; differenceUsd: string }

/** Null where no call has both a reported cost and one that counts. */
export function reportedPart(nodes: readonly SpanNode[]): ReportedPart | null {
  const both = nodes.flatMap(({ costStatus, costUsd, reportedCostUsd }) => {
    const [counted, reported] = [parsed(costUsd), parsed(reportedCostUsd)]
    return costStatus === 'none' || counted === null || reported === null ? [] : [{ counted, reported }]
  })
  if (both.length === 0) return null
  const reported = both.reduce((sum, call) => sum + call.reported, 0n)
  const counted = both.reduce((sum, call) => sum + call.counted, 0n)
  return { calls: both.length, reportedUsd: formatUsd(reported), differenceUsd: formatUsd(reported - counted) }
}

function partOf(group: readonly SpanNode[]): CostPart[] {
  const [first] = group
  if (first === undefined) return []
  const known = group.flatMap(({ costUsd }) => (costUsd === null ? [] : [amountOf(costUsd)]))
  return [
    {
      kind: kindOf(first),
      name: nameOf(first),
      calls: group.length,
      unpriced: group.filter(({ costStatus }) => costStatus === 'unpriced').length,
      partial: group.filter(({ costStatus }) => costStatus === 'partial').length,
      costUsd: known.length === 0 ? null : formatUsd(known.reduce((sum, amount) => sum + amount, 0n)),
    },
  ]
}

function kindOf({ kind }: SpanNode): CostPart['kind'] {
  return kind === 'tool' ? 'tool' : 'model'
}

function nameOf({ kind, toolName, label, model }: SpanNode): string | null {
  return kind === 'tool' ? (toolName ?? label) : model
}

function compareUsd(a: string | null, b: string | null): number {
  const [left, right] = [amountOf(a), amountOf(b)]
  return left < right ? -1 : Number(left > right)
}

function amountOf(usd: string | null): bigint {
  return parsed(usd) ?? 0n
}

function parsed(usd: string | null): bigint | null {
  return usd === null ? null : parseUsd(usd)
}
