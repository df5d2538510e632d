import type { Loop, SpanNode } from '#lib/domain/run.ts'
import { formatCountExact } from '#lib/format/count.ts'

/** A call of a model in a loop; the first round has number 1. */
export type LoopCall = { node: SpanNode; round: number }

/** What the amount of a loop is made of, and what of the loop is not in it. */
export type LoopCost = {
  /** In the rounds after the first: their amounts are the loop's. */
  repeated: LoopCall[]
  /** The first round would have been there without a loop. */
  first: LoopCall[]
  /** Tools of all rounds that have a price of their own. */
  tools: SpanNode[]
}

/** The spans of a loop, which are found in their order; those that a list leaves out are in no part. */
export function loopCost(nodes: readonly SpanNode[], loop: Loop, place: number): LoopCost {
  const own = nodes.filter((node) => node.loop === place && node.duplicateOf === null)
  const calls = own
    .filter(({ kind, step }) => kind === 'llm' && step !== null)
    .toSorted((a, b) => (a.step ?? 0) - (b.step ?? 0))
    .map((node, index) => ({ node, round: Math.floor(index / loop.period) + 1 }))
  return {
    repeated: calls.filter(({ round }) => round > 1),
    first: calls.filter(({ round }) => round === 1),
    tools: own.filter(({ kind, costStatus }) => kind !== 'llm' && costStatus !== 'none'),
  }
}

/** In which round of a loop a call is; null for whatever is not one of its calls. */
export function roundOf(nodes: readonly SpanNode[], loop: Loop, node: SpanNode): number | null {
  if (node.loop === null) return null
  const { first, repeated } = loopCost(nodes, loop, node.loop)
  return [...first, ...repeated].find((call) => call.node.spanId === node.spanId)?.round ?? null
}

/** Loops that count as such, with their places in the list: polling is waiting for something. */
export function countedLoops(loops: readonly Loop[]): { loop: Loop; place: number }[] {
  return loops.map((loop, place) => ({ loop, place })).filter(({ loop }) => !loop.polling)
}

export function loopName({ polling, rounds }: Loop): string {
  return `${polling ? 'polling' : 'loop'} × ${formatCountExact(rounds)}`
}
