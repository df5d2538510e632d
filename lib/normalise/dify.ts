import { dify as keys } from '#lib/semconv/frameworks.ts'
import { genAi } from '#lib/semconv/gen-ai.ts'
import { openInference } from '#lib/semconv/openinference.ts'
import { genAiUsage } from '#lib/semconv/usage-keys.ts'
import { buildSpan } from './build-span.ts'
import type { Dialect } from './dialect.ts'
import { dropsCache, withProvider } from './emitter-knowledge.ts'
import { otelKind } from './otel-kind.ts'
import { reportedUsage } from './reported-usage.ts'

/** Dify: Alibaba's span kinds, usage normalised to OpenAI's shape by its plugins. */
export const dify: Dialect = {
  name: 'dify',
  matchesSpan: ({ attributes }) => attributes.hasPrefix(keys.prefix) || attributes.text(keys.framework) === 'dify',
  mapSpan: (input) => {
    const { attributes, record } = input
    const { kind, operation, warnings } = otelKind(input)
    const reported = reportedUsage(attributes, [genAiUsage])
    return buildSpan(input, {
      dialect: dify.name,
      kind: kind === 'plain' && attributes.has(keys.workflowId) && record.span.parentSpanId === '' ? 'workflow' : kind,
      operation,
      reported,
      emitter: (provider, model) => withProvider(dropsCache, provider, model, reported.cacheRead !== null),
      content: {
        input: attributes.get(openInference.inputValue) ?? attributes.get(keys.retrievalQuery),
        output: attributes.get(openInference.outputValue) ?? attributes.get(keys.retrievalDocument),
      },
      facts: {
        ...(kind === 'tool'
          ? { toolName: attributes.text(genAi.toolName, openInference.toolName) || record.span.name }
          : {}),
        ...(warnings.length > 0 ? { warnings } : {}),
      },
    })
  },
}
