import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { defineSystemQuery } from '#clickhouse/define-system-query.ts'
import { freshProject } from '#test/support/ingest-keys.ts'
import { encodeTraces, testSpan, type WireEncoding } from '#test/support/otlp.ts'
import { GrpcSender } from '#test/support/otlp-grpc.ts'
import { startIngestProcess, type IngestProcess } from '#test/support/process.ts'
import { startStore, type TestStore } from '#test/support/store.ts'
import { HostileRequests, secret, type HostileRequest } from './hostile-requests.ts'
import { HostileSender } from './send-hostile.ts'
import { hangMs, requestsPerEncoding, seed, slowMs } from './sizes.ts'
import { InProcessTaker, type Taken } from './take-in-process.ts'

/** Requests between two valid ones that must be stored. */
const canaryEvery = 100
/** Requests under way at the same time, so that whole and damaged ones share inserts. */
const atOnce = 20

let store: TestStore
let ingest: IngestProcess

beforeAll(async () => {
  store = await startStore()
  ingest = await startIngestProcess({ TACHO_DATA_DIR: store.dataDir })
})
afterAll(async () => {
  expect(await ingest.stop()).toBe(0)
  await store.stop()
})

const storedRecords = defineSystemQuery({
  name: 'test-fuzz-stored-records',
  params: z.object({ project: z.string() }),
  row: z.object({ identity: z.string() }),
  sql: `
SELECT concat(trace_id, ' ', span_id) AS identity
FROM spans
WHERE project = {project:String}
GROUP BY trace_id, span_id
UNION ALL
SELECT concat('log ', toString(log_count)) AS identity
FROM (
  SELECT uniqExact(log_id) AS log_count
  FROM log_records
  WHERE project = {project:String}
)`,
})

/** What was asked for and answered, as it must be. */
class Ledger {
  readonly stored = new Set<string>()
  readonly logs = new Set<string>()
  readonly statuses = new Map<number | string, number>()
  readonly wrong: string[] = []
  readonly times: number[] = []

  note(name: string, status: number | string, tookMs: number): void {
    this.statuses.set(status, (this.statuses.get(status) ?? 0) + 1)
    this.times.push(tookMs)
    if (tookMs > hangMs) this.wrong.push(`${name}: took ${tookMs} ms`)
  }

  expectStored({ spans, logs }: Taken): void {
    for (const identity of spans) this.stored.add(identity)
    for (const identity of logs) this.logs.add(identity)
  }
}

test.each(['protobuf', 'json'] as const)('hostile %s over HTTP', { timeout: 3_600_000 }, async (encoding) => {
  const { project, key } = await freshProject(store.database)
  const sender = new HostileSender(ingest.url, key)
  const ledger = new Ledger()
  const before = memoryOf(ingest.pid)
  await fire(encoding, project, requestsPerEncoding, async (request, taken) => {
    const { status, message, rejected, tookMs } = await sender.send(request)
    const expected = request.transport.status ?? taken.status
    ledger.note(request.name, status, tookMs)
    const isRight = status === expected && (status !== 200 || rejected === taken.rejected)
    if (!isRight || message.includes(secret)) {
      ledger.wrong.push(`${request.name}: ${status} ${rejected} ${message}, not ${expected} ${taken.rejected}`)
    }
    if (status === 200) ledger.expectStored(taken)
  })
  sender.close()
  report(`${encoding} over HTTP`, ledger, before)
  await expectStored(ledger, project)
})

test('hostile protobuf over gRPC', { timeout: 3_600_000 }, async () => {
  const { project, key } = await freshProject(store.database)
  const sender = new GrpcSender(ingest.grpcAddress)
  const ledger = new Ledger()
  const before = memoryOf(ingest.pid)
  await fire('protobuf', project, requestsPerEncoding / 3, async ({ name, signal, body, transport }, taken) => {
    const gzip = transport.headers['content-encoding'] === 'gzip'
    const startedAt = performance.now()
    const { status, message, partial } = await sender.send(signal, body, { key, gzip })
    ledger.note(name, status, performance.now() - startedAt)
    const expected = taken.status === 200 ? 'OK' : 'INVALID_ARGUMENT'
    const said = partial?.message ?? message
    const isRight = status === expected && (partial?.rejected ?? 0) === taken.rejected
    if (!isRight || said.includes(secret)) ledger.wrong.push(`${name}: ${status} ${said}, not ${expected}`)
    if (status === 'OK') ledger.expectStored(taken)
  })
  sender.close()
  report('protobuf over gRPC', ledger, before)
  await expectStored(ledger, project)
})

/** Sends the requests of the seed in waves; after each few a whole one, which must be stored. */
async function fire(
  encoding: WireEncoding,
  project: string,
  count: number,
  send: (request: HostileRequest, taken: Taken) => Promise<void>,
): Promise<void> {
  const requests = new HostileRequests(seed)
  const taker = new InProcessTaker(project)
  for (let sent = 0; sent < count; sent += atOnce) {
    const wave = Array.from({ length: atOnce }, () => requests.next(encoding))
    await Promise.all(wave.map((request) => send(request, taker.take(request))))
    if (sent % canaryEvery === 0) {
      const canary = canaryOf(encoding)
      await send(canary, taker.take(canary))
    }
  }
}

function canaryOf(encoding: WireEncoding): HostileRequest {
  const contentType = encoding === 'json' ? 'application/json' : 'application/x-protobuf'
  return {
    name: 'a whole request',
    signal: 'traces',
    encoding,
    body: encodeTraces([testSpan()], encoding),
    transport: {
      name: 'plain',
      wire: (body) => body,
      headers: { 'content-type': contentType },
      chunkBytes: 0,
      status: null,
    },
  }
}

async function expectStored(ledger: Ledger, project: string): Promise<void> {
  expect(ledger.wrong).toEqual([])
  const rows = await storedRecords(store.database, { project })
  const expected = [...ledger.stored, `log ${ledger.logs.size}`]
  expect(rows.map(({ identity }) => identity).toSorted()).toEqual(expected.toSorted())
  // Nothing was thrown that nobody caught, and no record's mapping failed.
  expect(ingest.output()).not.toMatch(/unhandled|uncaught|could not be mapped|"level":(50|60)/i)
}

function report(what: string, { statuses, times, stored, logs }: Ledger, before: number): void {
  const sorted = times.toSorted((a, b) => a - b)
  const at = (share: number): string => (sorted[Math.ceil(sorted.length * share) - 1] ?? 0).toFixed(0)
  const counts = [...statuses].map(([status, count]) => `${status} × ${count}`).join(', ')
  console.log(
    `fuzz, ${what}, seed ${seed}: ${times.length} requests (${counts}), ${stored.size} spans and ${logs.size} logs stored; ` +
      `p50 ${at(0.5)} ms, p99 ${at(0.99)} ms, longest ${at(1)} ms, ${sorted.filter((ms) => ms > slowMs).length} over ${slowMs} ms; ` +
      `memory ${before.toFixed(0)} → ${memoryOf(ingest.pid).toFixed(0)} MiB`,
  )
}

/** MiB that a process holds. */
function memoryOf(pid: number): number {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8')
  return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]) / 1024
}
