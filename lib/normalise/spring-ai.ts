import type { SpanKind } from '#lib/domain/span.ts'
import { spring as keys } from '#lib/semconv/frameworks.ts'
import { genAi, otel } from '#lib/semconv/gen-ai.ts'
import { genAiUsage } from '#lib/semconv/usage-keys.ts'
import { buildSpan } from './build-span.ts'
import type { Dialect, SpanInput } from './dialect.ts'
import { passesThrough, unknownEmitter, withProvider } from './emitter-knowledge.ts'
import { otelKind } from './otel-kind.ts'
import { reportedUsage } from './reported-usage.ts'

/** Spring AI over Micrometer: every value is text, the operation `framework` marks its own spans. */
export const springAi: Dialect = {
  name: 'spring-ai',
  matchesSpan: ({ attributes }) => attributes.hasPrefix(keys.prefix) || attributes.text(genAi.system) === keys.literal,
  mapSpan: (input) => {
    const { attributes } = input
    const kind = kindOf(input)
    const reported = reportedUsage(attributes, [genAiUsage])
    return buildSpan(input, {
      dialect: springAi.name,
      kind,
      operation: attributes.text(genAi.operationName),
      reported,
      emitter: (provider, model) => {
        const raw = passesThrough({ ...unknownEmitter, reasoning: 'included' }, provider, model)
        return withProvider(raw, provider, model, reported.cacheRead !== null)
      },
    })
  },
}

const kinds = new Map<string, SpanKind>([
  ['chat_client', 'step'],
  ['advisor', 'step'],
  ['vector_store', 'retrieval'],
  ['tool_call', 'tool'],
])

function kindOf(input: SpanInput): SpanKind {
  const { attributes, record } = input
  const kind = kinds.get(attributes.text(keys.kind))
  if (kind === 'step' && attributes.text(keys.kind) === 'chat_client' && record.span.parentSpanId === '')
    return 'workflow'
  if (kind) return kind
  if (attributes.has(keys.toolName)) return 'tool'
  if (attributes.has(otel.dbSystem)) return 'retrieval'
  return attributes.text(genAi.operationName) === 'framework' ? 'step' : otelKind(input).kind
}
