import { expect, test } from 'vitest'
import type { TenantStatement } from '#lib/domain/statement.ts'
import { paperLines } from './paper-lines.ts'

const figures = {
  runs: 1,
  successfulRuns: 1,
  tokens: { inputUncached: 1, cacheRead: 0, cacheWrite: 0, output: 1, reasoning: 0 },
  costUsd: '1.5',
  unpricedCalls: 0,
  unpricedTokens: 0,
  partialCalls: 0,
}

function tenantOf(outer: number, inner: number): Pick<TenantStatement, 'lines'> {
  const lines = Array.from({ length: outer }, (_, index) => [
    { path: [`f${index}`], ...figures, costUsd: `${inner}` },
    ...Array.from({ length: inner }, (_each, at) => ({ path: [`f${index}`, `m${at}`], ...figures, costUsd: '1' })),
  ])
  return { lines: lines.flat() }
}

test.each([
  { outer: 8, inner: 8, shown: 72, what: 'both levels where they fit' },
  { outer: 8, inner: 9, shown: 8, what: 'else the first' },
  { outer: 90, inner: 1, shown: 72, what: 'else as many of it as fit, and the rest in one' },
])('on paper are $what', ({ outer, inner, shown }) => {
  const cost = BigInt(outer * inner * 100)
  const lines = paperLines(tenantOf(outer, inner), ['feature', 'model'], cost, 2)
  expect(lines).toHaveLength(shown)
  const first = lines.filter(({ depth }) => depth === 0)
  expect(first.reduce((sum, line) => sum + line.cost, 0n)).toBe(cost)
})
