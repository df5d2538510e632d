import type { OtlpScope } from '#lib/domain/otlp.ts'
import { traceloop } from '#lib/semconv/traceloop.ts'
import {
  dropsCache,
  passesThrough,
  reportsEverything,
  unknownEmitter,
  withoutPaidWrites,
  withProvider,
} from './emitter-knowledge.ts'
import type { EmitterKnowledge, ReportedUsage } from './usage.ts'

/**
 * One vendor, opposite meanings: Python sums Anthropic's cache into the input, JavaScript passes
 * the bare input on; Bedrock is bare in both. JavaScript's OpenAI and LangChain drop the cache.
 */
export function traceloopEmitter(
  scope: OtlpScope,
  reported: ReportedUsage,
  provider: string,
  model: string,
): EmitterKnowledge {
  const isTold = reported.cacheRead !== null || reported.cacheWrite !== null
  if (scope.name.startsWith(traceloop.scopeJs)) {
    if (scope.name.endsWith('anthropic')) return { ...reportsEverything, input: 'exclusive' }
    if (scope.name.endsWith('bedrock')) return { ...unknownEmitter, input: 'exclusive', reasoning: 'included' }
    const isLangChain = scope.name.endsWith('langchain')
    const raw = isLangChain ? dropsCache : passesThrough({ ...unknownEmitter, reasoning: 'included' }, provider, model)
    return isTold ? withProvider(raw, provider, model, reported.cacheRead !== null) : raw
  }
  if (scope.name.endsWith('bedrock'))
    return { ...unknownEmitter, input: 'exclusive', reasoning: 'included', ...(isTold ? zeros : {}) }
  if (/llama_?index$/.test(scope.name))
    return passesThrough({ ...unknownEmitter, ...(isTold ? zeros : {}) }, provider, model)
  // Python's Anthropic and OpenAI write both classes whenever they know of them.
  return withoutPaidWrites({ ...dropsCache, ...(isTold ? zeros : {}) }, provider, model)
}

const zeros = { absentCacheRead: 'zero', absentCacheWrite: 'zero' } as const
