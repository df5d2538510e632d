import { callEvidence } from './call-evidence.ts'
import { mergeToolTwins } from './find-tool-twins.ts'
import { findTwins, isCandidate } from './find-twins.ts'
import { mergeTwins } from './merge-twins.ts'
import { isModelKind, isThinking } from './work-node.ts'
import type { WorkNode } from './work-node.ts'
import { warn } from './build-tree.ts'

/**
 * Decides which usage counts. `own`: a model call's, once; `aggregate`: a parent's repetition of it;
 * `duplicate`: a second record of the same call; `none`: nothing reported.
 */
export function assignRoles(ordered: readonly WorkNode[]): void {
  const { clusters, wrappers } = findTwins(ordered)
  const totals = new Set(wrappers)
  for (const cluster of clusters) {
    if (cluster.some((node) => wrappers.has(node))) for (const node of cluster) totals.add(node)
    else mergeTwins(cluster)
  }
  for (const node of ordered) if (node.role !== 'duplicate') node.role = roleOf(node, totals)
  promoteLoneTotals(ordered)
  markCalls(ordered, totals)
  mergeToolTwins(ordered)
  markHandoffs(ordered)
}

function roleOf(node: WorkNode, totals: ReadonlySet<WorkNode>): WorkNode['role'] {
  if (node.facts.usage === null || node.facts.usageClaim === 'none') return 'none'
  return isCandidate(node) && !totals.has(node) ? 'own' : 'aggregate'
}

/** A total counts when nothing below it reports usage. Cumulative counters span several runs and never do. */
function promoteLoneTotals(ordered: readonly WorkNode[]): void {
  const generationBelow = new Set<WorkNode>()
  const embeddingBelow = new Set<WorkNode>()
  for (const node of ordered.toReversed()) {
    const { usage, usageClaim } = node.facts
    const counts = usage !== null && usageClaim !== 'cumulative'
    if (counts && node.role === 'aggregate' && isLoneTotal(node, generationBelow, embeddingBelow)) promote(node)
    const embeds = node.kind === 'embedding' || node.kind === 'rerank'
    if (node.parent === null) continue
    if (generationBelow.has(node) || (counts && !embeds)) generationBelow.add(node.parent)
    if (embeddingBelow.has(node) || (counts && embeds)) embeddingBelow.add(node.parent)
  }
}

function isLoneTotal(
  node: WorkNode,
  generationBelow: ReadonlySet<WorkNode>,
  embeddingBelow: ReadonlySet<WorkNode>,
): boolean {
  if (generationBelow.has(node)) return false
  // Input without output above embeddings is the embeddings' own input, repeated.
  return !embeddingBelow.has(node) || (node.facts.usage?.outputTokens ?? 0) > 0
}

function promote(node: WorkNode): void {
  node.role = 'own'
  node.promoted = true
  if (!isModelKind(node.kind))
    warn(
      node,
      'usage_from_agent',
      'No model call below this span reports usage; its total is counted, the calls are unknown',
    )
}

function markCalls(ordered: readonly WorkNode[], totals: ReadonlySet<WorkNode>): void {
  const calls = ordered.filter(
    (node) =>
      isModelKind(node.kind) &&
      node.duplicateOf === null &&
      (node.promoted || (isCandidate(node) && !totals.has(node))),
  )
  const answeringScopes = new Set(calls.filter((node) => callEvidence(node.facts) === 'answered').map(scopeOf))
  for (const node of calls) node.call = outcomeOf(node, answeringScopes)
}

/** Without any trace of an answer a call failed, if its parents did or if its emitter does record answers. */
function outcomeOf(node: WorkNode, answeringScopes: ReadonlySet<string>): 'answered' | 'failed' {
  const evidence = callEvidence(node.facts)
  if (evidence !== 'none') return evidence
  if (!answeringScopes.has(scopeOf(node)) && node.parent?.facts.status !== 'error') return 'answered'
  warn(node, 'no_answer_recorded', 'The call shows no answer, usage or finish reason; counted as failed')
  return 'failed'
}

/** Emitters that record what a model thought need not record what it heard. */
function scopeOf(node: WorkNode): string {
  const { kind, facts } = node
  return `${kind}\n${isThinking(node)}\n${facts.dialect}\n${facts.scopeName}`
}

/** A tool with model calls of its own below it is a sub-agent. */
function markHandoffs(ordered: readonly WorkNode[]): void {
  const callsBelow = new Set<WorkNode>()
  for (const node of ordered.toReversed()) {
    const isCall = node.kind === 'llm' && node.duplicateOf === null
    if (node.parent !== null && (isCall || callsBelow.has(node))) callsBelow.add(node.parent)
  }
  for (const node of ordered) if (node.kind === 'tool' && callsBelow.has(node)) node.kind = 'handoff'
}
