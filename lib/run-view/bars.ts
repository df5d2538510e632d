import type { SpanNode } from '#lib/domain/run.ts'

/** Where the run begins and how long it is, over all its nodes. */
export type Extent = { originNs: bigint; lengthNs: number }

/** Shares (0 to 1) of the run's length. */
export type Bar = { left: number; width: number }

export function runExtent(nodes: readonly SpanNode[]): Extent {
  let originNs: bigint | null = null
  let endNs = 0n
  for (const node of nodes) {
    const startNs = BigInt(node.startNs)
    const stopNs = startNs + BigInt(Math.round(node.durationNs))
    if (originNs === null || startNs < originNs) originNs = startNs
    if (stopNs > endNs) endNs = stopNs
  }
  return originNs === null ? { originNs: 0n, lengthNs: 0 } : { originNs, lengthNs: Number(endNs - originNs) }
}

export function offsetNs(node: SpanNode, extent: Extent): number {
  return Number(BigInt(node.startNs) - extent.originNs)
}

export function barOf(node: SpanNode, extent: Extent): Bar {
  if (extent.lengthNs <= 0) return { left: 0, width: 1 }
  const left = clamp(offsetNs(node, extent) / extent.lengthNs)
  return { left, width: Math.min(clamp(node.durationNs / extent.lengthNs), 1 - left) }
}

function clamp(share: number): number {
  return Math.min(1, Math.max(0, share))
}
