import type { Loop, SpanNode } from '#lib/domain/run.ts'
import { formatCount } from '#lib/format/count.ts'
import { formatUsd } from '#lib/format/usd.ts'
import type { TimelinePlaces, TimeRange } from './timeline-places.ts'

/** Where a loop lies in the run's time. */
export type LoopBand = TimeRange & { loop: Loop }

/** Loops without a row in the list (cut, or of another sub-tree) have no band. */
export function loopBands(nodes: readonly SpanNode[], loops: readonly Loop[], places: TimelinePlaces): LoopBand[] {
  const bands = new Map<number, LoopBand>()
  nodes.forEach((node, index) => {
    const loop = node.loop === null ? undefined : loops[node.loop]
    if (node.loop === null || loop === undefined) return
    const [from, to] = [places.start[index] ?? 0, places.end[index] ?? 0]
    const band = bands.get(node.loop)
    if (band === undefined) bands.set(node.loop, { loop, from, to })
    else Object.assign(band, { from: Math.min(band.from, from), to: Math.max(band.to, to) })
  })
  return [...bands.values()].sort((a, b) => a.from - b.from)
}

/** "loop × 12, $0.41": the rounds, and what those after the first cost. */
export function loopText({ polling, rounds, costUsd }: Loop): string {
  const cost = costUsd === null ? '' : `, ${formatUsd(costUsd)}`
  return `${polling ? 'polling' : 'loop'} × ${formatCount(rounds)}${cost}`
}

export function loopMeaning({ polling, rounds, costUsd, firstStep, lastStep, label }: Loop): string {
  const cost = costUsd === null ? '' : ` The rounds after the first cost ${formatUsd(costUsd)}.`
  const what = polling ? 'Asks again until something changes' : 'Goes in circles'
  return `${what}: ${label}, ${formatCount(rounds)} rounds in steps ${firstStep} to ${lastStep}.${cost}`
}
