import type { ChargedTokens } from '#lib/domain/cost.ts'
import type { Usage } from '#lib/domain/usage.ts'

/** The usage that these tokens are the classes of. */
export function usageOfTokens(tokens: ChargedTokens): Usage {
  const cacheWriteTokens = tokens.cacheWrite5m + tokens.cacheWrite1h + tokens.cacheWriteOther
  return {
    inputTokens: tokens.inputUncached + tokens.cacheRead + cacheWriteTokens,
    inputUncachedTokens: tokens.inputUncached,
    cacheReadTokens: tokens.cacheRead,
    cacheWriteTokens,
    cacheWrite5mTokens: tokens.cacheWrite5m,
    cacheWrite1hTokens: tokens.cacheWrite1h,
    cacheWriteOtherTokens: tokens.cacheWriteOther,
    outputTokens: tokens.output,
    reasoningTokens: tokens.reasoning,
  }
}

export function countTokens(tokens: ChargedTokens): number {
  const { inputUncached, cacheRead, cacheWrite5m, cacheWrite1h, cacheWriteOther, output } = tokens
  return inputUncached + cacheRead + cacheWrite5m + cacheWrite1h + cacheWriteOther + output
}
