import { execFile } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { hourOf } from '#clickhouse/sql/date-time.ts'
import { runInsert } from '#clickhouse/tables/run-row.ts'
import { insertRuns } from '#clickhouse/tables/runs.ts'
import { ClosedStatements, SavedChargeback, StatementReport } from '#lib/domain/chargeback.ts'
import { defaultChargeback, StatementLevel } from '#lib/domain/statement.ts'
import { createProject } from '#lib/server/projects.ts'
import { callApi, getBody, writeApi } from '#test/support/api.ts'
import { readCsv } from '#lib/export/csv-test-support.ts'
import { insertOlderRuns } from '#test/support/older-runs.ts'
import { startStore, type TestStore } from '#test/support/store.ts'
import { added, partsOf, sumOf, type Part } from './billed-parts.ts'
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
  const rowsOf = (isOlder: boolean) =>
    charged
      .filter(({ shares }) => (shares === null) === isOlder)
      .map(({ run, shares }) => runInsert(run, hourOf(run.startedAt), shares ?? []))
  await insertOlderRuns(store.database, rowsOf(true))
  await insertRuns(store.database, rowsOf(false))
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

const parts = billed.flatMap(partsOf)
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

describe('the command', () => {
  type Ended = { code: number; stdout: string; stderr: string }
  const command = (...args: string[]): Promise<Ended> => {
    const env = { ...process.env, TACHO_DATA_DIR: store.dataDir }
    const all = ['lib/cli/chargeback.ts', '--project', project, ...args]
    return promisify(execFile)(process.execPath, all, { env }).then(
      (printed) => ({ code: 0, ...printed }),
      ({ code, stdout, stderr }: Ended) => ({ code, stdout, stderr }),
    )
  }

  test('prints an open statement, closes it, and prints what was closed byte for byte', async () => {
    const textOf = async (path: string) => (await callApi(`/${project}/chargeback${path}`)).text()
    expect((await command('--period', '2026-10')).stdout).toBe(await textOf('?period=2026-10&format=csv'))
    const closed = await command('--period', '2026-10', '--group-by', 'model', '--close', '--reason', 'by night')
    expect(closed).toMatchObject({ code: 0, stderr: expect.stringContaining('closed 2026-10 as version 1') })
    expect(closed.stdout).toBe(await textOf('/statements/2026-10?format=csv'))
    const out = join(store.dataDir, 'october.json')
    expect(await command('--statement', '2026-10', '--format', 'json', '--out', out)).toMatchObject({
      code: 0,
      stdout: '',
    })
    expect(await readFile(out, 'utf8')).toBe(await textOf('/statements/2026-10?format=json'))
    const { items } = await getBody(`/${project}/chargeback/statements`, ClosedStatements)
    expect(items).toMatchObject([{ statementId: '2026-10', reason: 'by night', closedBy: { actor: 'cli' } }])
  })

  test('names hours that no statement has once the zone is another one, and bills them by themselves', async () => {
    const missed = { from: '2026-10-31T23:00:00.000Z', to: '2026-11-01T00:00:00.000Z' }
    const [first, last] = [missed.from, missed.to].map((iso) => BigInt(Date.parse(iso)) * 1_000_000n)
    const count = charged.filter(isWithin(first ?? 0n, last ?? 0n)).length
    const day = 'from=2026-11-01&to=2026-11-02'
    const leftOut = { code: 'hours_left_out', count, ...missed }
    expect((await statementOf(`${day}&timeZone=UTC`)).warnings).toContainEqual(leftOut)
    expect((await statementOf(`${day}&timeZone=${zone}`)).warnings.map(({ code }) => code)).not.toContain(leftOut.code)
    const ofDay = ['--from', '2026-11-01', '--to', '2026-11-02', '--time-zone']
    const said = count === 0 ? '' : `${count}, `
    expect((await command(...ofDay, 'UTC', '--close')).stderr).toContain(`hours_left_out: ${said}${missed.from} to`)
    expect((await statementOf('period=2026-10')).warnings).toEqual([leftOut])
    const close = (body: object) => writeApi('POST', `/${project}/chargeback/statements`, body)
    const ofIndia = { from: '2026-11-01', to: '2026-11-02', timeZone: 'Asia/Kolkata' }
    const shared = await close({ ...ofIndia, draftHash: '0'.repeat(64) })
    expect([shared.status, await shared.text()]).toEqual([409, expect.stringContaining('nobody is billed twice')])
    const { draftHash } = await statementOf(`from=${missed.from}&to=${missed.to}`)
    expect((await close({ ...missed, draftHash })).status).toBe(200)
    expect((await statementOf('period=2026-10')).warnings).toEqual([])
  })

  test.each([
    [2, ['--format', 'xls'], 'There is no format "xls"'],
    [2, ['--nonsense'], "Unknown option '--nonsense'"],
    [1, ['--period', '2026-13'], 'is no period'],
    [1, ['--period', '2026-10', '--close'], 'is closed already'],
    [1, ['--statement', '2026-08'], 'There is no closed statement'],
    [1, ['--project', 'nowhere'], 'There is no project'],
    [1, ['--period', '2031-02', '--out', '/nowhere/x.csv'], '/nowhere/x.csv cannot be written'],
  ])('ends with %i for %j', async (code, args, says) => {
    expect(await command(...args)).toMatchObject({ code, stdout: '', stderr: expect.stringContaining(says) })
  })
})
