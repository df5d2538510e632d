import type { CallFacts, SpanKind } from '#lib/domain/span.ts'
import { litellm as keys } from '#lib/semconv/frameworks.ts'
import { genAi } from '#lib/semconv/gen-ai.ts'
import { traceloop } from '#lib/semconv/traceloop.ts'
import { genAiUsage } from '#lib/semconv/usage-keys.ts'
import { buildSpan } from './build-span.ts'
import type { Dialect, SpanInput } from './dialect.ts'
import { dropsCache, withProvider } from './emitter-knowledge.ts'
import { otelKind } from './otel-kind.ts'
import { reportedUsage } from './reported-usage.ts'
import { kindOfOperation } from './span-kind.ts'

/** LiteLLM's proxy and SDK, both versions of its OpenTelemetry output. Usage is always OpenAI-shaped: cache inside. */
export const litellm: Dialect = {
  name: 'litellm',
  matchesSpan: ({ attributes, record }) =>
    attributes.hasPrefix(keys.prefix) ||
    record.scope.name === keys.scope ||
    attributes.has(keys.hiddenParams) ||
    attributes.has(keys.keyHash),
  mapSpan: (input) => {
    const { attributes } = input
    const kind = kindOf(input)
    const reported = reportedUsage(attributes, [genAiUsage])
    return buildSpan(input, {
      dialect: litellm.name,
      kind,
      operation: attributes.text(genAi.operationName, traceloop.requestType),
      reported,
      emitter: (provider, model) => withProvider(dropsCache, provider, model, reported.cacheRead !== null),
      facts: { ...modelFacts(input), ...guardrailFacts(input, kind) },
    })
  },
}

function kindOf(input: SpanInput): SpanKind {
  const { attributes, record } = input
  const { name } = record.span
  if (attributes.has(keys.guardrailName) || attributes.has(keys.guardrailNameV1)) return 'guardrail'
  if (/^(guardrail|execute_guardrail)/.test(name)) return 'guardrail'
  if (attributes.has(keys.serviceName) || name === 'raw_gen_ai_request') return 'plain'
  const reading = otelKind(input)
  if (reading.kind !== 'plain') return reading.kind
  const isCall =
    name === 'litellm_request' || (name === 'Received Proxy Server Request' && attributes.has(genAi.requestModel))
  return kindOfOperation(attributes.text(traceloop.requestType)) ?? (isCall ? 'llm' : 'plain')
}

/** The requested model is an alias; the response, else the deployment that was called, has the price. */
function modelFacts({ attributes }: SpanInput): Partial<CallFacts> {
  const deployment = attributes.text(keys.providerModel)
  const response = attributes.text(genAi.responseModel)
  if (response !== '' || deployment === '') return {}
  return { modelResponse: deployment.slice(deployment.indexOf('/') + 1) }
}

/** A guardrail that intervened is a verdict, no error. */
function guardrailFacts({ attributes }: SpanInput, kind: SpanKind): Partial<CallFacts> {
  if (kind !== 'guardrail') return {}
  return {
    status: 'ok',
    errorType: '',
    errorMessage: '',
    endHint: '',
    outcome: attributes.text(keys.guardrailStatus),
  }
}
