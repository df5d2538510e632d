import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { readDerivation } from '#clickhouse/tables/worker-state.ts'
import { deriveBatch } from '#ingest/derive/derive-batch.ts'
import { DerivationJobs } from '#ingest/derive/derivation-jobs.ts'
import { parseShard } from '#ingest/derive/shard.ts'
import { Attribution, AttributionPreview, type AttributionRules, type FieldRule } from '#lib/domain/attribution.ts'
import { Derivation, ReattributionState } from '#lib/domain/derivation.ts'
import { HistoryPage } from '#lib/domain/history.ts'
import { RunList } from '#lib/domain/run.ts'
import { assembleGroup } from '#lib/run/assemble-group.ts'
import { createLog } from '#lib/server/log.ts'
import { PriceBooks } from '#lib/server/price-books.ts'
import { startWorker, type TestWorker } from '#test/support/app.ts'
import { getBody, writeApi } from '#test/support/api.ts'
import { encodeLogs, encodeTraces, send, testLog, testSpan, textAttribute } from '#test/support/otlp.ts'
import { startIngestProcess, type IngestProcess } from '#test/support/process.ts'
import { startStore, type TestStore } from '#test/support/store.ts'
import { waitUntil } from '#test/support/wait-until.ts'

// The marker package throws outside Next's bundler, which is what these handlers run in here.
vi.mock('server-only', () => ({}))

let store: TestStore
let ingest: IngestProcess
let worker: TestWorker

/** Team and tenant of calls, each a run of its own. */
const calls = [
  { team: 'red', tenant: 'acme' },
  { team: 'red', tenant: 'acme' },
  { team: 'blue', tenant: null },
  { team: null, tenant: 'acme' },
] as const

const traceOf = (index: number) => `${index + 1}`.repeat(32)

function callOf({ team, tenant }: (typeof calls)[number], index: number) {
  const startNs = BigInt(Date.now() - 60_000 + index) * 1_000_000n
  return testSpan({
    name: 'chat',
    traceId: traceOf(index),
    parentSpanId: '',
    startTimeUnixNano: String(startNs),
    endTimeUnixNano: String(startNs + 1_000_000_000n),
    attributes: [
      textAttribute('gen_ai.operation.name', 'chat'),
      textAttribute('gen_ai.provider.name', 'openai'),
      textAttribute('gen_ai.request.model', 'gpt-4o'),
      { key: 'gen_ai.usage.input_tokens', value: { intValue: '1000' } },
      { key: 'gen_ai.usage.output_tokens', value: { intValue: '100' } },
      ...(team === null ? [] : [textAttribute('team', team)]),
      ...(tenant === null ? [] : [textAttribute('tenant.id', tenant)]),
    ],
  })
}

beforeAll(async () => {
  store = await startStore()
  process.env['TACHO_DATA_DIR'] = store.dataDir
  ingest = await startIngestProcess({ TACHO_DATA_DIR: store.dataDir })
  worker = await startWorker(store.dataDir)
  const sent = await send(`${ingest.url}/v1/traces`, encodeTraces(calls.map(callOf), 'protobuf'))
  expect(sent.status).toBe(200)
  const said = testLog({ traceId: traceOf(0), attributes: [textAttribute('team', 'red')] })
  expect((await send(`${ingest.url}/v1/logs`, encodeLogs([said], 'protobuf'))).status).toBe(200)
  await worker.nudge()
  await waitUntil<true>('runs', async () => {
    const { length } = await tenants()
    return length === calls.length ? { value: true } : { notYet: String(length) }
  })
})

afterAll(async () => {
  await worker.stop()
  await ingest.stop()
  await store.stop()
})

async function tenants(): Promise<string[]> {
  const { items } = await getBody('/default/runs', RunList)
  return items.map(({ tenant, identitySources }) => `${tenant} (${identitySources['tenant'] ?? ''})`).toSorted()
}

async function write<T>(method: 'POST' | 'PUT', path: string, body: unknown, schema: { parse: (body: unknown) => T }) {
  const response = await writeApi(method, `/default${path}`, body)
  expect(response.status).toBe(200)
  return schema.parse(await response.json())
}

const rule: FieldRule = {
  keys: ['team'],
  builtIn: true,
  apiKeys: [],
  services: [],
  renamed: [{ from: 'red', to: 'Red' }],
}
const rules: AttributionRules = { fields: { tenant: rule } }

const byTeam = ['Red (team, renamed)', 'Red (team, renamed)', 'acme (tenant.id)', 'blue (team)']
const period = () => ({ from: new Date(Date.now() - 86_400_000).toISOString(), to: new Date().toISOString() })

async function order(): Promise<string> {
  const { orderId } = await write('POST', '/attribution/reattribution', period(), Derivation)
  await worker.nudge()
  return orderId
}

function finished(orderId: string): Promise<Derivation> {
  return waitUntil<Derivation>('the runs to be attributed anew', async () => {
    const { reattribution } = await getBody('/default/attribution/reattribution', ReattributionState)
    if (reattribution?.orderId === orderId && reattribution.state === 'finished') return { value: reattribution }
    return { notYet: JSON.stringify(reattribution) }
  })
}

function amounts(): Promise<unknown[]> {
  const sql = "SELECT run_id, cost_usd, cost_digest FROM runs FINAL WHERE project = 'default' ORDER BY run_id"
  return store.database.query({ name: 'amounts', sql, params: {} })
}

/** Rows that were written since then. */
async function written(sinceMs: number): Promise<unknown> {
  const since = 'written_at >= fromUnixTimestamp64Milli({sinceMs:Int64})'
  const sql = `
SELECT
  (SELECT toUInt32(count()) FROM spans WHERE ${since}) AS spans,
  (SELECT toUInt32(count()) FROM log_records WHERE ${since}) AS logs,
  (SELECT toUInt32(count()) FROM span_io WHERE ${since}) AS texts`
  const [row] = await store.database.query({ name: 'written', sql, params: { sinceMs } })
  return row
}

function logTenants(): Promise<unknown[]> {
  return store.database.query({ name: 'log-tenants', sql: 'SELECT tenant FROM log_records FINAL', params: {} })
}

describe('rules of attribution', () => {
  test('are none at first; what is known without them is told', async () => {
    const { rules: none, version, known } = await getBody('/default/attribution', Attribution)
    expect({ none, version }).toEqual({ none: { fields: {} }, version: 0 })
    expect(known.tenant.slice(0, 2)).toEqual(['app.tenant.id', 'tenant.id'])
    expect(known.taskType).toContain('metadata:taskType')
  })

  test('are tried on the runs of the last day; saved and applied they do just that', async () => {
    const before = await tenants()
    expect(before).toEqual(['acme (tenant.id)', 'acme (tenant.id)', 'acme (tenant.id)', 'null ()'])
    const preview = await write('POST', '/attribution/preview', { rules }, AttributionPreview)
    expect(preview).toMatchObject({ runs: 4, allRuns: 4, isAll: true, changedRuns: 3 })
    const change = { field: 'tenant', source: 'team' }
    expect(preview.changes).toEqual([
      { ...change, source: 'team, renamed', before: 'acme', after: 'Red', runs: 2, costUsd: '0.007000000000' },
      { ...change, before: null, after: 'blue', runs: 1, costUsd: '0.003500000000' },
    ])
    expect(await tenants()).toEqual(before)

    const saved = await write('PUT', '/attribution', { rules, expectedVersion: 0, reason: 'teams pay' }, Attribution)
    expect(saved).toMatchObject({ rules, version: 1 })
    const money = await amounts()
    const since = Date.now()
    const done = await finished(await order())
    expect(done).toMatchObject({ version: 1, done: 4, total: 4 })
    expect(await tenants()).toEqual(byTeam)
    expect(await amounts()).toEqual(money)
    // Those that the rules say nothing else of are not written again; of a log record the whole row is.
    expect(await written(since)).toEqual({ spans: 3, logs: 1, texts: 0 })
    expect(await logTenants()).toEqual([{ tenant: 'Red' }])
    expect(await write('POST', '/attribution/preview', { rules }, AttributionPreview)).toMatchObject({ changedRuns: 0 })
  })

  test('are changed by whoever has seen them, and the change is told', async () => {
    const stale = await writeApi('PUT', '/default/attribution', { rules, expectedVersion: 0 })
    expect(stale.status).toBe(409)
    const { items } = await getBody('/default/history', HistoryPage)
    expect(items.find(({ kind }) => kind === 'attribution')).toMatchObject({ action: 'created', reason: 'teams pay' })
  })

  test('that say nothing of the sort are refused by name', async () => {
    const body = { rules: { fields: { tenant: { ...rule, keys: [''] } } }, expectedVersion: 1 }
    const response = await writeApi('PUT', '/default/attribution', body)
    expect(response.status).toBe(400)
    expect(await response.text()).toContain('keys')
  })
})

describe('attributing stored runs anew', () => {
  test('goes on where a killed worker was, and comes out exactly', async () => {
    const money = await amounts()
    await worker.kill()
    await write('PUT', '/attribution', { rules: { fields: {} }, expectedVersion: 1, reason: 'as it was' }, Attribution)
    const ordered = await write('POST', '/attribution/reattribution', period(), Derivation)
    expect(ordered).toMatchObject({ state: 'waiting', done: 0, total: null, version: 2 })
    expect((await writeApi('POST', '/default/attribution/reattribution', period())).status).toBe(409)

    const { database: db } = store
    const deps = { db, shard: parseShard('0/1'), prices: new PriceBooks(db), nowMs: () => Date.now(), assemble: assembleGroup, log: createLog({ process: 'worker', level: 'silent' }) } // prettier-ignore
    let left = 2
    const jobs = new DerivationJobs({
      ...deps,
      stepRuns: 2,
      derive: async (batch) => {
        if (left === 0) throw new Error('killed')
        left -= batch.length
        await deriveBatch(deps, batch)
      },
    })
    await jobs.step()
    await expect(jobs.step()).rejects.toThrow('killed')
    expect(await readDerivation(db, 'reattribution', 'default')).toMatchObject([
      { done: 2, total: 4, finishedMs: null },
    ])
    const half = await getBody('/default/attribution/reattribution', ReattributionState)
    expect(half.reattribution).toMatchObject({ state: 'running', done: 2, total: 4 })

    worker = await startWorker(store.dataDir)
    expect(await finished(ordered.orderId)).toMatchObject({ done: 4 })
    expect(await tenants()).toEqual(['acme (tenant.id)', 'acme (tenant.id)', 'acme (tenant.id)', 'null ()'])
    expect(await amounts()).toEqual(money)
    expect(await write('POST', '/attribution/preview', { rules: { fields: {} } }, AttributionPreview)).toMatchObject({
      changedRuns: 0,
    })
    expect(await logTenants()).toEqual([{ tenant: '' }])
  })

  test('touches no run outside of the period, and a second time nothing at all', async () => {
    await write('PUT', '/attribution', { rules, expectedVersion: 2, reason: '' }, Attribution)
    const before = { from: '2020-01-01T00:00:00Z', to: '2020-02-01T00:00:00Z' }
    const { orderId } = await write('POST', '/attribution/reattribution', before, Derivation)
    await worker.nudge()
    expect(await finished(orderId)).toMatchObject({ done: 0, total: 0 })
    expect((await tenants())[3]).toBe('null ()')
    await finished(await order())
    expect(await tenants()).toEqual(byTeam)
    const since = Date.now()
    await finished(await order())
    expect(await written(since)).toEqual({ spans: 0, logs: 0, texts: 0 })
  })

  test('can be called off, which its history says', async () => {
    await worker.kill()
    await write('POST', '/attribution/reattribution', period(), Derivation)
    const cancelled = await writeApi('DELETE', '/default/attribution/reattribution', {})
    expect(Derivation.parse(await cancelled.json())).toMatchObject({ state: 'cancelled' })
    expect((await writeApi('DELETE', '/default/attribution/reattribution', {})).status).toBe(404)
    worker = await startWorker(store.dataDir)
    const { items } = await getBody('/default/history?kind=reattribution', HistoryPage)
    expect(items[0]?.changes).toEqual([{ field: 'state', before: 'wanted', after: 'cancelled' }])
  })
})
