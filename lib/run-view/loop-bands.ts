import type { Loop, SpanNode } from '#lib/domain/run.ts'
import { formatCountExact } from '#lib/format/count.ts'
import { formatUsd } from '#lib/format/usd.ts'
import { loopName } from './loop-cost.ts'
import type { TimelinePlaces, TimeRange } from './timeline-places.ts'

/** Where a loop lies in the run's time, and in the list of its loops. */
export type LoopBand = TimeRange & { loop: Loop; place: number }

/** Loops without a row in the list (cut, or of another sub-tree) have no band. */
export function loopBands(nodes: readonly SpanNode[], loops: readonly Loop[], places: TimelinePlaces): LoopBand[] {
  const bands = new Map<number, LoopBand>()
  nodes.forEach((node, index) => {
    const loop = node.loop === null ? undefined : loops[node.loop]
    if (node.loop === null || loop === undefined) return
    const [from, to] = [places.start[index] ?? 0, places.end[index] ?? 0]
    const band = bands.get(node.loop)
    if (band === undefined) bands.set(node.loop, { loop, place: node.loop, from, to })
    else Object.assign(band, { from: Math.min(band.from, from), to: Math.max(band.to, to) })
  })
  return [...bands.values()].sort((a, b) => a.from - b.from)
}

/** "loop × 12, $0.41": the rounds, and what those after the first cost. */
export function loopText(loop: Loop): string {
  return `${loopName(loop)}${loop.costUsd === null ? '' : `, ${formatUsd(loop.costUsd)}`}`
}

export function loopMeaning(loop: Loop): string {
  const cost = loop.costUsd === null ? '' : ` The rounds after the first cost ${formatUsd(loop.costUsd)}.`
  return `${loopWhere(loop)}${cost}`
}

/** What repeats, how often, and in which steps. */
export function loopWhere({ polling, rounds, firstStep, lastStep, label }: Loop): string {
  const what = polling ? 'Asks again until something changes' : 'Goes in circles'
  return `${what}: ${label}, ${formatCountExact(rounds)} rounds in steps ${formatCountExact(firstStep)} to ${formatCountExact(lastStep)}.`
}
