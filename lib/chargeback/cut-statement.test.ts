import { array, assert, constantFrom, nat, property, subarray } from 'fast-check'
import { expect, it, test } from 'vitest'
import { defaultChargeback, type Statement } from '#lib/domain/statement.ts'
import { formatUsd } from '#lib/pricing/fixed-usd.ts'
import { buildStatement } from './build-statement.ts'
import { cutStatement } from './cut-statement.ts'

const tenants = ['acme', 'globex', 'initech']

function statementOf(costs: readonly number[], usdRate: string): Statement {
  const tokens = { inputUncached: 1, cacheRead: 2, cacheWrite: 3, output: 4, reasoning: 1 }
  return buildStatement({
    from: '',
    to: '',
    settings: {
      ...defaultChargeback,
      markupPercent: '7.7',
      sharedCosts: [{ name: 'Platform', amountUsd: '100', key: 'cost' }],
      currency: { code: 'EUR', usdRate },
    },
    versions: { prices: [], rules: [], mappings: [] },
    tenants: [...tenants, null].map((tenant, index) => {
      const counts = { runs: index + 1, successfulRuns: 1, unpricedCalls: 2, unpricedTokens: 3, partialCalls: 4 }
      const costUsd = formatUsd(BigInt(costs[index] ?? 0) * 1_000_003n)
      return { tenant, ...counts, tokens, costUsd, lines: [{ path: [tenant], ...counts, tokens, costUsd }] }
    }),
    previous: new Map([['acme', '3.5']]),
  })
}

const costs = array(nat(2_000_000_000), { minLength: 4, maxLength: 4 })
const rate = constantFrom('0.9', '1', '163.123456')

test('a part says nothing of other tenants, and what it says of its own is what the whole says', () => {
  assert(
    property(costs, rate, subarray(tenants), (of, usdRate, chosen) => {
      const whole = statementOf(of, usdRate)
      const part = cutStatement(whole, chosen)
      expect(part.tenants).toEqual(whole.tenants.filter(({ tenant }) => tenant !== null && chosen.includes(tenant)))
      const text = JSON.stringify(part)
      expect(tenants.filter((tenant) => text.includes(tenant)).toSorted()).toEqual(chosen.toSorted())
      expect(part.total.runs).toBe(part.tenants.reduce((sum, { runs }) => sum + runs, 0))
      expect(part.total.totalInCurrency).toMatch(/^\d+\.\d\d$/)
    }),
  )
})

it('parts of all tenants, with the runs of none, are the whole', () => {
  const whole = statementOf([5, 7, 11, 13], '0.5')
  const named = cutStatement(whole, tenants)
  expect(named.total.previousCostUsd).toBe('3.500000000000')
  expect(named.total.runs + (whole.tenants.at(-1)?.runs ?? 0)).toBe(whole.total.runs)
  expect(cutStatement(whole, ['nobody'])).toMatchObject({ tenants: [], total: { totalUsd: '0.000000000000', totalInCurrency: '0.00' } }) // prettier-ignore
})
