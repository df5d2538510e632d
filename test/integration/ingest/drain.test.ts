import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { openDatabase } from '#clickhouse/client.ts'
import { defineSystemQuery } from '#clickhouse/define-system-query.ts'
import { defaultReceiveLimits } from '#ingest/receive/receive-limits.ts'
import { startIngest } from '#ingest/start-ingest.ts'
import { readEnv } from '#lib/server/env.ts'
import { createLog } from '#lib/server/log.ts'
import { freshProject } from '#test/support/ingest-keys.ts'
import { encodeTraces, testSpan } from '#test/support/otlp.ts'
import { GrpcSender } from '#test/support/otlp-grpc.ts'
import { startIngestProcess, type IngestProcess } from '#test/support/process.ts'
import { isEmbedded, startStore, type TestStore } from '#test/support/store.ts'
import { waitUntil } from '#test/support/wait-until.ts'
import { WireSender, wires } from '#test/support/wire.ts'

let store: TestStore

beforeAll(async () => {
  store = await startStore()
})
afterAll(() => store.stop())

const storedSpanIds = defineSystemQuery({
  name: 'test-span-ids-of-project',
  params: z.object({ project: z.string() }),
  row: z.object({ span_id: z.string() }),
  sql: 'SELECT DISTINCT span_id FROM spans WHERE project = {project:String}',
})

/** Sends on every way until nothing listens any more; gives the acknowledged spans and every status. */
function startTraffic(ingest: IngestProcess, key: string) {
  const acknowledged = new Set<string>()
  const statuses = new Set<string>()
  const sender = new WireSender(ingest)
  const run = async (lane: number): Promise<void> => {
    for (;;) {
      const wire = wires[lane % wires.length] ?? wires[0]
      if (wire === undefined) return
      const records = Array.from({ length: 3 }, () => testSpan())
      const { status } = await sender
        .send(wire, 'traces', encodeTraces(records, wire.encoding), { key })
        // Nothing listens any more: refused before anything was sent, or cut by the end of the process.
        .catch(() => ({ status: 'refused' }))
      statuses.add(status)
      if (status === 'OK') for (const { span } of records) acknowledged.add(span.spanId)
      else return
    }
  }
  const lanes = Array.from({ length: 12 }, (_, lane) => run(lane))
  return { acknowledged, statuses, ended: Promise.all(lanes).finally(() => sender.close()) }
}

test('SIGTERM under traffic on both listeners: what is open is answered, nothing acknowledged is lost', async () => {
  const ingest = await startIngestProcess({ TACHO_DATA_DIR: store.dataDir })
  const { project, key } = await freshProject(store.database)
  const traffic = startTraffic(ingest, key)
  await waitUntil('acknowledged spans', async () =>
    traffic.acknowledged.size > 300 ? { value: null } : { notYet: `${traffic.acknowledged.size}` },
  )
  expect(await ingest.stop()).toBe(0)
  await traffic.ended
  // "Come again" or nobody there: never an answer that makes a sender drop its data.
  expect([...traffic.statuses].filter((status) => !['OK', 'UNAVAILABLE', 'refused'].includes(status))).toEqual([])
  const stored = new Set((await storedSpanIds(store.database, { project })).map(({ span_id }) => span_id))
  expect([...traffic.acknowledged].filter((spanId) => !stored.has(spanId))).toEqual([])
})

test.runIf(isEmbedded)('a gRPC call that outlasts the time to stop is told to come again', async () => {
  const env = readEnv({ TACHO_DATA_DIR: store.dataDir, OTLP_HTTP_PORT: '0', OTLP_GRPC_PORT: '0' })
  const log = createLog({ process: 'test', level: 'fatal' })
  const limits = { ...defaultReceiveLimits, drainMs: 300 }
  const ingest = await startIngest({ env, log, db: openDatabase(store.connection), limits })
  const sender = new GrpcSender(ingest.grpcAddress)
  const body = encodeTraces([testSpan()], 'protobuf')
  expect(await sender.send('traces', body)).toMatchObject({ status: 'OK' })
  const { pid } = z
    .object({ pid: z.number() })
    .parse(JSON.parse(readFileSync(join(store.dataDir, 'store.json'), 'utf8')))
  process.kill(pid, 'SIGSTOP')
  const calls = Array.from({ length: 4 }, () => sender.send('traces', body))
  const stopped = waitUntil('open calls', async () => {
    const text = await fetch(`${ingest.url}/metrics`).then((response) => response.text())
    const [, bytes = ''] = /bytes_in_flight (\d+)/.exec(text) ?? []
    return Number(bytes) >= calls.length * body.length ? { value: null } : { notYet: `${bytes} bytes` }
  }).then(() => ingest.stop())
  try {
    for (const answer of await Promise.all(calls)) {
      expect(answer).toMatchObject({ status: 'UNAVAILABLE', message: 'the receiver is stopping: retry later' })
      expect(answer.retrySeconds).toBeGreaterThanOrEqual(1)
    }
  } finally {
    process.kill(pid, 'SIGCONT')
  }
  await stopped
  sender.close()
})
