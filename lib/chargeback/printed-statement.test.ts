import { array, assert, nat, property, record } from 'fast-check'
import { expect, test } from 'vitest'
import type { StatementLine } from '#lib/domain/statement.ts'
import { formatUsd } from '#lib/pricing/fixed-usd.ts'
import { buildStatement, type TenantFigures } from './build-statement.ts'
import { printLines, printStatement } from './printed-statement.ts'

const none = { inputUncached: 0, cacheRead: 0, cacheWrite: 0, output: 0, reasoning: 0 }
const counts = { runs: 1, successfulRuns: 1, tokens: none, unpricedCalls: 0, unpricedTokens: 0, partialCalls: 0 }
const usd = (units: number) => formatUsd(BigInt(units) * 1_234_567n)

function tenantOf(tenant: string, features: readonly (readonly number[])[]): TenantFigures {
  const sum = (amounts: readonly number[]) => amounts.reduce((all, each) => all + each, 0)
  const lines = features.flatMap((models, index): StatementLine[] => [
    { path: [`f${index}`], ...counts, costUsd: usd(sum(models)) },
    ...models.map((units, at) => ({ path: [`f${index}`, `m${at}`], ...counts, costUsd: usd(units) })),
  ])
  return { tenant, ...counts, costUsd: usd(sum(features.flat())), lines }
}

function statementOf(tenants: readonly TenantFigures[], previous: ReadonlyMap<string, string> = new Map()) {
  return buildStatement({
    from: '2026-11-01T00:00:00Z',
    to: '2026-12-01T00:00:00Z',
    settings: {
      levels: ['feature', 'model'],
      timeZone: 'UTC',
      markupPercent: '7.5',
      tenantMarkups: [],
      sharedCosts: [{ name: 'Platform', amountUsd: '10', key: 'cost' }],
      currency: null,
    },
    versions: { prices: [], rules: [], mappings: [] },
    tenants,
    previous,
  })
}

const sum = (amounts: readonly bigint[]) => amounts.reduce((all, each) => all + each, 0n)

test('what is printed can be added up by hand: along a row, down a column and up from the lines', () => {
  const features = array(array(nat(900_000), { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 4 })
  assert(
    property(array(record({ features, before: nat(900_000) }), { minLength: 1, maxLength: 12 }), (given) => {
      const tenants = given.map((each, index) => tenantOf(`t${index}`, each.features))
      const previous = new Map(given.map(({ before }, index) => [`t${index * 2}`, usd(before)]))
      const statement = statementOf(tenants, previous)
      const printed = printStatement(statement)
      for (const { cost, shared, markup, total } of printed.tenants) expect(cost + shared + markup).toBe(total)
      for (const name of ['cost', 'shared', 'markup', 'total'] as const)
        expect(sum(printed.tenants.map((amounts) => amounts[name]))).toBe(printed.total[name])
      const before = printed.tenants.map((amounts) => amounts.before ?? 0n)
      expect(sum(before) + (printed.gone ?? 0n)).toBe(printed.total.before)
      for (const [index, tenant] of statement.tenants.entries()) {
        const cost = printed.tenants[index]?.cost ?? 0n
        const lines = printLines(tenant, cost, printed.decimals)
        const costOf = (of: (line: StatementLine) => boolean) =>
          sum(tenant.lines.flatMap((line, at) => (of(line) ? [lines[at] ?? 0n] : [])))
        expect(costOf(({ path }) => path.length === 1)).toBe(cost)
        for (const { path } of tenant.lines.filter((line) => line.path.length === 1))
          expect(costOf((line) => line.path.length === 2 && line.path[0] === path[0])).toBe(
            lines[tenant.lines.findIndex((line) => line.path.length === 1 && line.path[0] === path[0])],
          )
      }
    }),
  )
})

test.each([
  [2, 100_000_000],
  [4, 1_000_000],
  [6, 10],
])('a statement has %i decimals where %i units are charged', (decimals, units) => {
  const statement = { ...statementOf([tenantOf('acme', [[units]])]) }
  expect(printStatement({ ...statement, total: { ...statement.total, totalUsd: usd(units) } }).decimals).toBe(decimals)
})

test('nothing before is unknown, not nothing', () => {
  const printed = printStatement(statementOf([tenantOf('acme', [[5]])]))
  expect([printed.gone, printed.total.before, printed.tenants[0]?.before]).toEqual([null, null, null])
})
