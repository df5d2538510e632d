import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { z } from 'zod'
import type { Database } from '#clickhouse/client.ts'
import { readDerivation } from '#clickhouse/tables/worker-state.ts'
import { noPrices, type PriceTable } from '#lib/domain/price.ts'
import { priceTableId, priceTables } from '#lib/server/price-books.ts'
import { derivationOrders, orderEntryId } from '#lib/server/derivation-orders.ts'
import { OtlpSender } from './otlp-sender.ts'
import { startPipeline, type Pipeline } from './pipeline.ts'
import { usageOfProcess } from './process-usage.ts'
import { TraceTemplate } from './trace-template.ts'

export type RepriceBenchOptions = { runs: number; spanBytes: number }

type Round = {
  runs: number
  seconds: number
  runsPerSecond: number
  /** CPU time a run. */
  cpuUsPerRun: { worker: number; store: number }
}
export type RepriceBenchResult = { spansPerRun: number; there: Round; back: Round }

const project = 'default'
const spansPerRequest = 500
const spansPerRun = 10
const connections = 8
/** Everything sent is a run by then, and the store has merged what it wants to. */
const settleMs = 8_000
const lookMs = 200

/** Runs per second that are priced anew, with other prices and with those of before; store and worker on one machine. */
export async function benchReprice({ runs, spanBytes }: RepriceBenchOptions): Promise<RepriceBenchResult> {
  const pipeline = await startPipeline()
  const db = pipeline.store.database
  try {
    await send(pipeline, runs, spanBytes)
    await untilStored(db, runs)
    await sleep(settleMs)
    const there = await measure(pipeline, 0, dearer)
    const back = await measure(pipeline, 1, noPrices)
    return { spansPerRun, there, back }
  } finally {
    await pipeline.stop()
  }
}

const dearer: PriceTable = {
  ...noPrices,
  prices: [
    {
      id: 'all',
      kind: 'model',
      pattern: '*',
      provider: null,
      validFrom: null,
      validTo: null,
      prices: { input: '7', output: '11' },
      longContext: [],
      serviceTiers: {},
      discountPercent: '0',
    },
  ],
}

async function send({ otlpUrl }: Pipeline, runs: number, spanBytes: number): Promise<void> {
  const sender = new OtlpSender(otlpUrl, connections)
  const template = new TraceTemplate(1, spansPerRequest, spanBytes)
  let left = Math.ceil((runs * spansPerRun) / spansPerRequest)
  const connection = async (): Promise<void> => {
    while (left-- > 0) while ((await sender.post(template.fresh())) !== 200) await sleep(lookMs)
  }
  await Promise.all(Array.from({ length: connections }, connection))
  sender.close()
}

const Counted = z.array(z.object({ runs: z.number() }))

async function untilStored(db: Database, runs: number): Promise<void> {
  const deadline = performance.now() + 180_000
  while (performance.now() < deadline) {
    const sql = 'SELECT toUInt32(uniqExact(run_id)) AS runs FROM runs LIMIT 1'
    const [row] = Counted.parse(await db.query({ name: 'bench-runs', sql }))
    if ((row?.runs ?? 0) >= runs) return
    await sleep(lookMs)
  }
  throw new Error(`there are not ${runs} runs after three minutes`)
}

async function measure({ store, pids }: Pipeline, version: number, table: PriceTable): Promise<Round> {
  const db = store.database
  const about = { project, expectedVersion: version, actor: 'bench', reason: '', now: new Date() }
  await priceTables.write(db, { ...about, id: priceTableId, body: table })
  // Prices are remembered for three seconds: waiting for them is no work.
  await sleep(4_000)
  const orderId = randomUUID()
  const usages = () => ({ worker: usageOfProcess(pids.worker), store: usageOfProcess(pids.store) })
  const before = usages()
  const period = { from: '2000-01-01T00:00:00.000Z', to: '2100-01-01T00:00:00.000Z' }
  const order = { ...period, orderId, version: version + 1, state: 'wanted' as const }
  await derivationOrders.repricing.write(db, { ...about, id: orderEntryId, body: order })
  const { done, startedMs, finishedMs } = await finished(db, orderId)
  const after = usages()
  const seconds = (finishedMs - startedMs) / 1000
  const perRun = (of: 'worker' | 'store') => Math.round(((after[of].cpuSeconds - before[of].cpuSeconds) * 1e6) / done)
  return {
    runs: done,
    seconds,
    runsPerSecond: Math.round(done / seconds),
    cpuUsPerRun: { worker: perRun('worker'), store: perRun('store') },
  }
}

async function finished(db: Database, orderId: string) {
  const deadline = performance.now() + 120_000
  while (performance.now() < deadline) {
    for (const { orderId: of, done, startedMs, finishedMs } of await readDerivation(db, 'repricing', project)) {
      if (of === orderId && finishedMs !== null) return { done, startedMs, finishedMs }
    }
    await sleep(lookMs)
  }
  throw new Error('the runs were not priced anew within two minutes')
}
