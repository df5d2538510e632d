import { anthropicSdk as keys } from '#lib/semconv/frameworks.ts'
import { genAiUsage } from '#lib/semconv/usage-keys.ts'
import { buildSpan } from './build-span.ts'
import type { Dialect } from './dialect.ts'
import { reportsEverything } from './emitter-knowledge.ts'
import { otelKind } from './otel-kind.ts'
import { reportedUsage } from './reported-usage.ts'
import type { ReportedUsage } from './usage.ts'

/** Spans of the Anthropic SDK itself, and of Anthropic's platform below them. */
export const anthropicSdk: Dialect = {
  name: 'anthropic-sdk',
  matchesSpan: ({ record }) =>
    record.scope.name.startsWith(keys.scopePrefix) || record.scope.name === keys.platformScope,
  mapSpan: (input) => {
    const { attributes } = input
    const { kind, operation, warnings } = otelKind(input)
    return buildSpan(input, {
      dialect: anthropicSdk.name,
      kind,
      operation,
      reported: withCompaction(reportedUsage(attributes, [genAiUsage]), {
        input: attributes.count(keys.compactionInput) ?? 0,
        output: attributes.count(keys.compactionOutput) ?? 0,
      }),
      emitter: reportsEverything,
      facts: warnings.length > 0 ? { warnings } : {},
    })
  },
}

/** Compaction is billed like the call itself, and left out of its totals. */
function withCompaction(reported: ReportedUsage, compaction: { input: number; output: number }): ReportedUsage {
  const { input, output, total } = reported
  return {
    ...reported,
    input: input === null ? null : input + compaction.input,
    output: output === null ? null : output + compaction.output,
    total: total === null ? null : total + compaction.input + compaction.output,
  }
}
