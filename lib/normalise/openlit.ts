import type { CallFacts } from '#lib/domain/span.ts'
import { genAi, otel } from '#lib/semconv/gen-ai.ts'
import { openlit as keys } from '#lib/semconv/frameworks.ts'
import { genAiUsage } from '#lib/semconv/usage-keys.ts'
import { buildSpan } from './build-span.ts'
import type { Dialect, SpanInput } from './dialect.ts'
import { passesThrough, reportsEverything } from './emitter-knowledge.ts'
import { otelKind } from './otel-kind.ts'
import { reportedUsage } from './reported-usage.ts'
import { isTooFew } from './too-few-tokens.ts'
import type { EmitterKnowledge, ReportedUsage } from './usage.ts'

/** OpenLIT: usage and cost also on framework spans, and tokens of its own counting where the provider sent none. */
export const openlit: Dialect = {
  name: 'openlit',
  matchesSpan: ({ attributes, record, resource }) =>
    record.scope.name.startsWith(keys.scope) ||
    record.scope.name.startsWith(keys.scopeJs) ||
    resource.text(otel.sdkName) === keys.sdkName ||
    attributes.text(otel.sdkName) === keys.sdkName ||
    attributes.has(keys.applicationName),
  mapSpan: (input) => {
    const { attributes } = input
    const { kind, operation, warnings } = otelKind(input)
    const counted = reportedUsage(attributes, [genAiUsage])
    const isModelCall = kind === 'llm' || kind === 'embedding' || kind === 'rerank'
    const isInvented = isModelCall && isEstimate(input, counted)
    return buildSpan(input, {
      dialect: openlit.name,
      kind,
      operation,
      ...(isInvented ? {} : { reported: counted }),
      emitter: (provider, model) => emitterOf(input, provider, model),
      facts: {
        ...(isModelCall ? {} : { reportedCostUsd: '' }),
        ...(kind === 'llm' && !attributes.has(genAi.outputMessages) ? { requestedTools: askedFor(input) } : {}),
        ...(isInvented ? { warnings: estimated, reportedCostUsd: '' } : warnings.length > 0 ? { warnings } : {}),
      },
    })
  },
}

/** Without content, the calls that the model asked for still stand beside each other in two lists. */
function askedFor({ attributes }: SpanInput): CallFacts['requestedTools'] {
  const ids = attributes.text(genAi.toolCallId).split(', ').filter(Boolean)
  const names = attributes.text(genAi.toolName).split(', ')
  if (ids.length !== names.length) return []
  return names.map((name, index) => ({ id: ids[index] ?? '', name, argumentsHash: '' }))
}

const estimated: CallFacts['warnings'] = [
  {
    code: 'tokens_estimated',
    message: 'The sender counted these tokens itself; the provider reported none. They are not used.',
  },
]

/** Its counter is used when the response carried no usage: then it carried no id either, or it failed. */
function isEstimate(input: SpanInput, counted: ReportedUsage): boolean {
  const { attributes, record } = input
  if (counted.input === null && counted.output === null) return false
  if ((attributes.flag(keys.isStream) ?? attributes.flag(genAi.requestStream)) === true && isTooFew(input, counted))
    return true
  const failed = record.span.status.code === 2 || attributes.has(otel.errorType)
  return failed && !attributes.has(genAi.responseId)
}

/** The agent SDK's bridge sums cached tokens into the input; the client instrumentations do not. */
function emitterOf({ record }: SpanInput, provider: string, model: string): EmitterKnowledge {
  if (record.scope.name.includes('claude_agent_sdk')) return reportsEverything
  return passesThrough(reportsEverything, provider, model)
}
