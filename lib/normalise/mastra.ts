import type { SpanKind } from '#lib/domain/span.ts'
import { mastra as keys } from '#lib/semconv/frameworks.ts'
import { genAi } from '#lib/semconv/gen-ai.ts'
import { genAiUsage } from '#lib/semconv/usage-keys.ts'
import type { Attributes } from './attributes.ts'
import { buildSpan } from './build-span.ts'
import type { Dialect, SpanInput } from './dialect.ts'
import { reportsEverything, withReasoning } from './emitter-knowledge.ts'
import { isRecord, recordOf } from './json.ts'
import { notUnderstood } from './not-understood.ts'
import { otelKind } from './otel-kind.ts'
import { reportedUsage } from './reported-usage.ts'

/** Mastra: agent → model_generation → agent_step → chat, with usage on exactly one span a call. */
export const mastra: Dialect = {
  name: 'mastra',
  matchesSpan: ({ attributes, record }) => attributes.has(keys.spanType) || record.scope.name === keys.scope,
  mapSpan: (input) => {
    const { attributes } = input
    const type = attributes.text(keys.spanType)
    const kind = kindOf(input, type)
    const isModelCall = kind === 'llm' || kind === 'embedding'
    const given = payload(attributes, keys.inputSuffix)
    const returned = payload(attributes, keys.outputSuffix)
    const refused = kind === 'tool' && isRefusal(attributes.get(genAi.toolCallResult))
    return buildSpan(input, {
      dialect: mastra.name,
      kind: kind ?? 'plain',
      operation: attributes.text(genAi.operationName),
      reported: reportedUsage(attributes, [genAiUsage]),
      emitter: (provider, model) => withReasoning(reportsEverything, provider, model),
      content: isModelCall
        ? attributes.has(genAi.inputMessages)
          ? {}
          : { inputMessages: given }
        : { ...(given === undefined ? {} : { input: given }), ...(returned === undefined ? {} : { output: returned }) },
      facts: {
        ...(kind === 'llm' ? unanswered(input) : {}),
        ...(refused ? { toolExecuted: false, status: 'error', errorType: 'invalid_arguments' } : {}),
        ...(kind ? {} : { warnings: notUnderstood(keys.spanType, type) }),
      },
    })
  },
}

const kinds = new Map<string, SpanKind>([
  ['agent_run', 'agent'],
  ['workflow_run', 'workflow'],
  ['workflow_wait_event', 'wait'],
  ['model_inference', 'llm'],
  ['llm_generation', 'llm'],
  ['model_step', 'step'],
  ['llm_step', 'step'],
  ['model_chunk', 'plain'],
  ['llm_chunk', 'plain'],
  ['tool_call', 'tool'],
  ['mcp_tool_call', 'tool'],
  ['provider_tool_call', 'tool'],
  ['mcp_server_request', 'plain'],
  ['rag_embedding', 'embedding'],
  ['rag_vector_operation', 'retrieval'],
  ['rag_ingestion', 'step'],
  ['memory_operation', 'step'],
  ['processor_run', 'guardrail'],
  ['scorer_run', 'evaluator'],
  ['mapping', 'step'],
  ['generic', 'plain'],
])

function kindOf(input: SpanInput, type: string): SpanKind | null {
  if (type === '') return otelKind(input).kind
  // Before inference spans existed, the generation was the call and carried its tokens.
  if (type === 'model_generation') return input.attributes.has(genAi.usageInput) ? 'llm' : 'step'
  return kinds.get(type) ?? (type.startsWith('workflow_') ? 'step' : null)
}

/** `mastra.<type>.input` and `.output`. */
function payload(attributes: Attributes, suffix: string): unknown {
  for (const [key, value] of attributes.entries()) {
    if (key.startsWith(keys.prefix) && key.endsWith(suffix) && !key.startsWith('mastra.metadata.')) return value
  }
  return undefined
}

/** Mastra answers invalid arguments itself, without running the tool. */
function isRefusal(result: unknown): boolean {
  const record = recordOf(result)
  const message = isRecord(record) ? record['message'] : null
  return record?.['error'] === true && typeof message === 'string' && /input validation failed/i.test(message)
}

/** A failed call ends as if all were well: it just has no tokens, no response and no finish reason. */
function unanswered({ attributes, record }: SpanInput) {
  const isAnswered =
    attributes.has(genAi.usageInput) || attributes.has(genAi.responseModel) || attributes.has(genAi.finishReasons)
  if (isAnswered || record.span.status.code === 2) return {}
  return { status: 'error' as const, errorType: 'no_response', errorMessage: 'The call ended without a response.' }
}
