import type { OtlpScope } from '#lib/domain/otlp.ts'
import {
  passesThrough,
  reportsEverything,
  unknownEmitter,
  withoutPaidWrites,
  withProvider,
  withReasoning,
} from './emitter-knowledge.ts'
import type { EmitterKnowledge, ReportedUsage } from './usage.ts'

/**
 * Instrumentations differ, not the vocabulary. Most pass on every class that the provider
 * reports and leave out zeros; those that do not are named here.
 */
export function openInferenceEmitter(
  scope: OtlpScope,
  spanName: string,
  reported: ReportedUsage,
  provider: string,
  model: string,
): EmitterKnowledge {
  const library = libraryOf(scope.name)
  const isJavaScript = scope.name.startsWith('@')
  const hasCache = reported.cacheRead !== null || reported.cacheWrite !== null
  // JavaScript's Anthropic instrumentation passed the bare input through before it knew the cache.
  if (library === 'anthropic' && isJavaScript && !hasCache)
    return { ...unknownEmitter, input: 'exclusive', reasoning: 'included' }
  if (library === 'bedrock') return bedrock(spanName, isJavaScript)
  if (library === 'claude-agent-sdk') return { ...reportsEverything, input: 'exclusive' }
  if (library === 'google-adk') return { ...reportsEverything, absentCacheRead: 'unknown' }
  if (passThrough.has(library))
    return withoutPaidWrites(withReasoning(reportsEverything, provider, model), provider, model)
  if (converted.has(library) || library === '') {
    return withProvider(passesThrough(unknownEmitter, provider, model), provider, model, reported.cacheRead !== null)
  }
  return reportsEverything
}

const passThrough = new Set([
  'openai',
  'openai-agents',
  'langchain',
  'google-genai',
  'litellm',
  'llama-index',
  'anthropic',
])
/** Written by a processor from another dialect's numbers, or by hand. */
const converted = new Set(['agno', 'openllmetry', 'vercel', 'beeai', 'smolagents', 'crewai', 'mcp', 'autogen', 'dspy'])

function libraryOf(scopeName: string): string {
  const name = /(?:openinference[./-](?:instrumentation[.-])?)([a-z0-9_-]+)/.exec(scopeName)?.[1] ?? ''
  return name.replaceAll('_', '-')
}

/** Converse and streams report the bare input; InvokeModel with Claude sums the cache into it (Python). */
function bedrock(spanName: string, isJavaScript: boolean): EmitterKnowledge {
  const isInvoke = /invoke_model$/i.test(spanName) && !isJavaScript
  return { ...reportsEverything, input: isInvoke ? 'inclusive' : 'exclusive' }
}
