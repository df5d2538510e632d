import type { SpanKind } from '#lib/domain/span.ts'
import { microsoft } from '#lib/semconv/frameworks.ts'
import { genAiUsage } from '#lib/semconv/usage-keys.ts'
import { buildSpan } from './build-span.ts'
import type { Dialect, SpanInput } from './dialect.ts'
import { passesThrough, unknownEmitter, withoutPaidWrites, withProvider } from './emitter-knowledge.ts'
import { otelKind } from './otel-kind.ts'
import { reportedUsage } from './reported-usage.ts'

/** Microsoft Agent Framework (Python and .NET) and Microsoft.Extensions.AI: raw numbers of each chat client. */
export const microsoftAgents: Dialect = {
  name: 'microsoft-agents',
  matchesSpan: ({ record }) =>
    record.scope.name.startsWith(microsoft.agentFramework) ||
    record.scope.name.startsWith(microsoft.agentsAi) ||
    record.scope.name.startsWith(microsoft.extensionsAi),
  mapSpan: (input) => mapMicrosoftSpan(input, microsoftAgents.name),
}

/** Semantic Kernel: no cache attributes at all. */
export const semanticKernel: Dialect = {
  name: 'semantic-kernel',
  matchesSpan: ({ record }) =>
    record.scope.name.startsWith(microsoft.semanticKernel) ||
    record.scope.name.startsWith(microsoft.semanticKernelPython),
  mapSpan: (input) => mapMicrosoftSpan(input, semanticKernel.name),
}

/** AutoGen reports agents, tools and messages, never usage: that comes from another instrumentation. */
export const autogen: Dialect = {
  name: 'autogen',
  matchesSpan: ({ record }) => record.scope.name.startsWith(microsoft.autogen),
  mapSpan: (input) => mapMicrosoftSpan(input, autogen.name),
}

function mapMicrosoftSpan(input: SpanInput, dialect: string) {
  const { attributes, record } = input
  const reading = otelKind(input)
  const kind = workflowKind(record.span.name) ?? reading.kind
  const reported = reportedUsage(attributes, [genAiUsage])
  const isAutogenMessage = dialect === autogen.name && record.span.name.startsWith('autogen ')
  return buildSpan(input, {
    dialect,
    kind: isAutogenMessage ? 'plain' : kind,
    operation: reading.operation,
    reported,
    emitter: (provider, model) => {
      const raw = passesThrough({ ...unknownEmitter, reasoning: 'included' }, provider, model)
      const isTold = reported.cacheRead !== null
      const knowledge = withoutPaidWrites({ ...raw, absentCacheWrite: isTold ? 'zero' : 'unknown' }, provider, model)
      return withProvider(knowledge, provider, model, isTold)
    },
    facts:
      reading.warnings.length > 0 && kind === reading.kind && !isAutogenMessage ? { warnings: reading.warnings } : {},
  })
}

function workflowKind(name: string): SpanKind | null {
  if (/^workflow(\.run|\.session|_invoke)\b/.test(name)) return 'workflow'
  if (/^executor\.process\b/.test(name)) return 'step'
  return /^(edge_group\.process|message\.send|workflow\.build)\b/.test(name) ? 'plain' : null
}
