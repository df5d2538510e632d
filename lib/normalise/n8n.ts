import type { SpanKind } from '#lib/domain/span.ts'
import { n8n as keys } from '#lib/semconv/frameworks.ts'
import { buildSpan } from './build-span.ts'
import type { Dialect, SpanInput } from './dialect.ts'
import { unknownEmitter } from './emitter-knowledge.ts'
import { otelKind } from './otel-kind.ts'
import { allUsageKeys, reportedUsage } from './reported-usage.ts'

/** n8n's workflow and node spans. Its agents speak the AI SDK's vocabulary and are read there. */
export const n8n: Dialect = {
  name: 'n8n',
  matchesSpan: ({ attributes, record }) =>
    attributes.hasPrefix(keys.prefix) || record.scope.name.startsWith(keys.scope),
  mapSpan: (input) => {
    const { attributes } = input
    const failed =
      attributes.text(keys.executionStatus) === 'error' || attributes.text(keys.executionStatus) === 'crashed'
    return buildSpan(input, {
      dialect: n8n.name,
      kind: kindOf(input),
      reported: reportedUsage(attributes, allUsageKeys),
      emitter: unknownEmitter,
      facts: {
        workflowName: attributes.text(keys.workflowName),
        ...(failed ? { status: 'error', errorType: attributes.text(keys.errorType) } : {}),
        ...(attributes.text(keys.executionStatus) === 'canceled' ? { endHint: 'cancelled' } : {}),
      },
    })
  },
}

function kindOf(input: SpanInput): SpanKind {
  const { name } = input.record.span
  if (name.startsWith('instance-ai.hitl.')) return 'wait'
  if (name === 'workflow.execute') return 'workflow'
  if (name === 'node.execute') return 'step'
  return /\.(generate|stream)$/.test(name) ? 'agent' : otelKind(input).kind
}
