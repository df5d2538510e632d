import type { LogFacts, SpanFacts } from '#lib/domain/span.ts'
import { byStart, endOf, spanOfLog, workNode } from './work-node.ts'
import type { WorkNode } from './work-node.ts'

/** A child that starts this much before its parent was timed by another clock, or written later. */
const skewToleranceNs = 1_000_000n

/**
 * All nodes in depth-first order with parent, children, depth and descendant count.
 * Never recursive; orphans become roots, cycles are cut, children are ordered by start and id.
 */
export function buildTree(spans: readonly SpanFacts[], fromLogs: readonly LogFacts[]): WorkNode[] {
  const nodes = [
    ...spans.map((span) => workNode(span, 'span')),
    ...fromLogs.map((log) => workNode(spanOfLog(log), 'log')),
  ]
  nodes.sort(byStart)
  linkParents(nodes)
  cutCycles(nodes)
  adoptLogCalls(nodes)
  for (const node of nodes) node.parent?.children.push(node)
  const ordered = depthFirst(nodes.filter((node) => node.parent === null))
  countDescendants(ordered)
  for (const node of ordered) noteClockSkew(node)
  return ordered
}

function linkParents(nodes: readonly WorkNode[]): void {
  const spans = new Map<string, WorkNode>()
  for (const node of nodes) if (node.source === 'span') spans.set(`${node.facts.traceId}\n${node.id}`, node)
  for (const node of nodes) {
    const { traceId, parentSpanId, parentIsRemote } = node.facts
    if (parentSpanId === '') continue
    node.parent = spans.get(`${traceId}\n${parentSpanId}`) ?? null
    if (node.parent === null && !parentIsRemote) {
      node.orphan = true
      warn(node, 'orphan', 'Parent span has not arrived; shown as a root')
    }
  }
}

/** Cuts each cycle at its earliest node. Nodes come sorted, so the result does not depend on arrival. */
function cutCycles(nodes: readonly WorkNode[]): void {
  const settled = new Set<WorkNode>()
  for (const start of nodes) {
    const path = new Set<WorkNode>()
    let node: WorkNode | null = start
    while (node !== null && !settled.has(node) && !path.has(node)) {
      path.add(node)
      node = node.parent
    }
    if (node !== null && path.has(node)) {
      const cut = earliestOfCycle(node)
      cut.parent = null
      warn(cut, 'cycle', 'Parent links form a cycle; it is cut here')
    }
    for (const seen of path) settled.add(seen)
  }
}

function earliestOfCycle(member: WorkNode): WorkNode {
  let earliest = member
  for (let node = member.parent; node !== null && node !== member; node = node.parent) {
    if (byStart(node, earliest) < 0) earliest = node
  }
  return earliest
}

/** A call known only from a log hangs below the run's agent when it names no span of its own. */
function adoptLogCalls(nodes: readonly WorkNode[]): void {
  const agents = nodes.filter(
    (node) => node.source === 'span' && node.parent === null && (node.kind === 'agent' || node.kind === 'workflow'),
  )
  if (agents.length === 0) return
  for (const node of nodes) {
    if (node.source === 'span' || node.parent !== null) continue
    const covering = agents.find(
      ({ facts }) => facts.startNs <= node.facts.startNs && node.facts.startNs <= endOf(facts),
    )
    node.parent = covering ?? (agents.length === 1 ? (agents[0] ?? null) : null)
  }
}

function depthFirst(roots: readonly WorkNode[]): WorkNode[] {
  const ordered: WorkNode[] = []
  const stack = [...roots].reverse()
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    node.depth = node.parent === null ? 0 : node.parent.depth + 1
    ordered.push(node)
    for (let index = node.children.length - 1; index >= 0; index--) {
      const child = node.children[index]
      if (child !== undefined) stack.push(child)
    }
  }
  return ordered
}

function countDescendants(ordered: readonly WorkNode[]): void {
  for (let index = ordered.length - 1; index >= 0; index--) {
    const node = ordered[index]
    if (node?.parent) node.parent.descendantCount += node.descendantCount + 1
  }
}

function noteClockSkew(node: WorkNode): void {
  const { startNs, endNs } = node.facts
  if (endNs !== 0n && endNs < startNs) warn(node, 'clock_skew', 'Ends before it starts; its duration counts as 0')
  else if (node.parent !== null && node.source === 'span' && startNs < node.parent.facts.startNs - skewToleranceNs) {
    warn(node, 'clock_skew', 'Starts before its parent: clocks differ, or its times were written afterwards')
  }
}

export function warn(node: WorkNode, code: string, message: string): void {
  node.warnings.push({ code, message, spanId: node.id })
}
