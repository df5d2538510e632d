import type { StatementTokens } from '#lib/domain/statement.ts'

/** The classes apart from each other: these add up. */
export function allTokens({ inputUncached, cacheRead, cacheWrite, output }: StatementTokens): number {
  return inputUncached + cacheRead + cacheWrite + output
}

/** Tokens by class, in the words of a statement. */
export function tokenLines(tokens: StatementTokens): { name: string; count: number }[] {
  return [
    { name: 'Input', count: tokens.inputUncached },
    { name: 'Read from cache', count: tokens.cacheRead },
    { name: 'Written to cache', count: tokens.cacheWrite },
    { name: 'Output', count: tokens.output },
    { name: 'of it reasoning', count: tokens.reasoning },
  ]
}
