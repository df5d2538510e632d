import type { SpanNode } from '#lib/domain/run.ts'
import type { CardTotals } from './transcript-items.ts'

/** What a sub-agent did in all, for its card. */
export function cardTotals(nodes: readonly SpanNode[], index: number): CardTotals {
  const steps = new Set<number>()
  const totals = { steps: 0, llmCalls: 0, toolCalls: 0, errors: 0 }
  const end = Math.min(nodes.length, index + 1 + (nodes[index]?.descendantCount ?? 0))
  for (let below = index + 1; below < end; below++) {
    const node = nodes[below]
    if (node === undefined) continue
    if (node.step !== null) steps.add(node.step)
    if (node.kind === 'llm' && node.duplicateOf === null && node.usageRole !== 'aggregate') totals.llmCalls += 1
    if (node.kind === 'tool') totals.toolCalls += 1
    if (node.status === 'error') totals.errors += 1
  }
  return { ...totals, steps: steps.size }
}
