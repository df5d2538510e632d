import type { SpanNode } from '#lib/domain/run.ts'
import { sumSubtrees } from './price-nodes.ts'
import type { Subtree } from './price-nodes.ts'
import { durationNs } from './work-node.ts'
import type { WorkNode } from './work-node.ts'

/** The run's tree as it leaves the assembly: flat, depth-first. */
export function presentNodes(ordered: readonly WorkNode[]): SpanNode[] {
  const subtrees = sumSubtrees(ordered)
  return ordered.map((node) => presentNode(node, subtrees.get(node) ?? { costUsd: null, tokens: 0 }))
}

function presentNode(node: WorkNode, subtree: Subtree): SpanNode {
  const { facts } = node
  return {
    spanId: node.id,
    traceId: facts.traceId,
    parentSpanId: node.parent?.id ?? null,
    depth: node.depth,
    childCount: node.children.length,
    descendantCount: node.descendantCount,
    source: node.source,
    kind: node.kind,
    operation: facts.operation,
    name: facts.name,
    label: labelOf(node),
    agent: node.agent,
    startNs: String(facts.startNs),
    durationNs: durationNs(facts),
    status: facts.status,
    errorType: facts.errorType || null,
    errorMessage: facts.errorMessage || null,
    model: facts.modelResponse || facts.modelRequested || null,
    provider: facts.provider || null,
    finishReasons: facts.finishReasons,
    timeToFirstTokenNs: facts.timeToFirstTokenNs,
    usage: facts.usage,
    usageRole: node.role,
    tokenBasis: facts.tokenBasis,
    duplicateOf: node.duplicateOf?.id ?? null,
    costUsd: node.cost.costUsd,
    costStatus: node.cost.status,
    costReason: node.cost.reason,
    reportedCostUsd: facts.reportedCostUsd || null,
    subtreeCostUsd: subtree.costUsd,
    subtreeTokens: subtree.tokens,
    toolName: facts.toolName || null,
    toolCallId: facts.toolCallId || null,
    toolExecuted: facts.toolExecuted,
    step: node.step,
    revisitOf: node.revisitOf,
    loop: node.loop,
    inputPreview: facts.inputPreview,
    outputPreview: facts.outputPreview,
    dialect: facts.dialect,
    scopeName: facts.scopeName,
    serviceName: facts.serviceName,
    warnings: node.warnings,
  }
}

/** What a person calls the span. */
function labelOf({ kind, facts, agent }: WorkNode): string {
  const { name, toolName, agentName, workflowName, modelResponse, modelRequested } = facts
  switch (kind) {
    case 'tool':
    case 'handoff':
      return toolName || name
    case 'agent':
      return agent ?? name
    case 'workflow':
      return workflowName || agentName || name
    case 'llm':
    case 'embedding':
    case 'rerank':
      return modelResponse || modelRequested || name
    case 'retrieval':
    case 'guardrail':
    case 'evaluator':
    case 'wait':
    case 'step':
    case 'plain':
      return name
    default: {
      const unknown: never = kind
      return unknown
    }
  }
}
