import { setTimeout as sleep } from 'node:timers/promises'
import { randomUUID } from 'node:crypto'
import { hostname } from 'node:os'
import { migrateWhenReachable } from './migrate-when-reachable.ts'
import type { Database } from '#clickhouse/client.ts'
import { StoreClock } from '#clickhouse/store-clock.ts'
import { insertIngestOutcomes } from '#clickhouse/tables/ingest-outcomes.ts'
import { saveKeyUses } from '#clickhouse/tables/key-uses.ts'
import { ingestLead, saveState } from '#clickhouse/tables/worker-state.ts'
import { ProjectAttribution } from '#lib/server/attribution-rules.ts'
import type { Env } from '#lib/server/env.ts'
import { CachedKeyVerifier, listKeys } from '#lib/server/keys.ts'
import { KeyQuotas } from '#lib/server/keys/key-quotas.ts'
import { KeyUses } from '#lib/server/keys/key-uses.ts'
import type { Log } from '#lib/server/log.ts'
import { startHeartbeat } from './outcomes/heartbeat.ts'
import { StoredOutcomes } from './outcomes/outcome-recorder.ts'
import { Admission } from './receive/admission.ts'
import { openListeners } from './receive/open-listeners.ts'
import { MetricsNotice } from './receive/metrics-notice.ts'
import { IngestMetrics } from './receive/metrics.ts'
import { defaultReceiveLimits, type ReceiveLimits } from './receive/receive-limits.ts'
import type { Health, Receiver } from './receive/receiver.ts'
import { RequestTurns } from './receive/request-turns.ts'
import { BatchWriter } from './write/batch-writer.ts'
import { createExporter } from './write/create-exporter.ts'
import { createNudge } from './write/nudge.ts'
import { RawJson } from './write/raw-json.ts'
import { StoreHealth } from './write/store-health.ts'

type Options = { env: Env; log: Log; db: Database; limits?: ReceiveLimits }

export type Ingest = {
  url: string
  /** Host and port of the gRPC listener. */
  grpcAddress: string
  stop: () => Promise<void>
}

/** How long requests wait for a database that is away before they are answered 503. */
const storeWaitMs = 5_000
/** A database that hangs is as away as one that refuses. */
const healthTimeoutMs = 2_000
const clockEveryMs = 5_000

/** Opens the listeners once the schema is up to date. */
export async function startIngest({ env, log, db, limits = defaultReceiveLimits }: Options): Promise<Ingest> {
  const admission = new Admission({
    processBytes: env.TACHO_MAX_INFLIGHT_BYTES,
    projectBytes: env.TACHO_MAX_PROJECT_INFLIGHT_BYTES,
  })
  const metrics = new IngestMetrics(() => admission.bytesInFlight)
  const outcomes = countOutcomes({ db, log, metrics })
  const keyUses = new KeyUses({
    save: (uses) => saveKeyUses(db, uses),
    onFailed: (error) => log.warn({ err: error }, 'that a key was used could not be kept'),
  })
  const port = env.TACHO_WORKER_PORT
  const nudge = createNudge({ port, path: '/nudge', onFailure: () => metrics.nudgeFailures.inc() })
  // A worker on another machine is nothing that failed.
  const sayAlive = createNudge({ port, path: '/alive', onFailure: () => {} })
  const clock = StoreClock.of(db)
  const now = (): number => clock.nowMs()
  // Asks again and again while writes fail: it must become ready though nobody sends to what is not.
  const health = new StoreHealth({ onTrouble: () => heartbeat.hurry() })
  const writer = new BatchWriter({
    context: { db, log, metrics, now, storeWaitMs },
    onStored: () => {
      health.stored()
      nudge()
    },
    onFailed: (error) => health.failed(error),
  })
  const stopping = new AbortController()
  const prepare = { raw: new RawJson(env.TACHO_MAX_SPAN_BYTES), log, metrics }
  const receiver: Receiver = {
    env,
    log,
    limits,
    admission,
    turns: new RequestTurns(limits),
    suspectTurns: suspectTurnsOf(limits),
    metrics,
    outcomes,
    keys: new CachedKeyVerifier({ loadKeys: () => listKeys(db, '') }),
    keyUses,
    keyQuotas: new KeyQuotas(),
    exporter: createExporter({ writer, prepare, attribution: new ProjectAttribution(db), outcomes }),
    notice: new MetricsNotice(),
    health: () => (stopping.signal.aborted ? Promise.resolve(stoppingHealth) : healthOf(db, health)),
    stopping: stopping.signal,
  }
  await migrateWhenReachable(db, log)
  const unfollow = await followClock(clock)
  const listeners = await openListeners(receiver)
  const name = `${ingestLead}${hostname()}:${new URL(listeners.url).port}`
  const heartbeat = startHeartbeat({
    save: (beat) => saveState(db, name, beat, Date.now()),
    onSaved: () => {
      health.stored()
      sayAlive()
    },
    onFailed: (error) => health.failed(error),
    log,
  })
  return {
    ...listeners,
    stop: async () => {
      stopping.abort()
      unfollow()
      await listeners.close()
      await writer.drain()
      await Promise.all([outcomes.drain(), keyUses.drain(), heartbeat.stop()])
      await db.close()
    },
  }
}

/** Resolves when the database was asked for its time; asks again and again until the returned function is called. */
async function followClock(clock: StoreClock): Promise<() => void> {
  // While the database is away its clock goes on as far as we know.
  const follow = (): Promise<unknown> => clock.follow().catch(() => undefined)
  await follow()
  const timer = setInterval(() => void follow(), clockEveryMs)
  timer.unref()
  return () => clearInterval(timer)
}

function countOutcomes({ db, log, metrics }: { db: Database; log: Log; metrics: IngestMetrics }): StoredOutcomes {
  const writer = randomUUID()
  return new StoredOutcomes({
    insert: (rows, waitMs) => insertIngestOutcomes(db, rows, { writer, waitMs }),
    log,
    onLost: (records) => metrics.outcomesLost.inc(records),
    now: Date.now,
  })
}

/** They wait for each other as long as a body may take: an honest one must not be refused for a bomb beside it. */
function suspectTurnsOf({ suspects, bodyMs, requests }: ReceiveLimits): RequestTurns {
  return new RequestTurns({
    requests: suspects,
    requestsPerProject: suspects - 1,
    turnWaitMs: bodyMs,
    waiting: requests,
  })
}

const stoppingHealth: Health = { ready: false, reason: 'the receiver is stopping' }

async function healthOf(db: Database, { problem }: StoreHealth): Promise<Health> {
  const answered = await Promise.race([db.ping(), sleep(healthTimeoutMs, false, { ref: false })])
  const reason = answered ? problem : 'the database does not answer'
  return reason === null ? { ready: true } : { ready: false, reason }
}
