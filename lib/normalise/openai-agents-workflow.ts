import { openInference as keys } from '#lib/semconv/openinference.ts'
import type { SpanInput, SpanMapping } from './dialect.ts'

/** The name that the Agents SDK gives a workflow which nobody named. */
const unnamed = 'Agent workflow'

/**
 * The Agents SDK's `workflow_name` has no attribute: its instrumentation writes it as the name of the trace's own
 * span, and of the task below it, which is all that is left of it when the run throws. Both are known by what they
 * are, so nothing is guessed from names of other spans.
 */
export function withAgentsWorkflow(input: SpanInput, mapping: SpanMapping): SpanMapping {
  const { name } = input.record.span
  if (name === unnamed || !isWorkflowSpan(input)) return mapping
  const { identity } = mapping.facts
  const feature = identity.feature || name
  const sources = identity.feature === '' ? { ...identity.sources, feature: 'workflow_name' } : identity.sources
  return {
    ...mapping,
    facts: { ...mapping.facts, workflowName: name, identity: { ...identity, feature, sources } },
  }
}

function isWorkflowSpan({ attributes, record }: SpanInput): boolean {
  if (!/openai[-_]agents/.test(record.scope.name) || attributes.has(keys.graphNodeId)) return false
  const kind = attributes.text(keys.spanKind).toUpperCase()
  if (kind === 'AGENT') return record.span.parentSpanId === ''
  return kind === 'CHAIN' && record.span.status.message.startsWith('Error in agent run')
}
