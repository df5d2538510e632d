import { openDatabase, type Database } from '#clickhouse/client.ts'
import { connectionSource } from '#clickhouse/connection.ts'
import { StoreClock } from '#clickhouse/store-clock.ts'
import { assembleGroup } from '#lib/run/assemble-group.ts'
import { endWithParent } from '#lib/server/end-with-parent.ts'
import { readEnv, type Env } from '#lib/server/env.ts'
import { PriceBooks } from '#lib/server/price-books.ts'
import { createLog } from '#lib/server/log.ts'
import { endWithError } from './end-with-error.ts'
import { parseShard } from './derive/shard.ts'
import { startWorkerServer } from './derive/worker-server.ts'
import { WorkerMetrics } from './derive/worker-metrics.ts'
import { Worker } from './derive/worker.ts'
import { migrateWhenReachable } from './migrate-when-reachable.ts'

try {
  await run()
  process.exit(0)
} catch (error) {
  endWithError(error)
}

async function run(): Promise<void> {
  const env = readEnv()
  const log = createLog({ process: 'worker', level: env.TACHO_LOG_LEVEL })
  const db = openDatabase(connectionSource(env), { log })
  const metrics = new WorkerMetrics()
  const shard = parseShard(env.TACHO_WORKER_SHARD)
  const clock = StoreClock.of(db)
  const worker = new Worker({
    db,
    shard,
    assemble: assembleGroup,
    prices: new PriceBooks(db),
    nowMs: () => clock.nowMs(),
    followClock: () => clock.follow(),
    log,
    metrics,
  })
  const stopping = new AbortController()

  const server = await startWorkerServer({
    port: env.TACHO_WORKER_PORT,
    metrics,
    onNudge: () => worker.nudge(),
    onAlive: () => worker.hearIngest(),
    problem: () => worker.health(),
  })
  process.on('SIGINT', () => stopping.abort())
  process.on('SIGTERM', () => stopping.abort())
  endWithParent(() => stopping.abort())
  log.info({ port: server.port, shard: `${shard.index}/${shard.count}` }, 'worker ready')

  await migrateWhenReachable(db, log, stopping.signal)
  if (shard.index === 0 && !stopping.signal.aborted) await createOwner(db, env)
  await worker.run(stopping.signal)
  await server.close()
  await db.close()
  log.info('worker stopped')
}

/** The hashing of passwords is loaded where an owner is configured only. */
async function createOwner(db: Database, env: Env): Promise<void> {
  if (env.TACHO_OWNER_EMAIL === undefined) return
  const { createConfiguredOwner } = await import('#lib/server/access/owner.ts')
  await createConfiguredOwner(db, env, new Date())
}
