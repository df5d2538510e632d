import { setTimeout as sleep } from 'node:timers/promises'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { hostname } from 'node:os'
import type { Server } from 'node:http'
import { migrateWhenReachable } from './migrate-when-reachable.ts'
import type { Database } from '#clickhouse/client.ts'
import { insertIngestOutcomes } from '#clickhouse/tables/ingest-outcomes.ts'
import { ingestLead, saveState } from '#clickhouse/tables/worker-state.ts'
import type { Env } from '#lib/server/env.ts'
import { CachedKeyVerifier, listKeys } from '#lib/server/keys.ts'
import type { Log } from '#lib/server/log.ts'
import { startHeartbeat } from './outcomes/heartbeat.ts'
import { StoredOutcomes } from './outcomes/outcome-recorder.ts'
import { Admission } from './receive/admission.ts'
import { createOtlpServer } from './receive/http.ts'
import { MetricsNotice } from './receive/metrics-notice.ts'
import { IngestMetrics } from './receive/metrics.ts'
import type { Health } from './receive/receiver.ts'
import { BatchWriter } from './write/batch-writer.ts'
import { createExporter } from './write/create-exporter.ts'
import { createNudge } from './write/nudge.ts'
import { RawJson } from './write/raw-json.ts'

type Options = { env: Env; log: Log; db: Database }

export type Ingest = { url: string; stop: () => Promise<void> }

/** The port cannot be used; the message is one sentence for the terminal. */
export class ListenError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'ListenError'
  }
}

/** How long requests wait for a database that is away before they are answered 503. */
const storeWaitMs = 5_000
/** A database that hangs is as away as one that refuses. */
const healthTimeoutMs = 2_000
/** Open requests that do not end after a stop are cut off. */
const drainMs = 20_000

/** Opens the listener once the schema is up to date. */
export async function startIngest({ env, log, db }: Options): Promise<Ingest> {
  const admission = new Admission({
    processBytes: env.TACHO_MAX_INFLIGHT_BYTES,
    projectBytes: env.TACHO_MAX_PROJECT_INFLIGHT_BYTES,
  })
  const metrics = new IngestMetrics(() => admission.bytesInFlight)
  const outcomes = countOutcomes({ db, log, metrics })
  const nudge = createNudge({ port: env.TACHO_WORKER_PORT, onFailure: () => metrics.nudgeFailures.inc() })
  const writer = new BatchWriter({ context: { db, log, metrics, now: Date.now, storeWaitMs }, onStored: nudge })
  const server = createOtlpServer({
    env,
    log,
    admission,
    metrics,
    outcomes,
    keys: new CachedKeyVerifier({ loadKeys: () => listKeys(db, '') }),
    exporter: createExporter({
      writer,
      prepare: { raw: new RawJson(env.TACHO_MAX_SPAN_BYTES), log, metrics },
      outcomes,
    }),
    notice: new MetricsNotice(),
    health: () => healthOf(db),
  })
  await migrateWhenReachable(db, log)
  const url = await listen(server, env)
  const name = `${ingestLead}${hostname()}:${new URL(url).port}`
  const heartbeat = startHeartbeat({ save: (beat) => saveState(db, name, beat, Date.now()), log })
  return {
    url,
    stop: async () => {
      await close(server)
      await writer.drain()
      await Promise.all([outcomes.drain(), heartbeat.stop()])
      await db.close()
    },
  }
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

async function healthOf(db: Database): Promise<Health> {
  const answered = await Promise.race([db.ping(), sleep(healthTimeoutMs, false, { ref: false })])
  return answered ? { ready: true } : { ready: false, reason: 'the database does not answer' }
}

async function listen(server: Server, { HOST, OTLP_HTTP_PORT }: Env): Promise<string> {
  const listening = once(server, 'listening')
  server.listen(OTLP_HTTP_PORT, HOST)
  try {
    await listening
  } catch (error) {
    throw new ListenError(listenMessage(error, HOST, OTLP_HTTP_PORT), { cause: error })
  }
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : OTLP_HTTP_PORT
  return `http://${HOST.includes(':') ? `[${HOST}]` : HOST}:${port}`
}

function listenMessage(error: unknown, host: string, port: number): string {
  const code = error instanceof Error && 'code' in error ? error.code : ''
  if (code === 'EADDRINUSE')
    return `Port ${port} is in use: stop what listens there, or set OTLP_HTTP_PORT to another port.`
  if (code === 'EACCES') return `Port ${port} needs privileges: set OTLP_HTTP_PORT to one above 1023.`
  return `Listening on ${host}:${port} failed: ${error instanceof Error ? error.message : String(error)}.`
}

/** Resolves when every open request is answered. */
async function close(server: Server): Promise<void> {
  const closed = once(server, 'close')
  server.close()
  server.closeIdleConnections()
  const cut = setTimeout(() => server.closeAllConnections(), drainMs)
  await closed
  clearTimeout(cut)
}
