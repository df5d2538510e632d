import { chargesCacheWrites, reportsCacheOutsideInput } from './provider.ts'
import type { EmitterKnowledge } from './usage.ts'

/** The emitter follows OpenTelemetry's rule (input contains all cached tokens) and passes on every class it is told. */
export const reportsEverything: EmitterKnowledge = {
  input: 'inclusive',
  absentCacheRead: 'zero',
  absentCacheWrite: 'zero',
  absentReasoning: 'unknown',
  reasoning: 'included',
}

/** Nothing is known of the emitter: an absent class is not zero, and the reading is assumed. */
export const unknownEmitter: EmitterKnowledge = {
  input: 'unknown',
  absentCacheRead: 'unknown',
  absentCacheWrite: 'unknown',
  absentReasoning: 'unknown',
  reasoning: 'unknown',
}

/** Input contains cached tokens, but how many is not passed on. */
export const dropsCache: EmitterKnowledge = { ...unknownEmitter, input: 'inclusive', reasoning: 'included' }

/**
 * Passes the provider's numbers through: Anthropic and Bedrock leave cached tokens out of the
 * input, everybody else includes them.
 */
export function passesThrough(knowledge: EmitterKnowledge, provider: string, model: string): EmitterKnowledge {
  return { ...knowledge, input: reportsCacheOutsideInput(provider, model) ? 'exclusive' : 'inclusive' }
}

/**
 * Models without a charge for cache writes: where an emitter reports reads and says nothing of
 * writes, there were none. Nothing follows for the reads.
 */
export function withProvider(
  knowledge: EmitterKnowledge,
  provider: string,
  model: string,
  cacheReadIsTold: boolean,
): EmitterKnowledge {
  if (!cacheReadIsTold || chargesCacheWrites(provider, model)) return knowledge
  return { ...knowledge, absentCacheWrite: 'zero' }
}

/** For emitters that pass on everything but the writes that OpenAI charges, which came after them. */
export function withoutPaidWrites(knowledge: EmitterKnowledge, provider: string, model: string): EmitterKnowledge {
  const isLost = chargesCacheWrites(provider, model) && !reportsCacheOutsideInput(provider, model)
  return isLost ? { ...knowledge, absentCacheWrite: 'unknown' } : knowledge
}

/**
 * For emitters that pass reasoning tokens on: OpenAI and Gemini report them, zeros included or
 * left out; of Anthropic's thinking nothing follows from silence.
 */
export function withReasoning(knowledge: EmitterKnowledge, provider: string, model: string): EmitterKnowledge {
  return reportsCacheOutsideInput(provider, model) ? knowledge : { ...knowledge, absentReasoning: 'zero' }
}
