import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { getRun } from '#clickhouse/queries/runs/get-run.ts'
import { CostExplanation } from '#lib/domain/cost.ts'
import { noPrices } from '#lib/domain/price.ts'
import type { ModelPrice } from '#lib/domain/price.ts'
import { Run, RunSpans } from '#lib/domain/run.ts'
import { sumUsd } from '#lib/pricing/fixed-usd.ts'
import { priceTableId, priceTables } from '#lib/server/price-books.ts'
import { insertSpans, startWorker, type TestWorker } from '../../support/app.ts'
import { callApi, getBody } from '../../support/api.ts'
import { startStore, type TestStore } from '../../support/store.ts'
import { waitUntil } from '../../support/wait-until.ts'
import { wholeScope } from '../../support/whole-scope.ts'
import { agentTrace, newTraceId } from '../worker/agent-trace.ts'

// The marker package throws outside Next's bundler, which is what these handlers run in here.
vi.mock('server-only', () => ({}))

const traceId = newTraceId()
const spokenId = newTraceId()
let store: TestStore
let worker: TestWorker

async function setPrices(expectedVersion: number, prices: ModelPrice['prices']): Promise<void> {
  const price = {
    id: 'own',
    kind: 'model',
    pattern: '*',
    provider: null,
    validFrom: null,
    validTo: null,
    prices,
  } as const
  await priceTables.write(store.database, {
    project: 'default',
    id: priceTableId,
    expectedVersion,
    actor: 'test',
    reason: 'what we pay',
    now: new Date(),
    body: { ...noPrices, prices: [{ ...price, longContext: [], serviceTiers: {}, discountPercent: '0' }] },
  })
}

beforeAll(async () => {
  store = await startStore()
  process.env['TACHO_DATA_DIR'] = store.dataDir
  await setPrices(0, { input: '7', output: '11' })
  worker = await startWorker(store.dataDir)
  const extraUnits = { inputAudioTokens: 60, cacheReadAudioTokens: 0, outputAudioTokens: 20, webSearches: 2 }
  const spoken = agentTrace('default', spokenId, Date.now())
  await insertSpans(store.database, [
    ...agentTrace('default', traceId, Date.now()),
    ...spoken.map((span) => (span.kind === 'llm' ? { ...span, extraUnits } : span)),
  ])
  await worker.nudge()
  for (const runId of [traceId, spokenId]) {
    await waitUntil<true>('the run', async () => {
      const [row] = await getRun(store.database, wholeScope('default'), { runId })
      return row === undefined ? { notYet: 'no run' } : { value: true }
    })
  }
})

afterAll(async () => {
  await worker.stop()
  await store.stop()
})

const runPath = `/default/runs/${traceId}`

async function costOf(spanId: string): Promise<CostExplanation> {
  return getBody(`${runPath}/spans/${spanId}/cost`, CostExplanation)
}

test('a run is priced with the project’s prices, and each amount says how it came about', async () => {
  const run = await getBody(runPath, Run)
  expect(run.priceVersion).toMatch(/\+prices@1$/)
  const { nodes } = await getBody(`${runPath}/spans`, RunSpans)
  const explained = await Promise.all(nodes.map(({ spanId }) => costOf(spanId)))
  expect(sumUsd(explained.map(({ costUsd }) => costUsd))).toBe(run.costUsd)
  const priced = explained.filter(({ costUsd }) => costUsd !== null)
  expect(priced.length).toBeGreaterThan(0)
  for (const { costUsd, lines, source } of priced) {
    expect(sumUsd(lines.map(({ amountUsd }) => amountUsd))).toBe(costUsd)
    expect(source).toEqual({
      kind: 'project',
      version: 'prices@1',
      priceId: 'own',
      name: '*',
      validFrom: null,
      validTo: null,
    })
    expect(lines.map(({ class: of, unitPriceUsd }) => [of, unitPriceUsd])).toEqual([
      ['input', '7'],
      ['output', '11'],
    ])
  }
  const unpaid = nodes.find(({ kind }) => kind === 'tool')
  expect(await costOf(unpaid?.spanId ?? '')).toMatchObject({ costUsd: null, status: 'none', lines: [], source: null })
})

test('an amount is explained by the prices that it was computed with, also when they have changed since', async () => {
  await setPrices(1, { input: '1000' })
  const { nodes } = await getBody(`${runPath}/spans`, RunSpans)
  const paid = nodes.find(({ costUsd }) => costUsd !== null)
  expect((await costOf(paid?.spanId ?? '')).source?.version).toBe('prices@1')
})

test('what a run’s cost is made of lies in its row', async () => {
  const rows = await store.database.query({
    name: 'shares',
    sql: `
SELECT
  arraySum(shares.amount) = cost_usd AS is_whole,
  toUInt32(arraySum(shares.calls)) AS calls,
  toUInt32(arraySum(shares.input_uncached_tokens)) AS input_tokens,
  toUInt32(arraySum(shares.output_tokens)) AS output_tokens,
  shares.agent AS agents,
  shares.model AS models,
  shares.status AS statuses
FROM runs FINAL
WHERE run_id = {runId:String}`,
    params: { runId: traceId },
  })
  expect(rows).toEqual([
    {
      is_whole: 1,
      calls: 2,
      input_tokens: 300,
      output_tokens: 50,
      agents: ['planner'],
      models: ['gpt-4o-mini-2024-07-18'],
      statuses: ['priced'],
    },
  ])
})

test('audio and searches have lines of their own, and what has no price is said', async () => {
  const { nodes } = await getBody(`/default/runs/${spokenId}/spans`, RunSpans)
  const paid = nodes.find(({ costUsd }) => costUsd !== null)
  const cost = await getBody(`/default/runs/${spokenId}/spans/${paid?.spanId ?? ''}/cost`, CostExplanation)
  // 100 input and 20 output tokens at 7 and 11 a million.
  expect(cost).toMatchObject({ status: 'partial', costUsd: '0.000920000000' })
  expect(cost.lines.map(({ class: of, count, priceOf }) => [of, count, priceOf])).toEqual([
    ['input', 40, null],
    ['inputAudio', 60, 'input'],
    ['outputAudio', 20, 'output'],
  ])
  expect(cost.reasons).toEqual(['priced_as:inputAudio=input', 'priced_as:outputAudio=output', 'no_price:webSearch'])
})

test('a span that is not in the run is not found', async () => {
  expect((await callApi(`${runPath}/spans/ffffffffffffffff/cost`)).status).toBe(404)
})
