import { genAi, genAiEvents, mcp } from '#lib/semconv/gen-ai.ts'
import { buildSpan } from './build-span.ts'
import type { Dialect, SpanInput } from './dialect.ts'
import { dropsCache, passesThrough, unknownEmitter, withProvider } from './emitter-knowledge.ts'
import { otelKind } from './otel-kind.ts'
import { allUsageKeys, reportedUsage } from './reported-usage.ts'
import type { EmitterKnowledge, ReportedUsage } from './usage.ts'

/** OpenTelemetry's GenAI conventions, all versions: the fallback of everything that speaks `gen_ai.*` or `mcp.*`. */
export const otelGenAi: Dialect = {
  name: 'otel-genai',
  matchesSpan: ({ attributes, record }) =>
    attributes.has(genAi.operationName) ||
    attributes.has(genAi.providerName) ||
    attributes.has(genAi.system) ||
    attributes.has(genAi.inputMessages) ||
    attributes.has(genAi.outputMessages) ||
    attributes.has(mcp.methodName) ||
    record.scope.schemaUrl.startsWith(genAi.schemaPrefix) ||
    (attributes.hasPrefix(genAi.prefix) && (attributes.has(genAi.requestModel) || attributes.has(genAi.spanKind))) ||
    record.span.events.some(({ name }) => messageEvents.has(name)),
  mapSpan: (input) => mapOtelSpan(input, otelGenAi.name),
}

const messageEvents = new Set<string>([
  genAiEvents.choice,
  genAiEvents.userMessage,
  genAiEvents.systemMessage,
  genAiEvents.assistantMessage,
  genAiEvents.operationDetails,
])

/** Official instrumentations that drop cached and reasoning tokens (measured: 0.21 to 0.22). */
const droppingScopes = new Set(['@opentelemetry/instrumentation-openai'])

function mapOtelSpan(input: SpanInput, dialect: string) {
  const { kind, operation, warnings } = otelKind(input)
  const reported = reportedUsage(input.attributes, allUsageKeys)
  return buildSpan(input, {
    dialect,
    kind,
    operation,
    reported,
    emitter: (provider, model) => otelEmitter(input, reported, provider, model),
    facts: warnings.length > 0 ? { warnings } : {},
  })
}

/**
 * Current conventions demand that input contains all cached tokens, but say nothing of emitters
 * that do not report them: an absent class stays unknown. Before 1.37 there was no rule, so the
 * provider's own number was passed through.
 */
function otelEmitter(input: SpanInput, reported: ReportedUsage, provider: string, model: string): EmitterKnowledge {
  const { attributes, record } = input
  if (droppingScopes.has(record.scope.name)) return dropsCache
  const literal = attributes.text(genAi.providerName)
  const isCurrent = literal !== '' || record.scope.schemaUrl.startsWith(genAi.schemaPrefix)
  const hasNewName = attributes.has(genAi.usageCacheWrite)
  // LlamaIndex writes through OpenTelemetry's helper, with the provider's raw number.
  const isRaw = /llama_?index/i.test(literal) || /llama_?index/i.test(record.scope.name)
  const reading = isRaw || (!isCurrent && !hasNewName) ? passesThrough(unknownEmitter, provider, model) : dropsCache
  return withProvider(reading, provider, model, reported.cacheRead !== null)
}
