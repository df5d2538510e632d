import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, it } from 'vitest'
import { z } from 'zod'
import { openDatabase, type Database } from '#clickhouse/client.ts'
import { startIngest, type Ingest } from '#ingest/start-ingest.ts'
import { readEnv } from '#lib/server/env.ts'
import { createLog } from '#lib/server/log.ts'
import { endureFault } from '#test/support/fault-stack.ts'
import { startInProcessWorker, type InProcessWorker } from '#test/support/in-process-worker.ts'
import { startStore, type TestStore } from '#test/support/store.ts'

const full = process.env['TACHO_TEST'] === 'full'
const log = createLog({ process: 'faults', level: 'error' })
const hourMs = 3_600_000
/** Longer than anybody takes to hear of it. */
const holdMs = 25_000

/** What the store says that the time is, beside the truth. */
const clock = { offsetMs: 0 }
let store: TestStore
let ingest: Ingest
let worker: InProcessWorker

describe.runIf(full)("the store's clock", () => {
  beforeAll(async () => {
    store = await startStore()
    const env = readEnv({ TACHO_DATA_DIR: store.dataDir, OTLP_HTTP_PORT: '0', OTLP_GRPC_PORT: '0' })
    ingest = await startIngest({ env, log, db: onSetClock(openDatabase(store.connection)) })
    worker = runWorker()
  })
  afterAll(async () => {
    await ingest.stop()
    await worker.stop()
    await store.stop()
  })

  it(
    'may be set forwards and back while data comes in, and the worker may start anew after it',
    {
      timeout: 600_000,
    },
    async () => {
      const idle = {
        nudge: async () => {},
        metrics: async () => '',
        kill: async () => {},
        stop: async () => 0,
        port: 0,
      }
      const process = { ...ingest, pid: 0, output: () => '', kill: async () => {}, stop: async () => 0 }
      await endureFault({
        name: 'store clock',
        stack: { store, ingest: process, worker: idle, stop: async () => {} },
        connections: 2,
        disturb: async () => {
          for (const offsetMs of [hourMs, -hourMs, -3 * hourMs]) {
            clock.offsetMs = offsetMs
            await sleep(holdMs)
          }
          await worker.stop()
          clock.offsetMs = -5 * hourMs
          worker = runWorker()
          await sleep(holdMs)
          return ['set by +1, -2, -2 and -2 hours']
        },
      })
    },
  )
})

function runWorker(): InProcessWorker {
  return startInProcessWorker(onSetClock(openDatabase(store.connection)))
}

/** The real store with a clock that can be set: its answer to "what time is it" is all that changes. */
function onSetClock(db: Database): Database {
  return {
    ...db,
    query: async (request) => {
      const rows = await db.query(request)
      if (request.name !== 'database-time') return rows
      return z
        .array(z.object({ now_ms: z.coerce.number() }))
        .parse(rows)
        .map(({ now_ms }) => ({ now_ms: String(now_ms + clock.offsetMs) }))
    },
  }
}
