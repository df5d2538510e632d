import { unknownUsage } from '#lib/domain/usage.ts'
import type { Usage } from '#lib/domain/usage.ts'

const zeroUsage: Usage = {
  inputTokens: 0,
  inputUncachedTokens: 0,
  cacheReadTokens: 0,
  cacheWriteTokens: 0,
  cacheWrite5mTokens: 0,
  cacheWrite1hTokens: 0,
  cacheWriteOtherTokens: 0,
  outputTokens: 0,
  reasoningTokens: 0,
}

const fields = [
  'inputTokens', 'inputUncachedTokens', 'cacheReadTokens', 'cacheWriteTokens', 'cacheWrite5mTokens', 'cacheWrite1hTokens',
  'cacheWriteOtherTokens', 'outputTokens', 'reasoningTokens',
] as const // prettier-ignore

/** Adds class by class; a class that one call cannot tell is unknown in the sum. Nothing summed is zero. */
export function sumUsage(usages: Iterable<Usage | null>): Usage {
  const sum: Usage = { ...zeroUsage }
  for (const usage of usages) {
    const terms = usage ?? unknownUsage
    for (const field of fields) {
      const known = sum[field]
      const term = terms[field]
      sum[field] = known === null || term === null ? null : known + term
    }
  }
  return sum
}
