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

const Tokens = z.number().int().nonnegative().nullable()

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
