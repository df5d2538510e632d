import { expect } from 'vitest'
import { factsOf } from './test-support.ts'

export type CallCase = {
  title: string
  reported: 'sum' | 'bare'
  write?: '5m' | 'other'
  reasoning?: number | null
  provider?: string
} & Parameters<typeof factsOf>[0]

export const model = 'claude-sonnet-4-5'

/**
 * One physical call (Claude: 1,000 fresh, 100,000 read from the cache, 200 written, 310 out), whatever describes it.
 * `bare`: the emitter leaves the cache out of the input.
 */
export function expectSameCall({
  reported,
  write = 'other',
  reasoning = null,
  provider = 'anthropic',
  ...span
}: CallCase) {
  const facts = factsOf(span)
  expect(facts).toMatchObject({ kind: 'llm', operation: 'chat', usageClaim: 'own', provider })
  expect(facts.usage).toEqual({
    inputTokens: 101_200,
    inputUncachedTokens: 1000,
    cacheReadTokens: 100_000,
    cacheWriteTokens: 200,
    cacheWrite5mTokens: write === '5m' ? 200 : 0,
    cacheWrite1hTokens: 0,
    cacheWriteOtherTokens: write === 'other' ? 200 : 0,
    outputTokens: 310,
    reasoningTokens: reasoning,
  })
  const bases = reported === 'sum' ? ['inclusive'] : ['exclusive', 'proved_exclusive']
  expect(bases).toContain(facts.tokenBasis)
  expect(facts.warnings).toEqual([])
}
