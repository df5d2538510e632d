import { randomBytes } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { connect, type ClientHttp2Session } from 'node:http2'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { defineSystemQuery } from '#clickhouse/define-system-query.ts'
import type { SpanRecord } from '#lib/domain/otlp.ts'
import { Rng } from '#lib/demo/rng.ts'
import { freshProject } from '#test/support/ingest-keys.ts'
import { encodeTraces, send, testSpan } from '#test/support/otlp.ts'
import { callGrpc, grpcFrame } from '#test/support/raw-grpc.ts'
import { startIngestProcess, type IngestProcess } from '#test/support/process.ts'
import { startStore, type TestStore } from '#test/support/store.ts'
import { success, WireSender, wires, type Wire, type WireAnswer } from '#test/support/wire.ts'

let store: TestStore
let ingest: IngestProcess
let sender: WireSender
const mebibyte = 1024 * 1024

beforeAll(async () => {
  store = await startStore()
  ingest = await startIngestProcess({ TACHO_DATA_DIR: store.dataDir })
  sender = new WireSender(ingest)
})
afterAll(async () => {
  sender.close()
  await ingest.stop()
  await store.stop()
})

const storedSpans = defineSystemQuery({
  name: 'test-spans-of-project',
  params: z.object({ project: z.string() }),
  row: z.object({ span_id: z.string(), started: z.string() }),
  sql: `
SELECT span_id, toString(toUnixTimestamp64Nano(any(started_at))) AS started
FROM spans
WHERE project = {project:String}
GROUP BY trace_id, span_id`,
})

/** Someone who sends one span after the other while something else happens; gives every answer. */
function startNeighbour(key: string): { stop: () => Promise<WireAnswer[]> } {
  const stopping = new AbortController()
  const run = async (): Promise<WireAnswer[]> => {
    const answers: WireAnswer[] = []
    for (let index = 0; !stopping.signal.aborted || answers.length < wires.length; index += 1) {
      const wire = wireAt(index)
      answers.push(await sender.send(wire, 'traces', encodeTraces([testSpan()], wire.encoding), { key }))
    }
    return answers
  }
  const answers = run()
  return {
    stop: () => {
      stopping.abort()
      return answers
    },
  }
}

function wireAt(index: number): Wire {
  const wire = wires[index % wires.length]
  if (wire === undefined) throw new Error('there are no wires')
  return wire
}

const mergedSpans = defineSystemQuery({
  name: 'test-merged-spans',
  params: z.object({ project: z.string() }),
  row: z.object({ span_id: z.string() }),
  sql: `
SELECT span_id
FROM spans FINAL
WHERE project = {project:String}`,
})

describe('bombs', () => {
  const zeros = Buffer.alloc(128 * mebibyte)
  const member = gzipSync(zeros.subarray(0, mebibyte))
  const bombs: readonly [string, Buffer][] = [
    ['128 MiB of zeros', gzipSync(zeros)],
    ['a thousand members', Buffer.concat(Array.from({ length: 1_000 }, () => member))],
    ['a lying length at its end', withLength(gzipSync(zeros), 100)],
  ]
  let session: ClientHttp2Session
  let key: string

  beforeAll(async () => {
    // Ten bodies at once would be more than a session of Node may hold.
    session = connect(`http://${ingest.grpcAddress}`, { maxSessionMemory: 100 })
    key = (await freshProject(store.database)).key
    // A process that has just started grows whatever it is sent.
    const body = gzipSync(encodeTraces([testSpan({ name: 'x'.repeat(mebibyte) })], 'protobuf'))
    for (let index = 0; index < 16; index += 1) await sendGzip(index, body)
  })
  afterAll(() => session.close())

  /** HTTP and gRPC in turn. */
  async function sendGzip(index: number, bytes: Buffer): Promise<string> {
    const headers = { authorization: `Bearer ${key}` }
    if (index % 2 === 0) {
      const response = await send(`${ingest.url}/v1/traces`, bytes, {
        headers: { ...headers, 'content-encoding': 'gzip' },
      })
      return `HTTP ${response.status}`
    }
    const answer = await callGrpc(session, grpcFrame(bytes, 1), { ...headers, 'grpc-encoding': 'gzip' })
    return `gRPC ${answer['grpc-status']}`
  }

  test.each(bombs)('%s, twenty at once: too large, in little memory', async (what, bomb) => {
    const neighbour = startNeighbour((await freshProject(store.database)).key)
    const peak = watchMemory(ingest.pid)
    const answers = await Promise.all(Array.from({ length: 20 }, (_, index) => sendGzip(index, bomb)))
    const growth = peak()
    console.log(`bomb, ${what}: 20 x ${bomb.length} bytes, ${growth.toFixed(0)} MiB more at the peak`)
    expect(new Set(answers)).toEqual(new Set(['HTTP 413', 'gRPC 8']))
    expect(new Set((await neighbour.stop()).map(({ status }) => status))).toEqual(new Set(['OK']))
    // Twenty that are unpacked up to the limit of one would be 1,280; the collector's own moods are some 70.
    expect(growth).toBeLessThan(128)
  })

  test('a bomb inside a bomb is only noise', async () => {
    const nested = gzipSync(gzipSync(Buffer.alloc(mebibyte)))
    expect(await Promise.all([0, 1].map((index) => sendGzip(index, nested)))).toEqual(['HTTP 400', 'gRPC 3'])
  })

  test('one byte over the limit is too large before it is sent', async () => {
    const announced = Buffer.alloc(10)
    const answer = await callGrpc(session, grpcFrame(announced, 0, 64 * mebibyte + 1), {
      authorization: `Bearer ${key}`,
    })
    expect(answer['grpc-status']).toBe('8')
  })

  test('a body that compresses as well and is honest is taken', async () => {
    const body = gzipSync(encodeTraces([testSpan({ name: 'x'.repeat(3 * mebibyte) })], 'protobuf'))
    const answers = await Promise.all([0, 1, 2, 3, 4, 5].map((index) => sendGzip(index, body)))
    expect(new Set(answers)).toEqual(new Set(['HTTP 200', 'gRPC 0']))
  })
})

describe('two projects', () => {
  test('one that floods is held back; every request of the other is taken', async () => {
    const small = await startIngestProcess({
      TACHO_DATA_DIR: store.dataDir,
      TACHO_MAX_INFLIGHT_BYTES: String(4 * mebibyte),
      TACHO_MAX_PROJECT_INFLIGHT_BYTES: String(4 * mebibyte),
    })
    const senders = new WireSender(small)
    const flood = await freshProject(store.database)
    const modest = await freshProject(store.database)
    const name = randomBytes(300_000).toString('base64')
    const flooding = Promise.all(
      Array.from({ length: 60 }, async (_, index) => {
        const wire = wireAt(index)
        return senders.send(wire, 'traces', encodeTraces([testSpan({ name })], wire.encoding), { key: flood.key })
      }),
    )
    const answers: WireAnswer[] = []
    for (let index = 0; index < 30; index += 1) {
      const wire = wireAt(index)
      const body = encodeTraces([testSpan({ name: name.slice(0, 10_000) })], wire.encoding)
      answers.push(await senders.send(wire, 'traces', body, { key: modest.key }))
    }
    const flooded = Map.groupBy(await flooding, ({ status }) => status)
    senders.close()
    await small.stop()
    expect(answers).toEqual(Array.from({ length: 30 }, () => success))
    expect([...flooded.keys()].toSorted()).toEqual(['OK', 'UNAVAILABLE'])
    const accepted = flooded.get('OK')?.length ?? 0
    expect(await storedSpans(store.database, { project: flood.project })).toHaveLength(accepted)
    expect(await storedSpans(store.database, { project: modest.project })).toHaveLength(30)
  })

  test('what one sends far from now is stored, and delays nobody', async () => {
    const [poison, healthy] = [await freshProject(store.database), await freshProject(store.database)]
    const neighbour = startNeighbour(healthy.key)
    const dayNs = 86_400_000_000_000n
    const now = BigInt(Date.now()) * 1_000_000n
    const days = Array.from({ length: 150 }, (_, day) => now - BigInt(day) * dayNs)
    const years = [1n, 1_000n, nanosOf(2106), nanosOf(2262) - dayNs * 300n, 2n ** 63n - 1n]
    const starts = [...days, ...years]
    const spans = starts.map((start) => testSpan({ startTimeUnixNano: `${start}`, endTimeUnixNano: `${start}` }))
    for (const wire of [wireAt(0), wireAt(5)]) {
      const { status, partial } = await sender.send(wire, 'traces', encodeTraces(spans, wire.encoding), {
        key: poison.key,
      })
      expect(status).toBe('OK')
      expect(partial).toEqual({ rejected: 0, message: expect.stringContaining('ahead of our clock') })
    }
    const tooFar = testSpan({ startTimeUnixNano: `${2n ** 63n}`, endTimeUnixNano: `${2n ** 64n - 1n}` })
    const answer = await sender.send(wireAt(0), 'traces', encodeTraces([tooFar], 'protobuf'), { key: poison.key })
    expect(answer.partial?.rejected).toBe(1)
    const answers = await neighbour.stop()
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set(['OK']))
    const stored = await storedSpans(store.database, { project: poison.project })
    expect(stored.map(({ started }) => started).toSorted()).toEqual(starts.map(String).toSorted())
    expect(await storedSpans(store.database, { project: healthy.project })).toHaveLength(answers.length)
  })
})

test('the same spans again and again, grouped anew and sent every way, are stored once', async () => {
  const { project, key } = await freshProject(store.database)
  const spans = Array.from({ length: 60 }, () => testSpan())
  const rng = new Rng(4)
  const requests: { wire: Wire; records: SpanRecord[] }[] = []
  for (let round = 0; round < 10; round += 1) {
    const shuffled = spans.map((span) => ({ span, order: rng.next() })).toSorted((a, b) => a.order - b.order)
    for (let rest = shuffled.map(({ span }) => span); rest.length > 0;) {
      const size = rng.int(1, 30)
      requests.push({ wire: wireAt(rng.int(0, 5)), records: rest.slice(0, size) })
      rest = rest.slice(size)
    }
  }
  const answers = await Promise.all(
    requests.map(({ wire, records }) => sender.send(wire, 'traces', encodeTraces(records, wire.encoding), { key })),
  )
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set(['OK']))
  const rows = await mergedSpans(store.database, { project })
  expect(rows.map(({ span_id }) => span_id).toSorted()).toEqual(spans.map(({ span }) => span.spanId).toSorted())
})

/** Bytes 4 to 1 from the end of a gzip stream say its length, modulo 4 GiB. */
function withLength(gzip: Buffer, length: number): Buffer {
  gzip.writeUInt32LE(length, gzip.length - 4)
  return gzip
}

function nanosOf(year: number): bigint {
  return BigInt(Date.UTC(year, 0)) * 1_000_000n
}

/** MiB that a process held at its peak beyond what it held at the call. */
function watchMemory(pid: number): () => number {
  const mebibytes = (name: string): number => {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8')
    return Number(new RegExp(`${name}:\\s+(\\d+)`).exec(status)?.[1]) / 1024
  }
  writeFileSync(`/proc/${pid}/clear_refs`, '5') // Starts the peak anew.
  const before = mebibytes('VmRSS')
  return () => mebibytes('VmHWM') - before
}
