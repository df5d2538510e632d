import type { SpanKind } from '#lib/domain/span.ts'
import { callEvidence } from './call-evidence.ts'
import { idsDiffer, namesSameModel, nearlySameTime, overlaps, sameTokens, sharesId, wrapsCall } from './same-call.ts'
import { byStart, isModelKind } from './work-node.ts'
import type { WorkNode } from './work-node.ts'

/** Records of one model call, and outer records that only add up several inner calls. */
export type Twins = { clusters: WorkNode[][]; wrappers: ReadonlySet<WorkNode> }

/** A call below one of these belongs to another piece of work than a call above it. */
const boundaries = new Set<SpanKind>(['agent', 'workflow', 'tool', 'handoff', 'evaluator', 'guardrail', 'retrieval'])

/** Finds model calls that were recorded more than once: nested, side by side, or by equal response ids. */
export function findTwins(ordered: readonly WorkNode[]): Twins {
  const calls = ordered.filter((node) => isCandidate(node))
  const clusters = new Clusters()
  const wrappers = new Set<WorkNode>()
  for (const [outer, inners] of nestedCalls(ordered)) {
    const same = sameCalls(outer, inners)
    for (const inner of same) clusters.join(outer, inner)
    if (same.length === 0 && addsUp(outer, inners)) wrappers.add(outer)
  }
  const rest = calls.filter((node) => !wrappers.has(node))
  for (const [a, b] of siblingPairs(rest)) clusters.join(a, b)
  for (const [a, b] of pairsByResponseId(rest)) clusters.join(a, b)
  return { clusters: clusters.list(), wrappers }
}

export function isCandidate(node: WorkNode): boolean {
  return isModelKind(node.kind) && node.facts.usageClaim !== 'aggregate' && node.facts.usageClaim !== 'cumulative'
}

/** Each call with the calls of the same kind below it that no boundary and no other call separates from it. */
function nestedCalls(ordered: readonly WorkNode[]): Map<WorkNode, WorkNode[]> {
  const outerOf = new Map<WorkNode, WorkNode>()
  const inners = new Map<WorkNode, WorkNode[]>()
  for (const node of ordered) {
    const parent = node.parent
    if (parent === null || boundaries.has(parent.kind)) continue
    const outer = isCandidate(parent) ? parent : outerOf.get(parent)
    if (outer === undefined) continue
    outerOf.set(node, outer)
    if (!isCandidate(node) || !mayBeOneCall(outer, node)) continue
    const known = inners.get(outer)
    if (known === undefined) inners.set(outer, [node])
    else known.push(node)
  }
  return inners
}

/** An embedding is sometimes recorded as a model call inside, or around, its own record. */
function mayBeOneCall(outer: WorkNode, inner: WorkNode): boolean {
  if (outer.kind === inner.kind) return true
  const isMixed = [outer.kind, inner.kind].toSorted().join(' ') === 'embedding llm'
  return isMixed && namesSameModel(outer.facts, inner.facts)
}

function sameCalls(outer: WorkNode, inners: readonly WorkNode[]): WorkNode[] {
  const byId = inners.filter((inner) => sharesId(outer.facts, inner.facts))
  if (byId.length > 0) return byId
  const standing = inners.filter((inner) => callEvidence(inner.facts) !== 'failed')
  const only = standing.length === 1 ? standing[0] : undefined
  if (only !== undefined) return wrapsCall(outer.facts, only.facts) ? [only] : []
  if (standing.length > 1) {
    const equal = standing.filter(
      (inner) => sameTokens(outer.facts.usage, inner.facts.usage) && !idsDiffer(outer.facts, inner.facts),
    )
    return equal.length === 1 ? equal : []
  }
  // Every attempt failed: the wrapper failed with the last one.
  const last = inners.toSorted(byStart).at(-1)
  return last !== undefined && callEvidence(outer.facts) !== 'answered' ? [last] : []
}

/** An outer record with several inner calls is their total, unless it is a response of its own. */
function addsUp(outer: WorkNode, inners: readonly WorkNode[]): boolean {
  const standing = inners.filter((inner) => callEvidence(inner.facts) !== 'failed')
  return standing.length > 1 && !standing.every((inner) => idsDiffer(outer.facts, inner.facts))
}

/** Side by side below one parent: another instrumentation, the same time, the same output tokens. */
function* siblingPairs(calls: readonly WorkNode[]): Generator<[WorkNode, WorkNode]> {
  const groups = groupBy(calls, (node) => {
    const output = node.facts.usage?.outputTokens ?? 0
    return node.parent === null || output === 0
      ? null
      : `${node.parent.facts.traceId}\n${node.parent.id}\n${node.kind}\n${output}`
  })
  for (const group of groups.values()) {
    const scopes = [...groupBy(group, (node) => node.facts.scopeName).values()]
    const [first = [], ...others] = scopes
    for (const other of others) {
      for (const [index, a] of first.entries()) {
        const b = other[index]
        if (b !== undefined && !idsDiffer(a.facts, b.facts) && nearlySameTime(a.facts, b.facts)) yield [a, b]
      }
    }
  }
}

/** Equal response ids anywhere in the run. Some servers repeat one id for ever, so time or instrumentation must agree. */
function* pairsByResponseId(calls: readonly WorkNode[]): Generator<[WorkNode, WorkNode]> {
  const groups = groupBy(calls, (node) =>
    node.facts.responseId === '' ? null : `${node.kind}\n${node.facts.responseId}`,
  )
  for (const group of groups.values()) {
    const sorted = group.toSorted(byStart)
    for (const [index, b] of sorted.entries()) {
      const a = sorted[index - 1]
      if (a === undefined) continue
      const otherRecorder = a.facts.scopeName !== b.facts.scopeName || a.source !== b.source
      if (overlaps(a.facts, b.facts) || (otherRecorder && sameTokens(a.facts.usage, b.facts.usage))) yield [a, b]
    }
  }
}

function groupBy(nodes: readonly WorkNode[], keyOf: (node: WorkNode) => string | null): Map<string, WorkNode[]> {
  const groups = new Map<string, WorkNode[]>()
  for (const node of nodes) {
    const key = keyOf(node)
    if (key === null) continue
    const group = groups.get(key)
    if (group === undefined) groups.set(key, [node])
    else group.push(node)
  }
  return groups
}

/** Union of pairs into clusters, without recursion. */
class Clusters {
  private readonly clusterOf = new Map<WorkNode, WorkNode[]>()

  join(a: WorkNode, b: WorkNode): void {
    const left = this.clusterOf.get(a) ?? [a]
    const right = this.clusterOf.get(b) ?? [b]
    if (left === right) return
    const [large, small] = left.length >= right.length ? [left, right] : [right, left]
    large.push(...small)
    for (const node of [...small, a, b]) this.clusterOf.set(node, large)
  }

  list(): WorkNode[][] {
    return [...new Set(this.clusterOf.values())]
  }
}
