import type { SpanNode } from '#lib/domain/run.ts'

export type NeighbourCalls = { previous: SpanNode | null; next: SpanNode | null }

const comparable: ReadonlySet<SpanNode['kind']> = new Set(['llm', 'tool', 'agent', 'retrieval'])

/** The calls before and after this one that do the same: model calls of the same agent, calls of the same tool. */
export function neighbourCalls(nodes: readonly SpanNode[], node: SpanNode): NeighbourCalls {
  const none = { previous: null, next: null }
  if (!comparable.has(node.kind)) return none
  const alike = nodes.filter((other) => isAlike(other, node)).toSorted(byStart)
  const place = alike.findIndex(({ spanId }) => spanId === node.spanId)
  return place === -1 ? none : { previous: alike[place - 1] ?? null, next: alike[place + 1] ?? null }
}

function isAlike(other: SpanNode, node: SpanNode): boolean {
  if (other.spanId === node.spanId) return true
  if (other.kind !== node.kind || other.duplicateOf !== null || other.usageRole === 'aggregate') return false
  return node.kind === 'llm' ? other.agent === node.agent : other.label === node.label
}

function byStart(left: SpanNode, right: SpanNode): number {
  return BigInt(left.startNs) < BigInt(right.startNs) ? -1 : BigInt(left.startNs) > BigInt(right.startNs) ? 1 : 0
}
