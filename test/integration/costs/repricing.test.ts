import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import type { Database } from '#clickhouse/client.ts'
import { readDerivation } from '#clickhouse/tables/worker-state.ts'
import { deriveBatch } from '#ingest/derive/derive-batch.ts'
import { DerivationJobs } from '#ingest/derive/derivation-jobs.ts'
import { parseShard } from '#ingest/derive/shard.ts'
import { HistoryPage } from '#lib/domain/history.ts'
import { noPrices, type PriceTable, type StoredPrice } from '#lib/domain/price.ts'
import { PriceEffect, PricePage, PriceVersions, SavedPrices } from '#lib/domain/price-page.ts'
import { Derivation, RepricingState } from '#lib/domain/derivation.ts'
import { assembleGroup } from '#lib/run/assemble-group.ts'
import { createKey } from '#lib/server/keys.ts'
import { createLog } from '#lib/server/log.ts'
import { PriceBooks } from '#lib/server/price-books.ts'
import { insertSpans, startWorker, type TestWorker } from '../../support/app.ts'
import { callApi, getBody, writeApi } from '../../support/api.ts'
import { startStore, type TestStore } from '../../support/store.ts'
import { waitUntil } from '../../support/wait-until.ts'
import { agentTrace, newTraceId } from '../worker/agent-trace.ts'

// The marker package throws outside Next's bundler, which is what these handlers run in here.
vi.mock('server-only', () => ({}))

const runs = 24
let store: TestStore
let worker: TestWorker

/** Every second run asks a model that nobody sells, aloud, and lets it search. */
function spansOf(index: number) {
  const extraUnits = { inputAudioTokens: 40, webSearches: 1 }
  const house = { modelRequested: 'house-7b', modelResponse: 'house-7b', provider: 'house', extraUnits }
  const spans = agentTrace('default', newTraceId(), Date.now() - (index + 1) * 3_600_000)
  return index % 2 === 0 ? spans : spans.map((span) => (span.kind === 'llm' ? { ...span, ...house } : span))
}

beforeAll(async () => {
  store = await startStore()
  process.env['TACHO_DATA_DIR'] = store.dataDir
  worker = await startWorker(store.dataDir)
  await insertSpans(store.database, Array.from({ length: runs }, (_, index) => spansOf(index)).flat())
  await worker.nudge()
  await waitUntil<true>('the runs', async () => {
    const { length } = await amounts(store.database)
    return length === runs ? { value: true } : { notYet: `${length} runs` }
  })
})

afterAll(async () => {
  await worker.stop()
  await store.stop()
})

/** What is stored of the runs' money, but for the version of the prices. */
function amounts(db: Database): Promise<unknown[]> {
  const sql = `
SELECT
  run_id,
  toDecimalString(cost_usd, 12) AS cost,
  cost_status,
  cost_digest,
  models,
  agents,
  loops
FROM runs FINAL
WHERE project = 'default'
ORDER BY run_id`
  return db.query({ name: 'amounts', sql, params: {} })
}

async function total(db: Database): Promise<unknown> {
  const sql = "SELECT toDecimalString(sum(cost_usd), 12) AS usd FROM runs FINAL WHERE project = 'default'"
  const [row] = await db.query({ name: 'total', sql, params: {} })
  return row
}

function modelPrice(more: Partial<StoredPrice & { kind: 'model' }> = {}): StoredPrice {
  const open = { provider: null, validFrom: null, validTo: null, longContext: [], serviceTiers: {} }
  return {
    id: 'house',
    kind: 'model',
    pattern: 'house-*',
    ...open,
    prices: { input: '1.5', inputAudio: '9', output: '4', webSearch: '0.01' },
    discountPercent: '0',
    ...more,
  }
}

async function save(table: PriceTable, expectedVersion: number): Promise<SavedPrices> {
  const answer = await writeApi('PUT', '/default/prices', { table, expectedVersion, reason: 'as agreed' })
  return SavedPrices.parse(await answer.json())
}

const period = () => ({ from: new Date(Date.now() - 40 * 86_400_000).toISOString(), to: new Date().toISOString() })

async function reprice(): Promise<Derivation> {
  const answer = await writeApi('POST', '/default/prices/repricing', period())
  const ordered = Derivation.parse(await answer.json())
  await worker.nudge()
  return finished(ordered.orderId)
}

function finished(orderId: string): Promise<Derivation> {
  return waitUntil<Derivation>('the runs to be priced anew', async () => {
    const { repricing } = await getBody('/default/prices/repricing', RepricingState)
    if (repricing?.orderId === orderId && repricing.state === 'finished') return { value: repricing }
    return { notYet: JSON.stringify(repricing) }
  })
}

async function effectOf(table: PriceTable): Promise<PriceEffect> {
  return PriceEffect.parse(await (await writeApi('POST', '/default/prices/effect', { table })).json())
}

test('models are seen with their price, those without one first', async () => {
  const { models, current, tools } = await getBody('/default/prices', PricePage)
  expect(current).toMatchObject({ version: 0, table: noPrices })
  expect(models.map(({ model, calls, unpricedCalls, reason }) => [model, calls, unpricedCalls, reason])).toEqual([
    ['house-7b', runs, runs, 'no_price_listed:house/house-7b'],
    ['gpt-4o-mini-2024-07-18', runs, 0, null],
  ])
  expect(models[1]).toMatchObject({ share: 1, runs: runs / 2, quote: { source: { name: 'openai/gpt-4o-mini' } } })
  expect(tools).toMatchObject([{ tool: 'search', runs }])
})

test('a price changes what its effect says, pricing anew does just that, and back again restores every amount', async () => {
  const before = await amounts(store.database)
  const table = { ...noPrices, prices: [modelPrice()] }
  const effect = await effectOf(table)
  // 300 input and 50 output tokens a run, two times 40 of them spoken, and two searches.
  expect(effect).toMatchObject({
    runs,
    touchedRuns: runs / 2,
    calls: 2 * runs,
    touchedCalls: runs,
    unpricedCallsBefore: runs,
    unpricedCallsAfter: 0,
    differenceUsd: '0.255000000000',
  })
  expect(await amounts(store.database)).toEqual(before)

  await save(table, 0)
  const done = await reprice()
  expect(done).toMatchObject({ done: runs, total: runs, version: 1 })
  expect(await total(store.database)).toEqual({ usd: effect.afterUsd })
  expect((await effectOf(table)).touchedRuns).toBe(0)

  const { items } = await getBody('/default/prices/versions', PriceVersions)
  expect(items).toMatchObject([{ version: 1, reason: 'as agreed', prices: 1 }])
  const back = await effectOf(noPrices)
  expect(back.beforeUsd).toBe(effect.afterUsd)
  await save(noPrices, 1)
  await reprice()
  expect(await total(store.database)).toEqual({ usd: back.afterUsd })
  expect(await amounts(store.database)).toEqual(before)
  expect((await getBody('/default/prices/versions/1', SavedPrices)).table).toEqual(table)
})

test('discounts and days count as stored runs show them', async () => {
  const today = new Date().toISOString().slice(0, 10)
  const prices = [modelPrice(), modelPrice({ id: 'less', pattern: 'gpt-*', prices: null, discountPercent: '12.5' })]
  const table = { ...noPrices, prices: prices.map((price) => ({ ...price, validTo: today })) }
  const effect = await effectOf(table)
  await save(table, 2)
  await reprice()
  expect(await total(store.database)).toEqual({ usd: effect.afterUsd })
})

test('a price for one provider leaves the runs of others as they are', async () => {
  const table = { ...noPrices, prices: [modelPrice({ provider: 'House' })] }
  await save(noPrices, 3)
  await reprice()
  const effect = await effectOf(table)
  await save(table, 4)
  expect(await reprice()).toMatchObject({ done: runs / 2, total: runs / 2 })
  expect(effect.touchedRuns).toBe(runs / 2)
  expect(await total(store.database)).toEqual({ usd: effect.afterUsd })
})

test('a worker that is killed goes on where it was', async () => {
  await worker.kill()
  await save({ ...noPrices, prices: [modelPrice()] }, 5)
  const ordered = Derivation.parse(await (await writeApi('POST', '/default/prices/repricing', period())).json())
  expect(ordered).toMatchObject({ state: 'waiting', done: 0, total: null })
  expect((await writeApi('POST', '/default/prices/repricing', period())).status).toBe(409)

  const db = store.database
  const prices = new PriceBooks(db)
  const derived: string[] = []
  const deps = {
    db,
    shard: parseShard('0/1'),
    prices,
    nowMs: () => Date.now(),
    assemble: assembleGroup,
    log: createLog({ process: 'worker', level: 'silent' }),
  }
  const jobs = new DerivationJobs({
    ...deps,
    stepRuns: 5,
    derive: async (batch) => {
      if (derived.length >= 10) throw new Error('killed')
      await deriveBatch(deps, batch)
      derived.push(...batch.map(({ key }) => key))
    },
  })
  await jobs.step()
  await jobs.step()
  await expect(jobs.step()).rejects.toThrow('killed')
  const [saved] = await readDerivation(db, 'repricing', 'default')
  expect(saved).toMatchObject({ done: 10, total: runs, finishedMs: null })
  const half = await getBody('/default/prices/repricing', RepricingState)
  expect(half.repricing).toMatchObject({ state: 'running', done: 10, total: runs })

  worker = await startWorker(store.dataDir)
  // What was written shortly before a start is derived again too: those runs are then no work any more.
  expect((await finished(ordered.orderId)).done).toBeGreaterThanOrEqual(10)
  const versions = await db.query({
    name: 'price-versions',
    sql: "SELECT DISTINCT extract(price_version, '\\+(prices@.*)') AS version FROM runs FINAL WHERE project = 'default'",
    params: {},
  })
  expect(versions).toEqual([{ version: 'prices@6' }])
})

test('what was ordered can be called off', async () => {
  await worker.kill()
  const ordered = Derivation.parse(await (await writeApi('POST', '/default/prices/repricing', period())).json())
  const cancelled = Derivation.parse(await (await writeApi('DELETE', '/default/prices/repricing', {})).json())
  expect(cancelled).toMatchObject({ orderId: ordered.orderId, state: 'cancelled' })
  expect((await writeApi('DELETE', '/default/prices/repricing', {})).status).toBe(404)
  worker = await startWorker(store.dataDir)
  const { items } = await getBody('/default/history?kind=repricing', HistoryPage)
  expect(items[0]?.changes).toEqual([{ field: 'state', before: 'wanted', after: 'cancelled' }])
})

test.each([
  [{ prices: [modelPrice(), modelPrice({ id: 'again' })] }, 'table.prices.1'],
  [{ prices: [modelPrice({ prices: { input: '-1' } })] }, 'table.prices.0.prices.input'],
  [{ prices: [modelPrice({ validFrom: '2026-13-01' })] }, 'table.prices.0.validFrom'],
  [{ prices: [modelPrice({ discountPercent: '101' })] }, 'table.prices.0.discountPercent'],
])('a table that is wrong is refused by the name of the field: %#', async (wrong, field) => {
  const body = { table: { ...noPrices, ...wrong }, expectedVersion: 6 }
  const answer = await writeApi('PUT', '/default/prices', body)
  expect(answer.status).toBe(400)
  expect(await answer.text()).toContain(`\`${field}\``)
})

test('whoever starts from an older version is told, and keys that read save nothing', async () => {
  const body = { table: noPrices, expectedVersion: 1 }
  expect((await writeApi('PUT', '/default/prices', body)).status).toBe(409)
  const about = { project: 'default', kind: 'read', name: 'r', tenant: null, expiresAt: null, actor: 'test' } as const
  const { secret } = await createKey(store.database, { ...about, now: new Date() })
  const headers = { authorization: `Bearer ${secret}` }
  expect((await callApi('/default/prices', headers)).status).toBe(200)
  for (const [method, path] of [
    ['PUT', '/default/prices'],
    ['POST', '/default/prices/effect'],
    ['POST', '/default/prices/repricing'],
    ['DELETE', '/default/prices/repricing'],
  ] as const)
    expect((await writeApi(method, path, {}, headers)).status, `${method} ${path}`).toBe(403)
})
