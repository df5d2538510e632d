import type { SpanNode } from '#lib/domain/run.ts'
import { isContainer } from './is-container.ts'

/** A span that the graph shows: what called it, and its turn there. */
export type Visit = {
  node: SpanNode
  /** The nearest span above that the graph shows too. */
  owner: Visit | null
  /** Its turn below the owner, from 0; spans that ran at the same time share one. */
  group: number
  startNs: bigint
}

type Level = { visit: Visit | null; children: Visit[]; end: number }

/**
 * The spans of a run that did something, in the order in which they began. Steps and plain spans
 * are passed through: what is below them belongs to the span above.
 */
export function graphVisits(nodes: readonly SpanNode[]): Visit[] {
  const roots: Level = { visit: null, children: [], end: nodes.length }
  const stack: Level[] = [roots]
  const levels: Level[] = [roots]
  nodes.forEach((node, index) => {
    while ((stack.at(-1)?.end ?? nodes.length) <= index && stack.length > 1) stack.pop()
    if (!isShown(node)) return
    const above = stack.at(-1) ?? roots
    const visit: Visit = { node, owner: above.visit, group: 0, startNs: BigInt(node.startNs) }
    above.children.push(visit)
    if (node.descendantCount === 0) return
    const level = { visit, children: [], end: index + 1 + node.descendantCount }
    stack.push(level)
    levels.push(level)
  })
  for (const { children } of levels) groupParallel(children)
  return levels.flatMap(({ children }) => children).toSorted(byStart)
}

function isShown({ kind, duplicateOf, usageRole }: SpanNode): boolean {
  if (kind === 'plain' || kind === 'step' || duplicateOf !== null) return false
  // A wrapper that repeats the usage of the calls in it is no call of its own.
  return isContainer(kind) || usageRole !== 'aggregate'
}

/** Numbers the turns: a span that begins before the first of a group has ended joins it. */
function groupParallel(children: Visit[]): void {
  let group = -1
  let firstEndNs = 0n
  for (const visit of children.toSorted(byStart)) {
    const endNs = visit.startNs + BigInt(Math.round(visit.node.durationNs))
    if (group === -1 || visit.startNs >= firstEndNs) {
      group += 1
      firstEndNs = endNs
    } else if (endNs < firstEndNs) firstEndNs = endNs
    visit.group = group
  }
}

function byStart(left: Visit, right: Visit): number {
  return left.startNs < right.startNs ? -1 : left.startNs > right.startNs ? 1 : 0
}
