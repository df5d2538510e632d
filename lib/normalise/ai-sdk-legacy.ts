import type { SpanKind } from '#lib/domain/span.ts'
import { aiSdk } from '#lib/semconv/ai-sdk.ts'
import { n8n } from '#lib/semconv/frameworks.ts'
import { aiSdkUsage, genAiUsage } from '#lib/semconv/usage-keys.ts'
import { buildSpan } from './build-span.ts'
import type { Dialect, SpanInput } from './dialect.ts'
import { passesThrough, reportsEverything, unknownEmitter, withProvider, withReasoning } from './emitter-knowledge.ts'
import { recordOf } from './json.ts'
import { notUnderstood } from './not-understood.ts'
import { providerMetadataTerms, providerMetadataUsage } from './provider-metadata.ts'
import { mergeUsage, reportedUsage } from './reported-usage.ts'
import type { EmitterKnowledge, ReportedUsage } from './usage.ts'

/** Vercel AI SDK 3 to 6, and 7 with its legacy integration: `ai.*`, also after OpenInference's processor. */
export const aiSdkLegacy: Dialect = {
  name: 'ai-sdk-legacy',
  matchesSpan: ({ attributes, record }) =>
    attributes.has(aiSdk.operationId) ||
    (record.scope.name === aiSdk.legacyScope && attributes.hasPrefix(aiSdk.prefix)) ||
    /^ai\.[a-zA-Z]+/.test(attributes.text(aiSdk.operationName)),
  mapSpan: (input) => {
    const { attributes } = input
    const operation = operationOf(input)
    const kind = kindOf(operation)
    const counts = reportedUsage(attributes, [aiSdkUsage, genAiUsage])
    const isLeaf = kind === 'llm' || kind === 'embedding' || kind === 'rerank'
    const metadata = isLeaf ? recordOf(attributes.get(aiSdk.providerMetadata)) : null
    const extra = isLeaf ? providerMetadataUsage(metadata) : null
    const reported = extra ? mergeUsage(counts, extra) : counts
    return buildSpan(input, {
      dialect: aiSdkLegacy.name,
      kind: kind ?? 'step',
      reported,
      emitter: (provider, model) => emitterOf(input, reported, provider, model),
      ...(metadata === null ? {} : { terms: providerMetadataTerms(metadata) }),
      content: kind === 'agent' ? { inputMessages: attributes.get(aiSdk.prompt), output: answerOf(input) } : {},
      facts: {
        ...(kind === 'agent' ? { agentName: attributes.text(aiSdk.functionId) } : {}),
        ...(kind ? {} : { warnings: notUnderstood(aiSdk.operationId, operation) }),
      },
    })
  },
}

function answerOf({ attributes }: SpanInput): unknown {
  return attributes.text(aiSdk.responseText, aiSdk.responseObject, aiSdk.resultText, aiSdk.resultObject) || undefined
}

/** `operation.name` and the span's name may carry the function id behind the operation. */
function operationOf({ attributes, record }: SpanInput): string {
  const text = attributes.text(aiSdk.operationId, aiSdk.operationName) || record.span.name
  return text.split(' ')[0] ?? ''
}

function kindOf(operation: string): SpanKind | null {
  if (/\.do(Generate|Stream)$/.test(operation)) return 'llm'
  if (operation.endsWith('.doEmbed')) return 'embedding'
  if (/\.do[Rr]erank$/.test(operation)) return 'rerank'
  if (operation === 'ai.toolCall') return 'tool'
  if (/^ai\.(generate|stream)(Text|Object)$/.test(operation)) return 'agent'
  return /^ai\.(embed|embedMany|rerank)$/.test(operation) ? 'step' : null
}

/**
 * From 6 on input contains the cache and the details name every class. 5 and 4 pass Anthropic's
 * and Bedrock's input through, and drop the cache where `doGenerate` was used.
 */
function emitterOf(input: SpanInput, reported: ReportedUsage, provider: string, model: string): EmitterKnowledge {
  const { attributes, record } = input
  const agent = /\bai\/(\d+)\./.exec(attributes.text(aiSdk.userAgent))
  const major = Number(agent?.[1] ?? /^(\d+)\./.exec(record.scope.version)?.[1] ?? 0)
  if (attributes.hasPrefix(aiSdk.inputTokenDetailsPrefix)) return withReasoning(reportsEverything, provider, model)
  if (major >= 6 && !record.scope.name.startsWith(n8n.scope))
    return { ...unknownEmitter, input: 'inclusive', reasoning: 'included' }
  const raw = passesThrough({ ...unknownEmitter, reasoning: 'included' }, provider, model)
  return withProvider(raw, provider, model, reported.cacheRead !== null)
}
