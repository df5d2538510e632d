import { expect, it } from 'vitest'
import type { CostFigures } from '#lib/domain/costs.ts'
import { costCsv } from './cost-csv.ts'

const zero = '0.000000000000'
const figures = (costUsd: string | null): CostFigures => ({
  costUsd,
  calls: 1,
  failedCalls: 0,
  tokens: {
    inputUncached: 1,
    cacheRead: 2,
    cacheWrite5m: 3,
    cacheWrite1h: 4,
    cacheWriteOther: 5,
    output: 6,
    reasoning: 0,
  },
  unpricedCalls: 0,
  unpricedTokens: 0,
  partialCalls: 0,
  partialTokens: 0,
  loopCostUsd: zero,
  failedCostUsd: zero,
  badEndCostUsd: zero,
  cacheSavedUsd: '-0.100000000000',
  ofRuns: { runs: 1, pricedRuns: 1, successfulRuns: 1, steps: 2, perRunUsd: costUsd, perSuccessUsd: costUsd, perStepUsd: null, percentiles: null }, // prettier-ignore
})

const all = { previous: null, overlaps: false, capped: false, rest: null }

it('has the innermost rows with exact amounts, and no formula', () => {
  const group = { ...figures('0.3'), key: '=cmd', previousCostUsd: null, rest: { ...figures('0.1'), groups: 4, ofRuns: null } } // prettier-ignore
  const inner = { ...figures('0.200000000001'), key: null }
  const csv = costCsv({ ...all, by: ['tenant', 'agentVersion'], total: figures('0.3'), groups: [{ ...group, groups: [inner] }] }) // prettier-ignore
  const [header, first, second, ...others] = csv.trim().split('\r\n')
  expect(header).toMatch(/^tenant,agent_version,cost_usd,runs,/)
  expect(first).toBe(`'=cmd,,0.200000000001,1,1,1,2,0.200000000001,0.200000000001,1,0,1,2,3,4,5,6,0,0,0,${zero},${zero},${zero},-0.100000000000`) // prettier-ignore
  expect(second).toMatch(/^'=cmd,\(4 others\),0.1,,,,,,,1,/)
  expect(others).toEqual([])
})

it('without a grouping is the total', () => {
  expect(costCsv({ ...all, by: [], total: figures(null), groups: [] }).split('\r\n')[1]).toMatch(/^,1,1,1,2,,,1,/)
})
