import { randomBytes } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { defineSystemQuery } from '#clickhouse/define-system-query.ts'
import { encodeTraces, send, statusOf, testSpan } from '#test/support/otlp.ts'
import { GrpcSender } from '#test/support/otlp-grpc.ts'
import { startIngestProcess } from '#test/support/process.ts'
import { isEmbedded, startStore, type TestStore } from '#test/support/store.ts'
import { waitUntil } from '#test/support/wait-until.ts'

let store: TestStore

beforeAll(async () => {
  store = await startStore()
})
afterAll(() => store.stop())

/** What ingest writes to: the database takes no insert of a table that must leave more space free than there is. */
const writtenTables = ['spans', 'span_io', 'worker_state']

const storedSpanIds = defineSystemQuery({
  name: 'test-stored-span-ids',
  params: z.object({ traceId: z.string() }),
  row: z.object({ span_id: z.string(), has_text: z.number() }),
  sql: `
SELECT DISTINCT span_id, span_id IN (SELECT span_id FROM span_io WHERE trace_id = {traceId:String}) AS has_text
FROM spans
WHERE trace_id = {traceId:String}`,
})

/** Sends spans of one trace one request after the other until told to stop; collects the acknowledged ones. */
function startSending(url: () => string, traceId: string) {
  const acknowledged = new Set<string>()
  const stopping = new AbortController()
  const run = async (): Promise<void> => {
    while (!stopping.signal.aborted) {
      const records = Array.from({ length: 5 }, () => testSpan({ traceId }))
      const status = await send(`${url()}/v1/traces`, encodeTraces(records, 'protobuf')).then(
        (response) => response.status,
        () => 0, // The process was killed under the request: not acknowledged.
      )
      if (status === 200) for (const { span } of records) acknowledged.add(span.spanId)
      else await sleep(20)
    }
  }
  const senders = Array.from({ length: 4 }, run)
  return {
    acknowledged,
    stop: async () => {
      stopping.abort()
      await Promise.all(senders)
    },
  }
}

/** Acknowledged spans that are not stored, and stored ones without their text; both must be none. */
async function lossesOf(traceId: string, acknowledged: ReadonlySet<string>) {
  const rows = await storedSpanIds(store.database, { traceId }, { waitMs: 10_000 })
  const stored = new Set(rows.map((row) => row.span_id))
  return {
    lost: [...acknowledged].filter((spanId) => !stored.has(spanId)),
    withoutText: rows.filter((row) => row.has_text === 0),
  }
}

test('kill -9 of ingest loses nothing that was acknowledged', async () => {
  const traceId = randomBytes(16).toString('hex')
  let ingest = await startIngestProcess({ TACHO_DATA_DIR: store.dataDir })
  const sending = startSending(() => ingest.url, traceId)
  for (let round = 1; round <= 3; round += 1) {
    await moreAcknowledged(sending.acknowledged)
    await ingest.kill()
    ingest = await startIngestProcess({ TACHO_DATA_DIR: store.dataDir })
  }
  await moreAcknowledged(sending.acknowledged)
  await sending.stop()
  await ingest.stop()
  expect(await lossesOf(traceId, sending.acknowledged)).toEqual({ lost: [], withoutText: [] })
})

test.runIf(isEmbedded)(
  'kill -9 of the store loses nothing that was acknowledged; ingest goes on by itself',
  async () => {
    const traceId = randomBytes(16).toString('hex')
    const ingest = await startIngestProcess({ TACHO_DATA_DIR: store.dataDir })
    const sending = startSending(() => ingest.url, traceId)
    for (let round = 1; round <= 2; round += 1) {
      await moreAcknowledged(sending.acknowledged)
      await store.kill()
      await store.restart()
    }
    await moreAcknowledged(sending.acknowledged)
    await sending.stop()
    expect(await ingest.stop()).toBe(0)
    expect(await lossesOf(traceId, sending.acknowledged)).toEqual({ lost: [], withoutText: [] })
  },
)

test.runIf(isEmbedded)(
  'while the store is away: 503 with Retry-After, UNAVAILABLE with RetryInfo and not ready, then all is well again',
  async () => {
    const ingest = await startIngestProcess({ TACHO_DATA_DIR: store.dataDir })
    const grpc = new GrpcSender(ingest.grpcAddress)
    await store.kill()
    const [refused, overGrpc] = await Promise.all([
      send(`${ingest.url}/v1/traces`, encodeTraces([testSpan()], 'protobuf')),
      grpc.send('traces', encodeTraces([testSpan()], 'protobuf')),
    ])
    expect(refused.status).toBe(503)
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThanOrEqual(1)
    expect(await statusOf(refused)).toMatchObject({ code: 14 })
    expect(overGrpc.status).toBe('UNAVAILABLE')
    expect(overGrpc.retrySeconds).toBeGreaterThanOrEqual(1)
    expect(overGrpc.retrySeconds).toBeLessThanOrEqual(5)
    expect((await fetch(`${ingest.url}/health`)).status).toBe(503)
    await store.restart()
    const traceId = randomBytes(16).toString('hex')
    const accepted = await send(`${ingest.url}/v1/traces`, encodeTraces([testSpan({ traceId })], 'protobuf'))
    expect(accepted.status).toBe(200)
    expect(await storedSpanIds(store.database, { traceId }, { waitMs: 10_000 })).toHaveLength(1)
    expect((await grpc.send('traces', encodeTraces([testSpan()], 'protobuf'))).status).toBe('OK')
    expect((await fetch(`${ingest.url}/health`)).status).toBe(200)
    grpc.close()
    expect(await ingest.stop()).toBe(0)
  },
)

test('while nothing can be stored ingest says that it is not ready and why, and finds out by itself when it is', async () => {
  const ingest = await startIngestProcess({ TACHO_DATA_DIR: store.dataDir })
  const health = async (): Promise<unknown> => (await fetch(`${ingest.url}/health`)).json()
  const sent = (): Promise<Response> => send(`${ingest.url}/v1/traces`, encodeTraces([testSpan()], 'protobuf'))
  expect((await sent()).status).toBe(200)
  expect(await health()).toEqual({ status: 'ready' })
  for (const table of writtenTables)
    await store.database.command(`ALTER TABLE ${table} MODIFY SETTING min_free_disk_bytes_to_perform_insert = 1e18`)
  expect((await sent()).status).toBe(503)
  expect(await health()).toEqual({ status: 'unready', reason: 'the database has no space left on its disk' })
  expect((await fetch(`${ingest.url}/health`)).status).toBe(503)
  // Nobody is helped by another start.
  expect((await fetch(`${ingest.url}/health/live`)).status).toBe(200)
  for (const table of writtenTables)
    await store.database.command(`ALTER TABLE ${table} RESET SETTING min_free_disk_bytes_to_perform_insert`)
  await waitUntil('ingest to be ready', async () => {
    const { status } = await fetch(`${ingest.url}/health`)
    return status === 200 ? { value: status } : { notYet: `status ${status}` }
  })
  expect((await sent()).status).toBe(200)
  expect(await ingest.stop()).toBe(0)
})

test('more than the bytes in flight is 503 for that project', async () => {
  const ingest = await startIngestProcess({ TACHO_DATA_DIR: store.dataDir, TACHO_MAX_PROJECT_INFLIGHT_BYTES: '100000' })
  const name = 'x'.repeat(60_000)
  const statuses = await Promise.all(
    Array.from({ length: 6 }, async () => {
      const response = await send(`${ingest.url}/v1/traces`, encodeTraces([testSpan({ name })], 'protobuf'))
      return `${response.status} ${response.headers.has('retry-after') ? 'later' : ''}`
    }),
  )
  expect(statuses).toContain('200 ')
  expect(statuses).toContain('503 later')
  expect(new Set(statuses).size).toBe(2)
  // What was answered is released: the next fits again.
  expect((await send(`${ingest.url}/v1/traces`, encodeTraces([testSpan({ name })], 'protobuf'))).status).toBe(200)
  await ingest.stop()
})

function moreAcknowledged(acknowledged: ReadonlySet<string>): Promise<number> {
  const wanted = acknowledged.size + 50
  return waitUntil('acknowledged spans', async () =>
    acknowledged.size >= wanted ? { value: acknowledged.size } : { notYet: `${acknowledged.size} of ${wanted}` },
  )
}
