import { genAi, genAiEvents, otel } from '#lib/semconv/gen-ai.ts'
import { logfire, pydantic } from '#lib/semconv/frameworks.ts'
import { genAiUsage, type UsageKeys } from '#lib/semconv/usage-keys.ts'
import { buildSpan } from './build-span.ts'
import type { Dialect, SpanInput } from './dialect.ts'
import { reportsEverything, withReasoning } from './emitter-knowledge.ts'
import { isRecord, listOf } from './json.ts'
import { type KindReading, otelKind } from './otel-kind.ts'
import { reportedUsage } from './reported-usage.ts'

/** Pydantic AI, instrumentation formats 1 to 6. Input contains the cache whatever the provider; zeros are left out. */
export const pydanticAi: Dialect = {
  name: 'pydantic-ai',
  matchesSpan: ({ attributes, record }) =>
    record.scope.name === pydantic.scope ||
    attributes.hasPrefix(pydantic.prefix) ||
    (attributes.has(logfire.message) &&
      (attributes.has(pydantic.agentName) || attributes.has(pydantic.allMessagesEvents))),
  mapSpan: (input) => {
    const { attributes } = input
    const { kind, operation, warnings } = kindOf(input)
    const isDeferred = attributes.has(pydantic.deferralName)
    return buildSpan(input, {
      dialect: pydanticAi.name,
      kind: isDeferred && kind === 'tool' ? 'wait' : kind,
      operation,
      reported: reportedUsage(attributes, kind === 'agent' ? [aggregatedUsage, genAiUsage] : [genAiUsage]),
      emitter: (provider, model) => withReasoning(reportsEverything, provider, model),
      content: eventsContent(input),
      facts: {
        ...(isDeferred ? { toolExecuted: false, toolName: attributes.text(genAi.toolName) } : {}),
        ...(warnings.length > 0 ? { warnings } : {}),
      },
    })
  },
}

const aggregatedUsage: UsageKeys = {
  input: [`${genAi.aggregatedUsagePrefix}input_tokens`],
  output: [`${genAi.aggregatedUsagePrefix}output_tokens`],
  cacheRead: [`${genAi.aggregatedUsagePrefix}cache_read.input_tokens`],
  cacheWrite: [
    `${genAi.aggregatedUsagePrefix}cache_write.input_tokens`,
    `${genAi.aggregatedUsagePrefix}cache_creation.input_tokens`,
  ],
  cacheWrite5m: [],
  cacheWrite1h: [],
  reasoning: [`${genAi.aggregatedUsagePrefix}details.reasoning_tokens`],
  total: [],
  uncached: [],
}

/** Formats 1 and 2 name their spans and no operation. */
function kindOf(input: SpanInput): KindReading {
  const { name } = input.record.span
  const hasOperation = input.attributes.has(genAi.operationName)
  if (!hasOperation && /^(agent run|invoke_agent\b|.* run$)/.test(name))
    return { kind: 'agent', operation: '', warnings: [] }
  if (/^running \d+ tools?/.test(name)) return { kind: 'step', operation: '', warnings: [] }
  if (!hasOperation && /^running tool\b/.test(name)) return { kind: 'tool', operation: '', warnings: [] }
  return otelKind(input)
}

/** Format 1: one list of events, the answer among them as `gen_ai.choice`. */
function eventsContent({ attributes }: SpanInput) {
  const events = listOf(attributes.get(pydantic.events) ?? attributes.get(pydantic.allMessagesEvents) ?? null)
  if (!events) return {}
  const isChoice = (event: unknown) => isRecord(event) && event[otel.eventName] === genAiEvents.choice
  const choices = events.filter(isChoice)
  return {
    inputMessages: events.filter((event) => !isChoice(event)),
    ...(choices.length > 0 ? { outputMessages: choices } : {}),
  }
}
