import type { Database } from '#clickhouse/client.ts'
import { StoreClock } from '#clickhouse/store-clock.ts'
import { parseShard } from '#ingest/derive/shard.ts'
import { WorkerMetrics } from '#ingest/derive/worker-metrics.ts'
import { Worker } from '#ingest/derive/worker.ts'
import { assembleGroup } from '#lib/run/assemble-group.ts'
import { createLog } from '#lib/server/log.ts'
import { PriceBooks } from '#lib/server/price-books.ts'

export type InProcessWorker = {
  /** Null while all is well. */
  health: () => string | null
  metrics: () => Promise<string>
  stop: () => Promise<void>
}

/** The worker in this process, in front of a database that a test may disturb; it is closed with it. */
export function startInProcessWorker(db: Database): InProcessWorker {
  const clock = StoreClock.of(db)
  const stopping = new AbortController()
  const metrics = new WorkerMetrics()
  const worker = new Worker({
    db,
    shard: parseShard('0/1'),
    assemble: assembleGroup,
    prices: new PriceBooks(db),
    nowMs: () => clock.nowMs(),
    followClock: () => clock.follow(),
    log: createLog({ process: 'worker', level: 'fatal' }),
    metrics,
  })
  const running = worker.run(stopping.signal)
  return {
    health: () => worker.health(),
    metrics: () => metrics.registry.metrics(),
    stop: async () => {
      stopping.abort()
      await running
      await db.close()
    },
  }
}
