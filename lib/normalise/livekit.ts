import type { SpanKind } from '#lib/domain/span.ts'
import { livekit as keys } from '#lib/semconv/frameworks.ts'
import { genAi } from '#lib/semconv/gen-ai.ts'
import { genAiUsage } from '#lib/semconv/usage-keys.ts'
import { toCount } from './attributes.ts'
import { buildSpan } from './build-span.ts'
import type { Dialect, SpanInput } from './dialect.ts'
import { dropsCache, withProvider } from './emitter-knowledge.ts'
import { recordOf, textAt } from './json.ts'
import { reportedUsage, usageOfRecord } from './reported-usage.ts'
import { nothingReported } from './usage.ts'

/** LiveKit Agents: voice pipelines. What is spoken is measured in characters; what is heard is told in metrics only. */
export const livekit: Dialect = {
  name: 'livekit',
  matchesSpan: ({ attributes, record }) => record.scope.name === keys.scope || attributes.hasPrefix(keys.prefix),
  mapSpan: (input) => {
    const { attributes } = input
    const spoken = spokenOf(input)
    const kind = spoken === null ? kindOf(input) : 'llm'
    const reported = spoken?.reported ?? reportedUsage(attributes, [genAiUsage])
    return buildSpan(input, {
      dialect: livekit.name,
      kind,
      operation: spoken === null ? '' : 'speech',
      reported,
      emitter: (provider, model) => withProvider(dropsCache, provider, model, reported.cacheRead !== null),
      content: {
        inputMessages: attributes.firstValue(spoken === null ? keys.chatContext : keys.spokenText),
        outputMessages: attributes.firstValue(keys.responseText),
        input: attributes.firstValue(keys.functionArguments) ?? attributes.firstValue(keys.userInput),
        output: attributes.firstValue(keys.functionOutput) ?? attributes.firstValue(keys.responseText),
      },
      facts: {
        ...(spoken === null ? {} : spoken.facts),
        ...(kind === 'tool'
          ? { toolName: attributes.text(keys.functionName), toolCallId: attributes.text(keys.functionId) }
          : {}),
        ...(attributes.flag(keys.functionIsError) === true ? { status: 'error' } : {}),
      },
    })
  },
}

/** A request for speech, once its metrics say how much was spoken. */
function spokenOf({ attributes, record }: SpanInput) {
  const metrics = record.span.name === 'tts_request' ? recordOf(attributes.get(keys.ttsMetrics)) : null
  if (metrics === null) return null
  const told = usageOfRecord(metrics)
  const hasTokens = (told.input ?? 0) + (told.output ?? 0) > 0
  const characters = toCount(metrics['characters_count'] ?? metrics['charactersCount'])
  const units = characters === null ? {} : { characters }
  const model = textAt(metrics, 'metadata', 'model_name') || textAt(metrics, 'metadata', 'modelName')
  const host = textAt(metrics, 'metadata', 'model_provider') || textAt(metrics, 'metadata', 'modelProvider')
  return {
    reported: { ...(hasTokens ? told : nothingReported), units },
    facts: {
      ...(attributes.has(genAi.requestModel) || model === '' ? {} : { modelRequested: model }),
      ...(attributes.has(genAi.providerName) || host === '' ? {} : { provider: host.toLowerCase() }),
    },
  }
}

/** `llm_node` and `llm_request_run` wrap the request that carries the usage. */
function kindOf({ record }: SpanInput): SpanKind {
  const { name } = record.span
  if (name === 'llm_request') return 'llm'
  if (name === 'function_tool') return 'tool'
  if (name === 'agent_session' || name === 'job_entrypoint') return 'workflow'
  if (name === 'agent_turn') return 'agent'
  return /^(user_turn|llm_node|llm_request_run|tts_node|tts_request|agent_speaking|user_speaking)/.test(name)
    ? 'step'
    : 'plain'
}
