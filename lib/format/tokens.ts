import type { Usage } from '#lib/domain/usage.ts'
import { formatCount, formatCountExact } from './count.ts'

/** Tokens in short: 12.1k. */
export const formatTokens = formatCount

/** Input and output together; null when neither is known. */
export function totalTokens(usage: Usage): number | null {
  if (usage.inputTokens === null && usage.outputTokens === null) return null
  return (usage.inputTokens ?? 0) + (usage.outputTokens ?? 0)
}

export type TokenLine = { label: string; tokens: string; /** 1 is a part of the line above. */ level: 0 | 1 }

/** The classes of a usage as lines for a tooltip; classes nobody reported are left out. */
export function tokenLines(usage: Usage): TokenLine[] {
  const lines: TokenLine[] = [{ label: 'input', tokens: formatCountExact(usage.inputTokens), level: 0 }]
  const add = (label: string, tokens: number | null) => {
    if (tokens !== null && tokens > 0) lines.push({ label, tokens: formatCountExact(tokens), level: 1 })
  }
  add('uncached', usage.inputUncachedTokens === usage.inputTokens ? null : usage.inputUncachedTokens)
  add('cache read', usage.cacheReadTokens)
  add('cache write', usage.cacheWriteTokens)
  lines.push({ label: 'output', tokens: formatCountExact(usage.outputTokens), level: 0 })
  add('reasoning', usage.reasoningTokens)
  return lines
}
