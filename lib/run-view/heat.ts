import type { SpanNode } from '#lib/domain/run.ts'
import type { SpanKind } from '#lib/domain/span.ts'

/** The run's largest own amounts; containers are left out, they always hold the most. */
export type HeatScale = { durationNs: number; costUsd: number }

/** 0 is no tint, 3 the hottest. */
export type Heat = 0 | 1 | 2 | 3

const containers: ReadonlySet<SpanKind> = new Set(['workflow', 'agent', 'handoff', 'step', 'plain'])

/** Fewer rows than this have no outliers worth a colour. */
const MIN_ROWS = 4

export function heatScale(nodes: readonly SpanNode[]): HeatScale {
  const scale = { durationNs: 0, costUsd: 0 }
  let rows = 0
  for (const node of nodes) {
    if (containers.has(node.kind)) continue
    rows += 1
    scale.durationNs = Math.max(scale.durationNs, node.durationNs)
    scale.costUsd = Math.max(scale.costUsd, Number(node.costUsd ?? 0))
  }
  return rows < MIN_ROWS ? { durationNs: 0, costUsd: 0 } : scale
}

export function durationHeat(node: SpanNode, scale: HeatScale): Heat {
  return containers.has(node.kind) ? 0 : heat(node.durationNs, scale.durationNs)
}

export function costHeat(node: SpanNode, scale: HeatScale): Heat {
  return containers.has(node.kind) ? 0 : heat(Number(node.costUsd ?? 0), scale.costUsd)
}

function heat(value: number, max: number): Heat {
  if (max <= 0) return 0
  const share = value / max
  if (share > 0.8) return 3
  if (share > 0.5) return 2
  return share > 0.25 ? 1 : 0
}
