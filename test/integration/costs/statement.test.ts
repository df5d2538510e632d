import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { hourOf } from '#clickhouse/sql/date-time.ts'
import { runInsert } from '#clickhouse/tables/run-row.ts'
import { insertRuns } from '#clickhouse/tables/runs.ts'
import { SavedChargeback, StatementReport } from '#lib/domain/chargeback.ts'
import { defaultChargeback, StatementLevel, type StatementFigures } from '#lib/domain/statement.ts'
import { formatUsd, parseUsd } from '#lib/pricing/fixed-usd.ts'
import { createProject } from '#lib/server/projects.ts'
import { callApi, getBody, writeApi } from '#test/support/api.ts'
import { readCsv } from '#test/support/read-csv.ts'
import { startStore, type TestStore } from '#test/support/store.ts'
import { generateRuns, type ChargedRun } from './generated-runs.ts'

// The marker package throws outside Next's bundler, which is what these handlers run in here.
vi.mock('server-only', () => ({}))

const project = 'statements'
const charged = generateRuns(project, 400)
let store: TestStore

beforeAll(async () => {
  store = await startStore()
  process.env['TACHO_DATA_DIR'] = store.dataDir
  await createProject(store.database, { project, name: '', actor: 'test', now: new Date() })
  const rows = charged.map(({ run, shares }) => {
    const row = runInsert(run, hourOf(run.startedAt), shares ?? [])
    return shares === null ? { ...row, cost_digest: '' } : row
  })
  await insertRuns(store.database, rows)
})

afterAll(() => store.stop())

/** Days of a zone in which the clocks go back on the second. */
const [from, to, zone] = ['2026-10-24', '2026-10-27', 'Europe/Berlin']
const period = `from=${from}&to=${to}&timeZone=${zone}`
const beginNs = BigInt(Date.parse('2026-10-23T22:00:00Z')) * 1_000_000n
const endNs = BigInt(Date.parse('2026-10-26T23:00:00Z')) * 1_000_000n
const beforeNs = BigInt(Date.parse('2026-10-20T22:00:00Z')) * 1_000_000n

const isWithin = (fromNs: bigint, toNs: bigint) => (each: ChargedRun) =>
  BigInt(each.run.startedAt) >= fromNs && BigInt(each.run.startedAt) < toNs
const billed = charged.filter(isWithin(beginNs, endNs))

type Part = { each: ChargedRun; agent: string | null; model: string | null; figures: StatementFigures }

/** What each share of a run adds; a run without any is one of nothing, and one from before there were shares is one of all. */
const parts = billed.flatMap((each): Part[] => {
  const { run, shares } = each
  if (shares !== null && shares.length > 0)
    return shares.map((share) => {
      const { cacheWrite5m, cacheWrite1h, cacheWriteOther, ...rest } = share.tokens
      const tokens = { ...rest, cacheWrite: cacheWrite5m + cacheWrite1h + cacheWriteOther }
      return { each, agent: share.agent, model: share.model, figures: figuresOf({ ...share, tokens }) }
    })
  const isOlder = shares === null
  const tokens = {
    inputUncached: isOlder ? (run.usage.inputUncachedTokens ?? 0) : 0,
    cacheRead: 0,
    cacheWrite: 0,
    output: isOlder ? (run.usage.outputTokens ?? 0) : 0,
    reasoning: 0,
  }
  const of = { status: isOlder ? run.costStatus : 'none', calls: isOlder ? run.llmCalls : 0, costUsd: run.costUsd }
  return [{ each, agent: null, model: null, figures: figuresOf({ ...of, tokens }) }]
})

type Counted = { status: string; calls: number; costUsd: string | null; tokens: StatementFigures['tokens'] }

function figuresOf({ status, calls, costUsd, tokens }: Counted): StatementFigures {
  const { reasoning: _reasoning, ...classes } = tokens
  const all = Object.values(classes).reduce((sum, count) => sum + count, 0)
  return {
    runs: 0,
    successfulRuns: 0,
    tokens,
    costUsd: costUsd ?? formatUsd(0n),
    unpricedCalls: status === 'unpriced' ? calls : 0,
    unpricedTokens: status === 'unpriced' ? all : 0,
    partialCalls: status === 'partial' ? calls : 0,
  }
}

const usd = (text: string | null) => (text === null ? 0n : (parseUsd(text) ?? 0n))
const sumOf = (amounts: readonly (string | null)[]) => formatUsd(amounts.reduce((sum, each) => sum + usd(each), 0n))

function added(of: readonly Part[]): StatementFigures {
  const runs = new Set(of.map(({ each }) => each))
  const add = (pick: (figures: StatementFigures) => number) => of.reduce((sum, { figures }) => sum + pick(figures), 0)
  return {
    runs: runs.size,
    successfulRuns: [...runs].filter(({ run }) => run.endReason === 'completed').length,
    tokens: {
      inputUncached: add(({ tokens }) => tokens.inputUncached),
      cacheRead: add(({ tokens }) => tokens.cacheRead),
      cacheWrite: add(({ tokens }) => tokens.cacheWrite),
      output: add(({ tokens }) => tokens.output),
      reasoning: add(({ tokens }) => tokens.reasoning),
    },
    costUsd: sumOf(of.map(({ figures }) => figures.costUsd)),
    unpricedCalls: add(({ unpricedCalls }) => unpricedCalls),
    unpricedTokens: add(({ unpricedTokens }) => unpricedTokens),
    partialCalls: add(({ partialCalls }) => partialCalls),
  }
}

const valueOf = ({ each: { run }, agent, model }: Part, level: StatementLevel): string | null => {
  if (level === 'agent') return agent
  return level === 'model' ? model : run[level]
}

const statementOf = (query: string) => getBody(`/${project}/chargeback?${query}`, StatementReport)
const csvOf = async (query: string) =>
  readCsv(await (await callApi(`/${project}/chargeback?${query}&format=csv`)).text())

describe('an open statement', () => {
  const groupings = StatementLevel.options.flatMap((one, index) => [
    [one],
    [one, StatementLevel.options[(index + 1) % StatementLevel.options.length] ?? 'feature'],
  ])
  test.each(groupings)('by %s and %s adds up to the runs and shares that it is of', async (...levels) => {
    const named = levels.filter((level) => level !== undefined)
    const { statement, isFrozen, draftHash } = await statementOf(`${period}&groupBy=${named.join(',')}`)
    expect([isFrozen, draftHash?.length]).toEqual([false, 64])
    expect(statement.total).toMatchObject(added(parts))
    expect(statement.total.costUsd).toBe(sumOf(billed.map(({ run }) => run.costUsd)))
    expect(statement.tenants.map(({ tenant }) => tenant)).toHaveLength(4)
    for (const { tenant, lines, ...figures } of statement.tenants) {
      const own = parts.filter(({ each }) => each.run.tenant === tenant)
      expect(figures).toMatchObject(added(own))
      expect(figures.totalUsd).toBe(figures.costUsd)
      for (const { path, ...line } of lines) {
        const of = own.filter((part) =>
          path.every((value, depth) => valueOf(part, named[depth] ?? 'feature') === value),
        )
        expect(line, JSON.stringify(path)).toEqual(added(of))
      }
      for (const depth of named.keys())
        expect(sumOf(lines.filter(({ path }) => path.length === depth + 1).map(({ costUsd }) => costUsd))).toBe(
          figures.costUsd,
        )
    }
  })

  test('stands beside the days before', async () => {
    const before = charged.filter(isWithin(beforeNs, beginNs))
    const { statement } = await statementOf(period)
    expect(statement.total.previousCostUsd).toBe(sumOf(before.map(({ run }) => run.costUsd)))
    for (const { tenant, previousCostUsd } of statement.tenants)
      expect(previousCostUsd).toBe(
        sumOf(before.filter(({ run }) => run.tenant === tenant).map(({ run }) => run.costUsd)),
      )
  })

  test('of a month without runs has no tenants and sums of nothing', async () => {
    const { statement, statementId } = await statementOf('period=2031-02')
    expect([statementId, statement.tenants, statement.total.totalUsd]).toEqual(['2031-02', [], '0.000000000000'])
    expect((await csvOf('period=2031-02')).length).toBe(2)
  })

  test('is told what to look out for', async () => {
    const { warnings, statement } = await statementOf(period)
    expect(warnings).toEqual([
      { code: 'unpriced_calls', count: statement.total.unpricedCalls },
      { code: 'partial_calls', count: statement.total.partialCalls },
      { code: 'untagged_runs', count: billed.filter(({ run }) => run.tenant === null).length },
    ])
    expect((await statementOf('')).warnings.map(({ code }) => code)).toContain('period_not_over')
  })

  test.each([
    'period=2026-13',
    'from=2026-01-01',
    'groupBy=tenant',
    'groupBy=tool',
    'groupBy=model,model',
    'timeZone=No/Where',
    'live=maybe',
    'groupBy=feature,model,agent',
  ])('is refused where %s asks for none', async (query) => {
    const response = await callApi(`/${project}/chargeback?${query}`)
    expect(response.status).toBe(400)
  })
})

describe('settings', () => {
  const settings = {
    ...defaultChargeback,
    timeZone: zone,
    levels: ['model', 'agent'],
    markupPercent: '12.5',
    tenantMarkups: [{ tenant: 'acme', percent: '-10' }],
    sharedCosts: [{ name: '=Platform', amountUsd: '100', key: 'cost' }],
    currency: { code: 'EUR', usdRate: '0.8571' },
  }
  const save = (body: unknown) => writeApi('PUT', `/${project}/chargeback/settings`, body)

  test('are those of everybody until some are saved, and only over what was read', async () => {
    const read = () => getBody(`/${project}/chargeback/settings`, SavedChargeback)
    expect(await read()).toEqual({ settings: defaultChargeback, version: 0 })
    expect((await save({ settings, expectedVersion: 0, reason: 'agreed' })).status).toBe(200)
    expect(await read()).toEqual({ settings, version: 1 })
    expect((await save({ settings, expectedVersion: 0 })).status).toBe(409)
  })

  test.each([
    { timeZone: 'No/Where' },
    { markupPercent: '-101' },
    { levels: [] },
    { levels: ['model', 'model'] },
    { currency: { code: 'EUR', usdRate: '0' } },
    { tenantMarkups: [{ tenant: 'a', percent: '1' }, { tenant: 'a', percent: '2' }] }, // prettier-ignore
    { sharedCosts: [{ name: 'a', amountUsd: '-1', key: 'cost' }] },
  ])('are refused as %j', async (change) => {
    const response = await save({ settings: { ...settings, ...change }, expectedVersion: 1 })
    expect(response.status).toBe(400)
  })

  test('make every amount of a statement, and its CSV says the same to the last digit', async () => {
    const { statement } = await statementOf(period)
    expect([statement.levels, statement.timeZone]).toEqual([['model', 'agent'], zone])
    const { total, tenants } = statement
    expect(total.sharedUsd).toBe('100.000000000000')
    expect(sumOf(tenants.map(({ totalUsd }) => totalUsd))).toBe(total.totalUsd)
    expect(sumOf(tenants.map(({ totalInCurrency }) => totalInCurrency))).toBe(`${total.totalInCurrency}0000000000`)
    const [header = [], ...lines] = await csvOf(period)
    const rows = lines.map((cells) => new Map(header.map((name, index) => [name, cells[index] ?? ''])))
    const rowsOf = (row: string) => rows.filter((each) => each.get('row') === row)
    const sumOfRows = (row: string, column: string) => sumOf(rowsOf(row).map((each) => each.get(column) ?? ''))
    expect(rowsOf('total').map((each) => each.get('totalUsd'))).toEqual([total.totalUsd])
    for (const row of ['tenant', 'line', 'subline']) expect(sumOfRows(row, 'costUsd'), row).toBe(total.costUsd)
    expect(sumOfRows('shared', 'sharedUsd')).toBe(total.sharedUsd)
    expect(rowsOf('shared').map((each) => each.get('sharedCost'))).toEqual(tenants.map(() => "'=Platform"))
    expect(rowsOf('tenant').map((each) => each.get('tenant'))).toEqual(tenants.map(({ tenant }) => tenant ?? ''))
    expect(rowsOf('tenant').map((each) => each.get('markupPercent'))).toContain('-10')
    expect(new Set(rows.map((each) => each.get('version')))).toEqual(new Set(['']))
  })
})
