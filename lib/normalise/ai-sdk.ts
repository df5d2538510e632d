import { aiSdk } from '#lib/semconv/ai-sdk.ts'
import { genAi } from '#lib/semconv/gen-ai.ts'
import { aiSdkUsage, genAiUsage } from '#lib/semconv/usage-keys.ts'
import { buildSpan } from './build-span.ts'
import type { Dialect } from './dialect.ts'
import { dropsCache, reportsEverything } from './emitter-knowledge.ts'
import { recordOf } from './json.ts'
import { otelKind } from './otel-kind.ts'
import { providerMetadataTerms, providerMetadataUsage } from './provider-metadata.ts'
import { mergeUsage, reportedUsage } from './reported-usage.ts'

/** Vercel AI SDK 7: scope `gen_ai`, OpenTelemetry's names, steps between agent and calls. */
export const aiSdk7: Dialect = {
  name: 'ai-sdk',
  matchesSpan: ({ record, attributes }) =>
    record.scope.name === aiSdk.scope && !attributes.has(aiSdk.operationId) && attributes.hasPrefix(genAi.prefix),
  mapSpan: (input) => {
    const { attributes } = input
    const { kind, operation, warnings } = otelKind(input)
    const counts = reportedUsage(attributes, [genAiUsage, aiSdkUsage])
    // The outer embedding span repeats name and operation of the inner one, without its tokens.
    const isOuterEmbedding = kind === 'embedding' && counts.input === null
    const isLeaf = kind === 'llm' || kind === 'embedding' || kind === 'rerank'
    const metadata = isLeaf ? recordOf(attributes.get(aiSdk.providerMetadata)) : null
    return buildSpan(input, {
      dialect: aiSdk7.name,
      kind: isOuterEmbedding ? 'step' : kind,
      operation,
      reported: metadata === null ? counts : mergeUsage(counts, providerMetadataUsage(metadata)),
      // Its providers fill every class that the API reports; the durations mark the SDK's own spans.
      emitter: isOwnSpan(attributes) ? reportsEverything : dropsCache,
      ...(metadata === null ? {} : { terms: providerMetadataTerms(metadata) }),
      facts: warnings.length > 0 ? { warnings } : {},
    })
  },
}

function isOwnSpan(attributes: { has(key: string): boolean }): boolean {
  return (
    attributes.has(aiSdk.operationDuration) ||
    attributes.has(aiSdk.timeToFirstChunk) ||
    attributes.has(aiSdk.timePerOutputChunk) ||
    attributes.has(genAi.usageCacheRead)
  )
}
