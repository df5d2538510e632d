import { expect, it } from 'vitest'
import { unknownUsage } from '#lib/domain/usage.ts'
import { tokenLines, totalTokens } from './tokens.ts'

it('adds what is known and keeps the unknown unknown', () => {
  expect(totalTokens(unknownUsage)).toBeNull()
  expect(totalTokens({ ...unknownUsage, outputTokens: 7 })).toBe(7)
  expect(totalTokens({ ...unknownUsage, inputTokens: 5, outputTokens: 7 })).toBe(12)
})

it('lists the classes that were reported under their sum', () => {
  const usage = {
    ...unknownUsage,
    inputTokens: 1500,
    inputUncachedTokens: 500,
    cacheReadTokens: 1000,
    outputTokens: 20,
  }
  expect(tokenLines(usage)).toEqual([
    { label: 'input', tokens: '1,500', level: 0 },
    { label: 'uncached', tokens: '500', level: 1 },
    { label: 'cache read', tokens: '1,000', level: 1 },
    { label: 'output', tokens: '20', level: 0 },
  ])
})
