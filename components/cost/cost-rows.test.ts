import { expect, it } from 'vitest'
import type { CostFigures, CostGroup, CostReport } from '#lib/domain/costs.ts'
import { changePercent, costRows } from './cost-rows.ts'

const zero = '0.000000000000'
const figures = (costUsd: string | null, runs = 1): CostFigures => ({
  costUsd,
  calls: 1,
  failedCalls: 0,
  tokens: {
    inputUncached: 0,
    cacheRead: 0,
    cacheWrite5m: 0,
    cacheWrite1h: 0,
    cacheWriteOther: 0,
    output: 0,
    reasoning: 0,
  },
  unpricedCalls: 0,
  unpricedTokens: 0,
  partialCalls: 0,
  partialTokens: 0,
  loopCostUsd: zero,
  failedCostUsd: zero,
  badEndCostUsd: zero,
  cacheSavedUsd: zero,
  ofRuns: { runs, pricedRuns: runs, successfulRuns: 0, steps: 0, perRunUsd: null, perSuccessUsd: null, perStepUsd: null, percentiles: null }, // prettier-ignore
})
const group = (key: string | null, costUsd: string | null, runs = 1): CostGroup => ({
  ...figures(costUsd, runs),
  key,
  previousCostUsd: null,
  groups: [
    { ...figures('0.1'), key: 'small' },
    { ...figures('0.2'), key: 'large' },
  ],
  rest: { ...figures('0.1'), groups: 3, ofRuns: null },
})
const report: CostReport = {
  by: ['tenant', 'model'],
  total: figures('3'),
  previous: null,
  groups: [group('b', '9007199254740993.000000000001', 1), group('a', '9007199254740993.000000000002', 5), group(null, null, 3)], // prettier-ignore
  rest: { ...figures('1'), groups: 7, ofRuns: null },
  overlaps: false,
  capped: false,
}
const namesOf = (...given: Parameters<typeof costRows>) => costRows(...given).map(({ name }) => name)

it('money is ordered to the last digit, the unknown comes last either way, the rest after it', () => {
  expect(namesOf(report, { key: 'cost', order: 'desc' }, new Set())).toEqual(['Total', 'a', 'b', 'No tenant', '7 others']) // prettier-ignore
  expect(namesOf(report, { key: 'cost', order: 'asc' }, new Set())).toEqual(['Total', 'b', 'a', 'No tenant', '7 others']) // prettier-ignore
  expect(namesOf(report, { key: 'runs', order: 'desc' }, new Set())).toEqual(['Total', 'a', 'No tenant', 'b', '7 others']) // prettier-ignore
  expect(namesOf(report, { key: 'name', order: 'asc' }, new Set())).toEqual(['Total', 'a', 'b', 'No tenant', '7 others']) // prettier-ignore
})

it('an open group shows its own, with their rest', () => {
  const rows = costRows(report, { key: 'cost', order: 'desc' }, new Set(['["a"]']))
  expect(rows.slice(1, 5).map(({ name, level, keys }) => [name, level, keys])).toEqual([
    ['a', 1, ['a']],
    ['large', 2, ['a', 'large']],
    ['small', 2, ['a', 'small']],
    ['3 others', 2, null],
  ])
  expect(new Set(rows.map(({ id }) => id)).size).toBe(rows.length)
})

it.each([
  ['1.5', '1', 50],
  ['0.5', '1', -50],
  ['1', '0', null],
  ['1', null, null],
  [null, '1', null],
])('%s after %s changed by %d %%', (now, before, percent) => expect(changePercent(now, before)).toBe(percent))
