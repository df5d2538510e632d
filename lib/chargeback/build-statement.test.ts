import { array, assert, constantFrom, nat, property, record, uniqueArray } from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { ChargebackSettings } from '#lib/domain/statement.ts'
import { formatUsd, parseUsd } from '#lib/pricing/fixed-usd.ts'
import { buildStatement } from './build-statement.ts'
import type { TenantFigures } from './build-statement.ts'

const plain: ChargebackSettings = {
  levels: ['feature'],
  timeZone: 'UTC',
  markupPercent: '0',
  tenantMarkups: [],
  sharedCosts: [],
  currency: null,
}

function figures(tenant: string | null, costUsd: string, more: Partial<TenantFigures> = {}): TenantFigures {
  return {
    tenant,
    runs: 1,
    successfulRuns: 1,
    tokens: { inputUncached: 100, cacheRead: 0, cacheWrite: 0, output: 10, reasoning: 0 },
    costUsd,
    unpricedCalls: 0,
    unpricedTokens: 0,
    partialCalls: 0,
    lines: [],
    ...more,
  }
}

function statement(tenants: readonly TenantFigures[], settings: Partial<ChargebackSettings> = {}) {
  return buildStatement({
    from: '2026-11-01T00:00:00Z',
    to: '2026-12-01T00:00:00Z',
    settings: { ...plain, ...settings },
    versions: { prices: ['b', 'a'], rules: ['r'], mappings: [10, 9] },
    tenants,
    previous: new Map([['acme', '1.000000000000']]),
  })
}

test('the most expensive tenant comes first, untagged runs last, and everything adds up', () => {
  const built = statement([
    figures(null, '9'),
    figures('globex', '2'),
    figures('acme', '3', { unpricedCalls: 2, unpricedTokens: 700 }),
  ])
  expect(built.tenants.map(({ tenant }) => tenant)).toEqual(['acme', 'globex', null])
  expect(built.total).toMatchObject({
    runs: 3,
    costUsd: '14.000000000000',
    totalUsd: '14.000000000000',
    unpricedCalls: 2,
    unpricedTokens: 700,
  })
  expect(built.tenants[0]).toMatchObject({ previousCostUsd: '1.000000000000' })
  expect(built.tenants[1]).toMatchObject({ previousCostUsd: null })
  expect(built).toMatchObject({ priceVersions: ['a', 'b'], rulesVersions: ['r'], mappingVersions: [9, 10] })
})

describe('a shared cost', () => {
  const two = [figures('acme', '3', { runs: 1 }), figures(null, '1', { runs: 4 })]
  test.each([
    ['cost', ['7.500000000000', '2.500000000000']],
    ['runs', ['2.000000000000', '8.000000000000']],
    ['tokens', ['5.000000000000', '5.000000000000']],
    ['equal', ['5.000000000000', '5.000000000000']],
  ] as const)('is spread by %s, untagged runs included', (key, expected) => {
    const built = statement(two, { sharedCosts: [{ name: 'Platform', amountUsd: '10', key }] })
    expect(built.tenants.map(({ sharedUsd }) => sharedUsd)).toEqual(expected)
    expect(built.total).toMatchObject({ sharedUsd: '10.000000000000', totalUsd: '14.000000000000' })
  })
})

test('a tenant’s own markup counts instead of everybody’s, on cost and shared costs together', () => {
  const built = statement([figures('acme', '3'), figures('globex', '1')], {
    markupPercent: '10',
    tenantMarkups: [{ tenant: 'globex', percent: '-50' }],
    sharedCosts: [{ name: 'Platform', amountUsd: '2', key: 'equal' }],
  })
  expect(built.tenants.map(({ tenant, markupUsd, totalUsd }) => [tenant, markupUsd, totalUsd])).toEqual([
    ['acme', '0.400000000000', '4.400000000000'],
    ['globex', '-1.000000000000', '1.000000000000'],
  ])
})

test('amounts of a second currency add up as they are printed', () => {
  const thirds = ['a', 'b', 'c'].map((tenant) => figures(tenant, '0.333333333333'))
  const built = statement(thirds, { currency: { code: 'EUR', usdRate: '0.9' } })
  expect(built.tenants.map(({ totalInCurrency }) => totalInCurrency)).toEqual(['0.30', '0.30', '0.30'])
  const odd = statement(
    ['a', 'b', 'c'].map((tenant) => figures(tenant, '0.005')),
    { currency: { code: 'EUR', usdRate: '1' } },
  )
  expect(odd.tenants.map(({ totalInCurrency }) => totalInCurrency)).toEqual(['0.01', '0.01', '0.00'])
  expect(odd.total.totalInCurrency).toBe('0.02')
})

test('whatever the costs, keys and markups are, the tenants’ totals add up to the statement’s', () => {
  const cost = nat(2_000_000_000).map((units) => formatUsd(BigInt(units) * 37n))
  const key = constantFrom('cost', 'runs', 'tokens', 'equal')
  const percent = constantFrom('0', '-100', '12.5', '33.333333', '-0.000001')
  assert(
    property(
      uniqueArray(constantFrom('a', 'b', 'c', 'd', null), { minLength: 1 }),
      array(record({ cost, runs: nat(50), tokens: nat(1_000_000) }), { minLength: 5, maxLength: 5 }),
      array(record({ amount: nat(1_000_000), key }), { maxLength: 4 }),
      percent,
      (names, uses, shared, markupPercent) => {
        const tenants = names.map((name, index) => {
          const use = uses[index] ?? { cost: '0', runs: 0, tokens: 0 }
          const tokens = { inputUncached: use.tokens, cacheRead: 0, cacheWrite: 0, output: 0, reasoning: 0 }
          return figures(name, use.cost, { runs: use.runs, tokens })
        })
        const sharedCosts = shared.map(({ amount, key: by }, index) => ({
          name: `s${index}`,
          amountUsd: `${amount}.01`,
          key: by,
        }))
        const built = statement(tenants, { sharedCosts, markupPercent })
        const total = (pick: (tenant: (typeof built.tenants)[number]) => string) =>
          formatUsd(built.tenants.reduce((sum, tenant) => sum + (parseUsd(pick(tenant)) ?? 0n), 0n))
        expect(total(({ costUsd }) => costUsd)).toBe(built.total.costUsd)
        expect(total(({ sharedUsd }) => sharedUsd)).toBe(built.total.sharedUsd)
        expect(total(({ totalUsd }) => totalUsd)).toBe(built.total.totalUsd)
        const spread = sharedCosts.reduce((sum, { amountUsd }) => sum + (parseUsd(amountUsd) ?? 0n), 0n)
        expect(built.total.sharedUsd).toBe(formatUsd(spread))
      },
    ),
  )
})
