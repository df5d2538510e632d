import type { SpanKind } from '#lib/domain/span.ts'
import { livekit as keys } from '#lib/semconv/frameworks.ts'
import { genAiUsage } from '#lib/semconv/usage-keys.ts'
import { buildSpan } from './build-span.ts'
import type { Dialect, SpanInput } from './dialect.ts'
import { dropsCache, withProvider } from './emitter-knowledge.ts'
import { reportedUsage } from './reported-usage.ts'

/** LiveKit Agents: voice pipelines. Speech is measured in seconds, which are no tokens. */
export const livekit: Dialect = {
  name: 'livekit',
  matchesSpan: ({ attributes, record }) => record.scope.name === keys.scope || attributes.hasPrefix(keys.prefix),
  mapSpan: (input) => {
    const { attributes } = input
    const kind = kindOf(input)
    const reported = reportedUsage(attributes, [genAiUsage])
    return buildSpan(input, {
      dialect: livekit.name,
      kind,
      reported,
      emitter: (provider, model) => withProvider(dropsCache, provider, model, reported.cacheRead !== null),
      content: {
        inputMessages: attributes.get(keys.chatContext),
        outputMessages: attributes.get(keys.responseText),
        input: attributes.get(keys.functionArguments) ?? attributes.get(keys.userInput),
        output: attributes.get(keys.functionOutput) ?? attributes.get(keys.responseText),
      },
      facts: {
        ...(kind === 'tool'
          ? { toolName: attributes.text(keys.functionName), toolCallId: attributes.text(keys.functionId) }
          : {}),
        ...(attributes.flag(keys.functionIsError) === true ? { status: 'error' } : {}),
      },
    })
  },
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
