import { z } from 'zod'

/** How the emitter's input number was read (dialects disagree whether it includes cached tokens). */
export const TokenBasis = z.enum([
  'inclusive',
  'exclusive',
  'proved_exclusive',
  'assumed_inclusive',
  'learned',
  'unknown',
])
export type TokenBasis = z.infer<typeof TokenBasis>

/** Whether a span's usage may be summed: only `own` is. */
export const UsageRole = z.enum(['own', 'aggregate', 'duplicate', 'none'])
export type UsageRole = z.infer<typeof UsageRole>

const Count = z.number().int().nonnegative()
const Tokens = Count.nullable()

/**
 * Tokens of LLM calls in disjoint classes; null is a class that the payload cannot tell.
 * `inputTokens` is the whole input (known even where its split is not);
 * `cacheWriteTokens` is the sum of its three TTL classes; reasoning is a subset of output.
 */
export const Usage = z.object({
  inputTokens: Tokens,
  inputUncachedTokens: Tokens,
  cacheReadTokens: Tokens,
  cacheWriteTokens: Tokens,
  cacheWrite5mTokens: Tokens,
  cacheWrite1hTokens: Tokens,
  cacheWriteOtherTokens: Tokens,
  outputTokens: Tokens,
  reasoningTokens: Tokens,
})
export type Usage = z.infer<typeof Usage>

/**
 * What a call is charged for beside its text. Tokens of a modality are parts of `Usage`: input ones of the whole input,
 * cached ones also of what the cache gave, output ones of the output. Those of citations are beside the output. Searches,
 * executions and drawn images are what the provider did by itself. Heard audio (milliseconds) and spoken characters are
 * what calls are measured in that have no tokens.
 */
export const ExtraUnit = z.enum([
  'inputAudioTokens',
  'inputImageTokens',
  'cacheReadAudioTokens',
  'cacheReadImageTokens',
  'outputAudioTokens',
  'outputImageTokens',
  'inputVideoTokens',
  'cacheReadVideoTokens',
  'outputVideoTokens',
  'citationTokens',
  'webSearches',
  'socialSearches',
  'fileSearches',
  'codeExecutions',
  'imageGenerations',
  'audioMilliseconds',
  'characters',
])
export type ExtraUnit = z.infer<typeof ExtraUnit>

/** Units that are not there are unknown, or there were none: hardly any call has any. */
export const ExtraUnits = z.partialRecord(ExtraUnit, Count)
export type ExtraUnits = z.infer<typeof ExtraUnits>

/** Units of one call. Where it drew and its tokens are told, these say what the images cost: their number is left out. */
export function unitsBesideTokens(call: {
  operation: string
  usage: Usage | null
  extraUnits: ExtraUnits
}): ExtraUnits {
  const { imageGenerations, ...others } = call.extraUnits
  const isInTokens = call.operation === 'image' && (call.usage?.outputTokens ?? 0) > 0
  return imageGenerations !== undefined && isInTokens ? others : call.extraUnits
}

/** Zeros say nothing, except that none of what is there came from the cache. */
export function withoutZeros(units: ExtraUnits): ExtraUnits {
  const kept: ExtraUnits = {}
  for (const unit of ExtraUnit.options) {
    const count = units[unit]
    const whole = wholeOf[unit]
    if (count === undefined) continue
    if (count > 0 || (whole !== undefined && (units[whole] ?? 0) > 0)) kept[unit] = count
  }
  return kept
}

const wholeOf: Partial<Record<ExtraUnit, ExtraUnit>> = {
  cacheReadAudioTokens: 'inputAudioTokens',
  cacheReadImageTokens: 'inputImageTokens',
  cacheReadVideoTokens: 'inputVideoTokens',
}

export const unknownUsage: Usage = {
  inputTokens: null,
  inputUncachedTokens: null,
  cacheReadTokens: null,
  cacheWriteTokens: null,
  cacheWrite5mTokens: null,
  cacheWrite1hTokens: null,
  cacheWriteOtherTokens: null,
  outputTokens: null,
  reasoningTokens: null,
}
