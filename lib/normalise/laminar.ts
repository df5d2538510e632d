import type { SpanKind } from '#lib/domain/span.ts'
import { laminar as keys } from '#lib/semconv/frameworks.ts'
import { allUsageKeys, reportedUsage } from './reported-usage.ts'
import { buildSpan } from './build-span.ts'
import type { Dialect, SpanInput } from './dialect.ts'
import { dropsCache, withProvider } from './emitter-knowledge.ts'
import { otelKind } from './otel-kind.ts'
import { kindOfWord } from './span-kind.ts'

/** Laminar: `lmnr.*` around OpenLLMetry-like attributes. */
export const laminar: Dialect = {
  name: 'laminar',
  matchesSpan: ({ attributes }) => attributes.hasPrefix(keys.prefix),
  mapSpan: (input) => {
    const { attributes, record } = input
    const kind = kindOf(input)
    const reported = reportedUsage(attributes, allUsageKeys)
    return buildSpan(input, {
      dialect: laminar.name,
      kind,
      reported,
      emitter: (provider, model) => withProvider(dropsCache, provider, model, reported.cacheRead !== null),
      facts: kind === 'tool' ? { toolName: record.span.name } : {},
    })
  },
}

function kindOf(input: SpanInput): SpanKind {
  const type = input.attributes.text(keys.spanType)
  if (/^(default|pipeline)$/i.test(type)) return 'step'
  if (/^(executor|evaluation)$/i.test(type)) return type.toLowerCase() === 'evaluation' ? 'workflow' : 'step'
  return kindOfWord(type, input.record.span.parentSpanId === '') ?? otelKind(input).kind
}
