import type { SpanNode } from '#lib/domain/run.ts'
import { isContainer } from './is-container.ts'

/** Means over the run's own work; containers are left out, they always hold the most. 0 tints nothing. */
export type HeatScale = { durationNs: number; costUsd: number }

/** 0 is no tint, 3 the hottest: what stands out, not what is merely large. */
export type Heat = 0 | 1 | 2 | 3

/** Fewer rows than this have no outliers worth a colour. */
const MIN_ROWS = 4

export function heatScale(nodes: readonly SpanNode[]): HeatScale {
  const work = nodes.filter((node) => !isContainer(node.kind))
  return {
    durationNs: meanOf(work.map((node) => node.durationNs)),
    costUsd: meanOf(work.map((node) => Number(node.costUsd ?? 0))),
  }
}

export function durationHeat(node: SpanNode, scale: HeatScale): Heat {
  return isContainer(node.kind) ? 0 : heat(node.durationNs, scale.durationNs)
}

export function costHeat(node: SpanNode, scale: HeatScale): Heat {
  return isContainer(node.kind) ? 0 : heat(Number(node.costUsd ?? 0), scale.costUsd)
}

function heat(value: number, mean: number): Heat {
  if (mean <= 0) return 0
  const times = value / mean
  if (times > 4) return 3
  if (times > 2.5) return 2
  return times > 1.5 ? 1 : 0
}

function meanOf(values: readonly number[]): number {
  const known = values.filter((value) => value > 0)
  return known.length < MIN_ROWS ? 0 : known.reduce((sum, value) => sum + value, 0) / known.length
}
