import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { dropsCache, passesThrough, reportsEverything, unknownEmitter, withProvider } from './emitter-knowledge.ts'
import { nothingReported, normaliseUsage, type EmitterKnowledge, type ReportedUsage } from './usage.ts'

type Case = [
  title: string,
  reported: Partial<ReportedUsage>,
  emitter: EmitterKnowledge,
  /** basis, input, uncached, read, write, output, reasoning */
  expected: [string, ...(number | null)[]],
]

const exclusive: EmitterKnowledge = { ...reportsEverything, input: 'exclusive' }
const gemini: EmitterKnowledge = { ...reportsEverything, reasoning: 'excluded', absentReasoning: 'zero' }

const cases: Case[] = [
  [
    'inclusive',
    { input: 120, output: 30, cacheRead: 100 },
    reportsEverything,
    ['inclusive', 120, 20, 100, 0, 30, null],
  ],
  ['exclusive', { input: 20, output: 30, cacheRead: 100 }, exclusive, ['proved_exclusive', 120, 20, 100, 0, 30, null]],
  [
    'exclusive with little cache',
    { input: 5000, output: 1, cacheRead: 3000 },
    exclusive,
    ['exclusive', 8000, 5000, 3000, 0, 1, null],
  ],
  [
    'the numbers beat the table',
    { input: 20, output: 30, cacheRead: 100 },
    reportsEverything,
    ['proved_exclusive', 120, 20, 100, 0, 30, null],
  ],
  [
    'total proves exclusive',
    { input: 500, output: 10, cacheRead: 100, total: 610 },
    reportsEverything,
    ['proved_exclusive', 600, 500, 100, 0, 10, null],
  ],
  [
    'total of input and output proves nothing',
    { input: 500, output: 10, cacheRead: 100, total: 510 },
    exclusive,
    ['exclusive', 600, 500, 100, 0, 10, null],
  ],
  [
    'total explained by reasoning proves nothing',
    { input: 500, output: 10, cacheRead: 100, reasoning: 100, total: 610 },
    gemini,
    ['inclusive', 500, 400, 100, 0, 110, 100],
  ],
  [
    'plain input told',
    { input: 500, output: 10, cacheRead: 100, uncached: 500 },
    reportsEverything,
    ['proved_exclusive', 600, 500, 100, 0, 10, null],
  ],
  [
    'plain input told, inclusive',
    { input: 500, output: 10, cacheRead: 100, uncached: 400 },
    exclusive,
    ['inclusive', 500, 400, 100, 0, 10, null],
  ],
  [
    'nothing known, cache reported',
    { input: 5000, output: 1, cacheRead: 3000, cacheWrite: 0 },
    unknownEmitter,
    ['assumed_inclusive', 5000, 2000, 3000, 0, 1, null],
  ],
  [
    'nothing known, no cache used',
    { input: 50, output: 1, cacheRead: 0, cacheWrite: 0 },
    unknownEmitter,
    ['inclusive', 50, 50, 0, 0, 1, null],
  ],
  [
    'cache dropped, input whole',
    { input: 500, output: 10 },
    dropsCache,
    ['inclusive', 500, null, null, null, 10, null],
  ],
  [
    'cache dropped, input bare',
    { input: 500, output: 10 },
    { ...unknownEmitter, input: 'exclusive' },
    ['exclusive', null, 500, null, null, 10, null],
  ],
  [
    'writes unknown',
    { input: 500, output: 10, cacheRead: 100 },
    dropsCache,
    ['inclusive', 500, null, 100, null, 10, null],
  ],
  [
    'no charge for writes',
    { input: 500, output: 10, cacheRead: 100 },
    withProvider(dropsCache, 'openai', 'gpt-5', true),
    ['inclusive', 500, 400, 100, 0, 10, null],
  ],
  [
    'raw numbers of Claude',
    { input: 500, output: 10 },
    passesThrough(unknownEmitter, 'anthropic', 'claude'),
    ['exclusive', null, 500, null, null, 10, null],
  ],
  [
    'thoughts beside the output',
    { input: 900, output: 40, cacheRead: 500, reasoning: 60, total: 1000 },
    gemini,
    ['inclusive', 900, 400, 500, 0, 100, 60],
  ],
  [
    'thoughts within the output, proved by the total',
    { input: 900, output: 100, reasoning: 60, total: 1000 },
    gemini,
    ['inclusive', 900, 900, 0, 0, 100, 60],
  ],
  [
    'more reasoning than output',
    { input: 9, output: 40, reasoning: 60 },
    reportsEverything,
    ['inclusive', 9, 9, 0, 0, 100, 60],
  ],
  [
    'thoughts left out and not told',
    { input: 9, output: 40 },
    { ...gemini, absentReasoning: 'unknown' },
    ['inclusive', 9, 9, 0, 0, null, null],
  ],
  ['prompt of used tools', { input: 900, output: 40, toolUse: 7 }, gemini, ['inclusive', 907, 907, 0, 0, 40, 0]],
  ['output alone', { output: 40 }, reportsEverything, ['unknown', null, null, null, null, 40, null]],
]

describe('normaliseUsage', () => {
  it.each(cases)('%s', (_title, reported, emitter, expected) => {
    const reading = normaliseUsage({ ...nothingReported, ...reported }, emitter)
    const usage = reading?.usage
    expect([
      reading?.basis,
      usage?.inputTokens,
      usage?.inputUncachedTokens,
      usage?.cacheReadTokens,
      usage?.cacheWriteTokens,
      usage?.outputTokens,
      usage?.reasoningTokens,
    ]).toEqual(expected)
  })

  it('gives nothing for nothing', () => {
    expect(normaliseUsage(nothingReported, reportsEverything)).toBeNull()
  })

  it('splits writes by their time to live', () => {
    const reported = {
      ...nothingReported,
      input: 900,
      output: 1,
      cacheWrite: 300,
      cacheWrite5m: 100,
      cacheWrite1h: 150,
    }
    expect(normaliseUsage(reported, reportsEverything)?.usage).toMatchObject({
      cacheWriteTokens: 300,
      cacheWrite5mTokens: 100,
      cacheWrite1hTokens: 150,
      cacheWriteOtherTokens: 50,
    })
  })

  it('says what it does not know and what it assumed', () => {
    const codes = (reported: Partial<ReportedUsage>, emitter: EmitterKnowledge) =>
      normaliseUsage({ ...nothingReported, ...reported }, emitter)?.warnings.map(({ code }) => code)
    expect(codes({ input: 1, output: 1 }, dropsCache)).toEqual(['cache_split_unknown'])
    expect(codes({ input: 9, output: 1, cacheRead: 3, cacheWrite: 0 }, unknownEmitter)).toEqual(['basis_assumed'])
    expect(codes({ input: 9, output: 1, cacheRead: 3 }, reportsEverything)).toEqual([])
  })

  it('gives disjoint classes that are never negative, for any numbers', () => {
    const tokens = fc.option(fc.integer({ min: 0, max: 1_000_000 }))
    const reported = fc.record({
      input: tokens,
      output: tokens,
      cacheRead: tokens,
      cacheWrite: tokens,
      cacheWrite5m: tokens,
      cacheWrite1h: tokens,
      reasoning: tokens,
      total: tokens,
      uncached: tokens,
      toolUse: tokens,
      reasoningOutside: fc.boolean(),
      units: fc.constant({}),
    })
    const emitter = fc.constantFrom(reportsEverything, exclusive, gemini, unknownEmitter, dropsCache)
    fc.assert(
      fc.property(reported, emitter, (numbers, knowledge) => {
        const usage = normaliseUsage(numbers, knowledge)?.usage
        if (!usage) return
        expect(Object.values(usage).every((count) => count === null || count >= 0)).toBe(true)
        const { inputTokens, inputUncachedTokens, cacheReadTokens, cacheWriteTokens } = usage
        if (
          inputTokens === null ||
          inputUncachedTokens === null ||
          cacheReadTokens === null ||
          cacheWriteTokens === null
        )
          return
        expect(inputUncachedTokens + cacheReadTokens + cacheWriteTokens).toBe(inputTokens)
        expect(usage.outputTokens ?? Infinity).toBeGreaterThanOrEqual(usage.reasoningTokens ?? 0)
      }),
      { numRuns: 2000 },
    )
  })
})
