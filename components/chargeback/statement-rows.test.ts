import { describe, expect, it, test } from 'vitest'
import { buildStatement, type TenantFigures } from '#lib/chargeback/build-statement.ts'
import { printStatement } from '#lib/chargeback/printed-statement.ts'
import type { Statement, StatementLevel } from '#lib/domain/statement.ts'
import { figureFilter, rowFilter } from './statement-links.ts'
import { byCost, type StatementOrder } from './statement-order.ts'
import { openableIds, statementRows, totalRow } from './statement-rows.ts'

const figures = {
  runs: 2,
  successfulRuns: 1,
  tokens: { inputUncached: 10, cacheRead: 0, cacheWrite: 0, output: 1, reasoning: 0 },
  unpricedCalls: 0,
  unpricedTokens: 0,
  partialCalls: 0,
}

function tenantOf(tenant: string | null, costUsd: string): TenantFigures {
  const lines = [
    { path: ['chat'], ...figures, costUsd },
    { path: ['chat', 'gpt'], ...figures, costUsd },
    { path: [null], ...figures, costUsd: '0' },
    { path: [null, null], ...figures, costUsd: '0' },
  ]
  return { tenant, ...figures, costUsd, lines }
}

function statementOf(
  previous: ReadonlyMap<string | null, string> = new Map(),
  levels: StatementLevel[] = ['feature', 'model'],
  tenants: TenantFigures[] = [tenantOf(null, '9'), tenantOf('acme', '2'), tenantOf('Zoë', '3')],
) {
  return buildStatement({
    from: '2026-11-01T00:00:00Z',
    to: '2026-12-01T00:00:00Z',
    settings: { levels, timeZone: 'UTC', markupPercent: '0', tenantMarkups: [], sharedCosts: [], currency: null },
    versions: { prices: [], rules: [], mappings: [] },
    tenants,
    previous,
  })
}

function rowsOf(statement = statementOf(), open: readonly string[] = [], typed = '', order = byCost) {
  return statementRows(statement, printStatement(statement), { open: new Set(open), typed, order })
}

describe('rows', () => {
  it('are the tenants, the dearest first and the untagged last', () => {
    expect(rowsOf().map(({ name, depth, open, isKnown }) => [name, depth, open, isKnown])).toEqual([
      ['Zoë', 0, false, true],
      ['acme', 0, false, true],
      ['No tenant', 0, false, false],
    ])
  })

  it('are put in another order, the untagged last in each', () => {
    const statement = statementOf(new Map([['acme', '1'], [null, '1'], ['Zoë', '9']])) // prettier-ignore
    const names = (order: StatementOrder) => rowsOf(statement, [], '', order).map(({ name }) => name)
    const [zoe, acme] = [['Zoë', 'acme', 'No tenant'], ['acme', 'Zoë', 'No tenant']] // prettier-ignore
    expect(names({ key: 'tenant', order: 'asc' })).toEqual(acme)
    expect(names({ key: 'tenant', order: 'desc' })).toEqual(zoe)
    expect(names({ key: 'total', order: 'asc' })).toEqual(acme)
    expect(names({ key: 'change', order: 'desc' })).toEqual(acme)
    expect(names({ key: 'currency', order: 'desc' })).toEqual(zoe)
  })

  it('are last of those with a cost where theirs is not known, whichever way', () => {
    const tenants = [tenantOf('acme', '2'), { ...tenantOf('dark', '0'), unpricedCalls: 3 }, tenantOf('free', '0')]
    const statement = statementOf(new Map(tenants.map(({ tenant }) => [tenant, '1'])), ['feature', 'model'], tenants)
    const names = (key: StatementOrder['key'], order: StatementOrder['order']) =>
      rowsOf(statement, [], '', { key, order }).map(({ name }) => name)
    for (const key of ['cost', 'total', 'change'] as const)
      expect(names(key, 'asc'), key).toEqual(['free', 'acme', 'dark'])
    for (const key of ['total', 'change'] as const) expect(names(key, 'desc'), key).toEqual(['acme', 'free', 'dark'])
  })

  it('open to two levels, one after the other', () => {
    const statement = statementOf()
    const names = (open: readonly string[]) => rowsOf(statement, open, 'acme').map(({ name, depth }) => [name, depth])
    expect(names(['["acme"]'])).toEqual([['acme', 0], ['chat', 1], ['No feature', 1]]) // prettier-ignore
    expect(names(['["acme"]', '["acme",null]'])).toEqual([['acme', 0], ['chat', 1], ['No feature', 1], ['No model', 2]]) // prettier-ignore
    expect(openableIds(statement)).toEqual(['["Zoë"]', '["acme"]', '[null]'])
  })

  it('are found by any word of the tenant, and what only the period before has is then left out', () => {
    const statement = statementOf(new Map([['gone', '4'], ['acme', '1']])) // prettier-ignore
    expect(rowsOf(statement, [], 'zoe').map(({ name }) => name)).toEqual(['Zoë'])
    expect(rowsOf(statement, [], 'nobody')).toEqual([])
    const all = rowsOf(statement)
    expect(all.map(({ id }) => id)).toEqual(['["Zoë"]', '["acme"]', 'gone', '[null]'])
    expect(all.find(({ id }) => id === 'gone')?.printed).toEqual({ before: 40_000n })
  })
})

describe('runs of a figure', () => {
  const period: Pick<Statement, 'from' | 'to' | 'levels'> = {
    from: '2026-11-01T00:00:00Z',
    to: '2026-12-01T00:00:00Z',
    levels: ['feature', 'model'],
  }
  const time = { from: period.from, to: period.to }

  test('are those of the tenant and of each value below it, the unknown as such', () => {
    const rows = rowsOf(statementOf(), ['["acme"]', '["acme","chat"]', '["acme",null]'], 'acme')
    expect(rows.map((row) => rowFilter(period, row))).toEqual([
      { ...time, tenant: ['acme'] },
      { ...time, tenant: ['acme'], feature: ['chat'] },
      { ...time, tenant: ['acme'], feature: ['chat'], chargedModel: ['gpt'] },
      { ...time, tenant: ['acme'], feature: ['-'] },
      { ...time, tenant: ['acme'], feature: ['-'], chargedModel: ['-'] },
    ])
  })

  test('of the total are all of the period, and what is gone has none', () => {
    const statement = statementOf(new Map([['gone', '4']]))
    expect(rowFilter(period, totalRow(statement, printStatement(statement), { typed: '' }))).toEqual(time)
    expect(rowFilter(period, rowsOf(statement).find(({ id }) => id === 'gone') ?? { keys: [] })).toBeNull()
  })

  test('without a price are not told for parts of runs', () => {
    expect(figureFilter(period, { keys: ['acme', 'chat'] }, 'unpriced')).toMatchObject({ costStatus: ['unpriced', 'partial'] }) // prettier-ignore
    expect(figureFilter(period, { keys: ['acme', 'chat', 'gpt'] }, 'unpriced')).toBeNull()
    expect(figureFilter(period, { keys: ['acme', 'chat', 'gpt'] }, 'successful')).toMatchObject({ endReason: ['completed'] }) // prettier-ignore
  })
})
