import { array, assert, bigInt, constantFrom, property, record } from 'fast-check'
import { expect, test } from 'vitest'
import { defaultChargeback, type ChargebackSettings } from '#lib/domain/statement.ts'
import { formatUsd, parseUsd } from '#lib/pricing/fixed-usd.ts'
import { buildAdjustments, type BilledTenant, type ReasonSum } from './build-adjustments.ts'
import { buildStatement } from './build-statement.ts'

const settings: ChargebackSettings = {
  ...defaultChargeback,
  markupPercent: '12.5',
  tenantMarkups: [{ tenant: 'acme', percent: '-10' }],
}

const usd = (text: string) => parseUsd(text) ?? 0n
const late = (tenant: string | null, differenceUsd: string): ReasonSum => {
  return { tenant, reason: 'late_run', runs: 1, differenceUsd }
}

test('a tenant that was not on the statement gets its markup too', () => {
  const { tenants, totalDifferenceUsd } = buildAdjustments({
    runs: 2,
    sums: [late('acme', '10'), late('new', '2')],
    billed: new Map([['acme', { costUsd: '1', sharedUsd: '4' }]]),
    settings,
  })
  expect(tenants.map(({ tenant, markupDifferenceUsd }) => [tenant, Number(markupDifferenceUsd)])).toEqual([
    ['acme', -1],
    ['new', 0.25],
  ])
  expect(totalDifferenceUsd).toBe('11.250000000000')
})

test('differences in the second currency are hundredths that add up to that of the note', () => {
  const { tenants, totalDifferenceInCurrency, totalDifferenceUsd } = buildAdjustments({
    runs: 3,
    sums: [late('a', '0.0149'), late('b', '-3.0149'), late('c', '0.0149')],
    billed: new Map(),
    settings: { ...defaultChargeback, currency: { code: 'EUR', usdRate: '0.5' } },
  })
  expect([totalDifferenceUsd, totalDifferenceInCurrency]).toEqual(['-2.985100000000', '-1.49'])
  expect(tenants.map(({ tenant, totalDifferenceInCurrency: own }) => [tenant, own])).toEqual([
    ['b', '-1.51'],
    ['a', '0.01'],
    ['c', '0.01'],
  ])
})

function statementOf(costs: ReadonlyMap<string | null, bigint>, of: ChargebackSettings) {
  const none = { inputUncached: 0, cacheRead: 0, cacheWrite: 0, output: 0, reasoning: 0 }
  const counts = { runs: 1, successfulRuns: 1, tokens: none, unpricedCalls: 0, unpricedTokens: 0, partialCalls: 0 }
  return buildStatement({
    from: '',
    to: '',
    settings: of,
    versions: { prices: [], rules: [], mappings: [] },
    tenants: [...costs].map(([tenant, cost]) => ({ tenant, costUsd: formatUsd(cost), lines: [], ...counts })),
    previous: new Map(),
  })
}

test('statement and notes together are what one statement of the last costs is, to the last digit', () => {
  const change = record({ tenant: constantFrom('acme', 'globex', 'late', null), amount: bigInt(-50n, 10n ** 15n) })
  const percent = constantFrom('0', '33.333333', '-100', '12.5', '0.000001')
  assert(
    property(array(array(change), { minLength: 1, maxLength: 4 }), percent, ([first = [], ...notes], markupPercent) => {
      const of = { ...settings, markupPercent }
      const costs = new Map<string | null, bigint>()
      const add = (changes: typeof first) => {
        for (const { tenant, amount } of changes) costs.set(tenant, (costs.get(tenant) ?? 0n) + amount)
      }
      add(first)
      const closed = statementOf(costs, of)
      const billed = new Map<string | null, BilledTenant>(closed.tenants.map((each) => [each.tenant, each]))
      let total = usd(closed.total.totalUsd)
      for (const note of notes) {
        const sums = note.map(({ tenant, amount }) => late(tenant, formatUsd(amount)))
        const adjustments = buildAdjustments({ runs: note.length, sums, billed, settings: of })
        total += usd(adjustments.totalDifferenceUsd)
        for (const { tenant, costDifferenceUsd } of adjustments.tenants) {
          const before = billed.get(tenant) ?? { costUsd: '0', sharedUsd: '0' }
          billed.set(tenant, { ...before, costUsd: formatUsd(usd(before.costUsd) + usd(costDifferenceUsd)) })
        }
        add(note)
      }
      expect(formatUsd(total)).toBe(statementOf(costs, of).total.totalUsd)
    }),
  )
})
