import type { SpanNode } from '#lib/domain/run.ts'

/** True when the node began before every one of the group had ended. */
export function runningTogether(group: readonly SpanNode[], node: SpanNode): boolean {
  return group.some((other) => overlapping(other, node))
}

/** Spans that only touch (one ends when the other begins) ran one after the other. */
export function overlapping(a: SpanNode, b: SpanNode): boolean {
  const startA = BigInt(a.startNs)
  const startB = BigInt(b.startNs)
  return startA < startB + duration(b) && startB < startA + duration(a)
}

function duration(node: SpanNode): bigint {
  return BigInt(Math.round(node.durationNs))
}
