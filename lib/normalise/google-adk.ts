import type { CallFacts, SpanKind } from '#lib/domain/span.ts'
import { adk } from '#lib/semconv/frameworks.ts'
import { genAi } from '#lib/semconv/gen-ai.ts'
import { genAiUsage } from '#lib/semconv/usage-keys.ts'
import { buildSpan } from './build-span.ts'
import { tierOfUsage } from './captured-terms.ts'
import type { Dialect, SpanInput } from './dialect.ts'
import { passesThrough, reportsEverything, unknownEmitter } from './emitter-knowledge.ts'
import { mergeUnits } from './extra-units.ts'
import { decodeJson, recordOf, textAt, valueAt } from './json.ts'
import { otelKind } from './otel-kind.ts'
import { actionsOfGrounding } from './provider-actions.ts'
import { mergeUsage, reportedUsage, usageOfRecord } from './reported-usage.ts'
import { type EmitterKnowledge, nothingReported } from './usage.ts'

/** Google's Agent Development Kit: the facts lie in JSON blobs, in Python's or JavaScript's spelling. */
export const googleAdk: Dialect = {
  name: 'google-adk',
  matchesSpan: ({ attributes, record }) => record.scope.name === adk.scope || attributes.hasPrefix(adk.prefix),
  mapSpan: (input) => {
    const { attributes } = input
    const kind = kindOf(input)
    const request = present(attributes.get(adk.llmRequest))
    const response = decodeJson(present(attributes.get(adk.llmResponse)) ?? null)
    const metadata = valueAt(response, 'usageMetadata') ?? valueAt(response, 'usage_metadata')
    const told = usageOfRecord(metadata)
    const blob = { ...told, units: mergeUnits(told.units, actionsOfGrounding(response)) }
    const attributeUsage = reportedUsage(attributes, [genAiUsage])
    const hasBlob = blob.input !== null
    return buildSpan(input, {
      dialect: googleAdk.name,
      kind,
      operation: attributes.text(genAi.operationName),
      reported: kind === 'llm' ? (hasBlob ? blob : mergeUsage(attributeUsage, blob)) : nothingReported,
      emitter: (provider, model) => emitterOf(input, hasBlob, provider, model),
      content:
        kind === 'llm'
          ? { inputMessages: request, outputMessages: answerOf(response) }
          : {
              input: present(attributes.get(adk.toolCallArgs)) ?? (kind === 'tool' ? undefined : request),
              output: present(attributes.get(adk.toolResponse)),
            },
      ...(kind === 'llm' ? { terms: { tier: tierOfUsage(metadata), costUsd: '' } } : {}),
      facts: { ...failureOf(input, kind), ...(kind === 'llm' ? modelsOf(response) : {}) },
    })
  },
}

function kindOf(input: SpanInput): SpanKind {
  const { name } = input.record.span
  // Parallel calls add one pseudo tool that sums them up.
  if (name.includes(adk.mergedTools) || input.attributes.text(genAi.toolName).includes(adk.mergedTools)) return 'plain'
  if (/^(call_llm|generate_content)\b/.test(name)) return 'llm'
  if (/^(invoke_agent|agent_run)\b/.test(name)) return 'agent'
  if (/^execute_tool\b/.test(name)) return 'tool'
  if (/^invocation\b/.test(name)) return 'workflow'
  return otelKind(input).kind
}

/** `{}`, `N/A` and `<not specified>` stand for nothing. */
function present(value: unknown): unknown {
  if (typeof value === 'string') return /^\s*(\{\s*\}|N\/A|<.*>)?\s*$/.test(value) ? undefined : value
  return value ?? undefined
}

/**
 * Gemini's numbers: input contains the cache, output leaves out the thoughts, zeros are omitted.
 * Other models come through LiteLLM. Without the blob nothing tells what is missing, except for
 * models that do not think.
 */
function emitterOf(input: SpanInput, hasBlob: boolean, provider: string, model: string): EmitterKnowledge {
  const followsConventions = input.attributes.has(genAi.usageReasoning) || input.attributes.has(genAi.inputMessages)
  if (hasBlob) return { ...reportsEverything, absentReasoning: 'zero', reasoning: 'excluded' }
  if (followsConventions)
    return { ...unknownEmitter, input: 'inclusive', reasoning: 'included', absentCacheWrite: 'zero' }
  const thinks = /gemini-(2\.5|[3-9])|thinking/i.test(model)
  const knowledge = passesThrough(unknownEmitter, provider, model)
  return { ...knowledge, absentCacheWrite: 'zero', reasoning: 'excluded', absentReasoning: thinks ? 'unknown' : 'zero' }
}

function answerOf(response: unknown): unknown {
  const content = recordOf(valueAt(response, 'content'))
  if (!content) return response
  const reason = textAt(response, 'finishReason') || textAt(response, 'finish_reason')
  return [{ ...content, finish_reason: reason }]
}

function modelsOf(response: unknown): Partial<CallFacts> {
  const model = textAt(response, 'modelVersion') || textAt(response, 'model_version')
  const responseId = textAt(response, 'responseId') || textAt(response, 'response_id')
  return { ...(model === '' ? {} : { modelResponse: model }), ...(responseId === '' ? {} : { responseId }) }
}

/** A call that threw leaves a span without any attribute and with status unset (JavaScript). */
function failureOf({ attributes, record }: SpanInput, kind: SpanKind): Partial<CallFacts> {
  if ((kind !== 'llm' && kind !== 'tool') || attributes.size > 0 || record.span.status.code !== 0) return {}
  return { status: 'error', errorType: 'no_result', errorMessage: 'The call ended without a result.' }
}
