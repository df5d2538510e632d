import { genAi } from '#lib/semconv/gen-ai.ts'
import { langsmith } from '#lib/semconv/langsmith.ts'
import { genAiUsage } from '#lib/semconv/usage-keys.ts'
import { buildSpan } from './build-span.ts'
import type { Dialect, SpanInput } from './dialect.ts'
import { dropsCache, reportsEverything, withReasoning } from './emitter-knowledge.ts'
import { decodeJson, isRecord } from './json.ts'
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
    const reported = usageOf(input)
    const hasDetails = attributes.has(langsmith.inputTokenDetails) || attributes.has(langsmith.usageMetadata)
    return buildSpan(input, {
      dialect: langsmithSdk.name,
      kind: kind ?? 'step',
      // The usage that chains repeat in their outputs is content.
      ...(isModelCall ? { reported } : {}),
      emitter: (provider, model) => (hasDetails ? withReasoning(reportsEverything, provider, model) : dropsCache),
      content: {
        inputMessages: attributes.get(genAi.prompt),
        outputMessages: attributes.get(genAi.completion),
        input: unwrap(attributes.get(genAi.prompt), ['input']),
        output: unwrap(attributes.get(genAi.completion), ['output', 'outputs']),
      },
      facts: {
        ...hiddenError(input),
        promptName: '',
        ...(kind === 'tool' ? { toolName: attributes.text(genAi.toolName) || record.span.name } : {}),
        ...(kind ? {} : { warnings: notUnderstood(langsmith.spanKind, word) }),
      },
    })
  },
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
