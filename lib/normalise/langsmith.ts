import type { CallFacts } from '#lib/domain/span.ts'
import { genAi } from '#lib/semconv/gen-ai.ts'
import { langsmith } from '#lib/semconv/langsmith.ts'
import { genAiUsage } from '#lib/semconv/usage-keys.ts'
import { buildSpan } from './build-span.ts'
import { type CapturedResponse, completedBy, responseOf } from './captured-response.ts'
import type { Dialect, SpanInput } from './dialect.ts'
import { dropsCache, reportsEverything, withReasoning } from './emitter-knowledge.ts'
import { decodeJson, isRecord, textAt } from './json.ts'
import { langChainToolMessage } from './langchain-tool-message.ts'
import { notUnderstood } from './not-understood.ts'
import { hiddenError } from './read-error.ts'
import { mergeUsage, reportedUsage, usageOfRecord } from './reported-usage.ts'
import { kindOfWord } from './span-kind.ts'

/** LangSmith's OpenTelemetry exporter. Its `gen_ai.operation.name` is wrong for prompts and retrievers. */
export const langsmithSdk: Dialect = {
  name: 'langsmith',
  matchesSpan: ({ attributes }) => attributes.has(langsmith.spanKind) || attributes.hasPrefix(langsmith.tracePrefix),
  mapSpan: (input) => {
    const { attributes, record } = input
    const word = attributes.text(langsmith.spanKind)
    const kind = kindOfWord(word, record.span.parentSpanId === '')
    const isModelCall = kind === 'llm' || kind === 'embedding'
    const completion = decodeJson(attributes.get(genAi.completion) ?? null)
    const response = isModelCall ? responseOf(completion) : null
    const counts = usageOf(input)
    const reported = response ? completedBy(counts, response.usage) : counts
    const message = kind === 'tool' ? langChainToolMessage(completion) : null
    const callId = textAt(message, 'tool_call_id')
    const isDetailed =
      reported.cacheRead !== null ||
      attributes.has(langsmith.inputTokenDetails) ||
      attributes.has(langsmith.usageMetadata)
    const warnings = [...(kind ? [] : notUnderstood(langsmith.spanKind, word)), ...overwritten(input)]
    return buildSpan(input, {
      dialect: langsmithSdk.name,
      kind: kind ?? 'step',
      // The usage that chains repeat in their outputs is content.
      ...(isModelCall ? { reported } : {}),
      emitter: (provider, model) => (isDetailed ? withReasoning(reportsEverything, provider, model) : dropsCache),
      content: {
        inputMessages: attributes.get(genAi.prompt),
        outputMessages: completion,
        ...(isModelCall ? {} : { input: unwrap(attributes.get(genAi.prompt), ['input']) }),
        output: message ? message['content'] : unwrap(completion, ['output', 'outputs']),
      },
      ...(response ? { terms: response.terms } : {}),
      facts: {
        ...hiddenError(input),
        promptName: '',
        ...(kind === 'tool' ? { toolName: attributes.text(genAi.toolName) || record.span.name } : {}),
        ...(callId === '' ? {} : { toolCallId: callId }),
        ...(textAt(message, 'status') === 'error' ? { status: 'error' } : {}),
        ...(response ? responseFacts(input, response) : {}),
        ...(warnings.length > 0 ? { warnings } : {}),
      },
    })
  },
}

/** The exporter writes every run below a traced function that opens no span of its own into the function's span. */
function overwritten({ attributes, record }: SpanInput): CallFacts['warnings'] {
  const last = attributes.text(langsmith.traceName)
  if (last === '' || last === record.span.name) return []
  const message = `The sender wrote other runs into this span, at last ${last}; calls among them may be lost`
  return [{ code: 'calls_lost', message }]
}

/** The attributes are the exporter's guess from a few shapes; the captured response fills what it missed. */
function responseFacts({ attributes }: SpanInput, { id, model }: CapturedResponse): Partial<CallFacts> {
  return {
    ...(attributes.has(genAi.responseId) || id === '' ? {} : { responseId: id }),
    ...(attributes.has(genAi.responseModel) || model === '' ? {} : { modelResponse: model }),
  }
}

function usageOf({ attributes }: SpanInput) {
  const documents = [langsmith.usageMetadata, langsmith.metadataUsage].map((key) => usageOfRecord(attributes.get(key)))
  const details = usageOfRecord({
    input_token_details: decodeJson(attributes.get(langsmith.inputTokenDetails) ?? null),
    output_token_details: decodeJson(attributes.get(langsmith.outputTokenDetails) ?? null),
  })
  return [details, ...documents].reduce(mergeUsage, reportedUsage(attributes, [genAiUsage]))
}

/** LangSmith wraps values that are no objects: `{input: "..."}`, `{outputs: [...]}`. */
function unwrap(value: unknown, keys: readonly string[]): unknown {
  const decoded = decodeJson(value ?? null)
  if (!isRecord(decoded) || Object.keys(decoded).length !== 1) return decoded
  const key = keys.find((candidate) => candidate in decoded)
  return key === undefined ? decoded : decodeJson(decoded[key])
}
