import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { defineSystemQuery } from '#clickhouse/define-system-query.ts'
import { freshProject } from '#test/support/ingest-keys.ts'
import { encodeTraces, send, testSpan } from '#test/support/otlp.ts'
import { GrpcSender } from '#test/support/otlp-grpc.ts'
import { startIngestProcess } from '#test/support/process.ts'
import { startStore, type TestStore } from '#test/support/store.ts'
import { WireSender, wires } from '#test/support/wire.ts'

let store: TestStore

beforeAll(async () => {
  store = await startStore()
})
afterAll(() => store.stop())

const outcomesOf = defineSystemQuery({
  name: 'test-outcomes',
  params: z.object({ project: z.string() }),
  row: z.object({ outcome: z.string(), records: z.coerce.number(), requests: z.coerce.number() }),
  sql: `
SELECT concat(transport, ' ', kind, ' ', reason) AS outcome, sum(records) AS records, sum(requests) AS requests
FROM ingest_outcomes FINAL
WHERE project = {project:String}
GROUP BY outcome
ORDER BY outcome`,
})

test('whatever a receiver refuses is kept, with its project, way and reason', async () => {
  const ingest = await startIngestProcess({ TACHO_DATA_DIR: store.dataDir, TACHO_MAX_BODY_BYTES: '100000' })
  const [{ project, key }, reader] = [await freshProject(store.database), await freshProject(store.database, 'read')]
  const sender = new WireSender(ingest)
  const grpc = new GrpcSender(ingest.grpcAddress)
  const plain = wires.filter(({ gzip }) => !gzip)
  for (const wire of plain) {
    const [good, bad] = [testSpan(), testSpan({ spanId: 'abcd' })]
    const encoded = encodeTraces([good, bad, bad], wire.encoding)
    await sender.send(wire, 'traces', encoded, { key })
    await sender.send(wire, 'traces', Buffer.from('noise'), { key })
    await sender.send(wire, 'traces', Buffer.alloc(100_001), { key })
    await sender.send(wire, 'metrics', Buffer.from(wire.encoding === 'json' ? '{}' : ''), { key })
    await sender.send(wire, 'traces', encoded, { key: 'unknown' })
    await sender.send(wire, 'traces', encoded, { key: reader.key })
  }
  for (const secret of [key, 'unknown']) {
    const headers = { authorization: `Bearer ${secret}` }
    expect((await send(`${ingest.url}/v1/trace`, Buffer.alloc(0), { headers })).status).toBe(404)
    const answer = await grpc.send('traces', Buffer.alloc(0), { key: secret, method: '/v1/traces' })
    expect(answer.status).toBe('UNIMPLEMENTED')
  }
  await send(`${ingest.url}/v1/trace`, Buffer.alloc(0))
  await fetch(`${ingest.url}/v1/traces`)
  await fetch(`${ingest.url}/favicon.ico`)
  await send(`${ingest.url}/v1/traces`, Buffer.alloc(0), { headers: { 'content-encoding': 'br' } })
  sender.close()
  grpc.close()
  expect(await ingest.stop()).toBe(0)

  const ways = ['grpc', 'http-json', 'http-protobuf']
  expect(await outcomesOf(store.database, { project })).toEqual(
    ways.flatMap((way) => [
      { outcome: `${way} accepted stored`, records: 1, requests: 1 },
      { outcome: `${way} refused bad_id`, records: 2, requests: 1 },
      { outcome: `${way} refused body_too_large`, records: 0, requests: 1 },
      { outcome: `${way} refused malformed`, records: 0, requests: 1 },
      { outcome: `${way} refused metrics_not_kept`, records: 0, requests: 1 },
      ...(way === 'http-json' ? [] : [{ outcome: `${way} refused wrong_path`, records: 0, requests: 1 }]),
    ]),
  )
  expect(await outcomesOf(store.database, { project: '' })).toEqual([
    { outcome: 'grpc refused unknown_key', records: 0, requests: 1 },
    { outcome: 'grpc refused wrong_key_kind', records: 0, requests: 1 },
    { outcome: 'grpc refused wrong_path', records: 0, requests: 1 },
    { outcome: 'http-json refused unknown_key', records: 0, requests: 1 },
    { outcome: 'http-json refused wrong_key_kind', records: 0, requests: 1 },
    { outcome: 'http-protobuf refused unknown_key', records: 0, requests: 1 },
    { outcome: 'http-protobuf refused wrong_key_kind', records: 0, requests: 1 },
    { outcome: 'http-protobuf refused wrong_path', records: 0, requests: 1 },
  ])
  expect(await outcomesOf(store.database, { project: 'default' })).toEqual([
    { outcome: 'http-json refused wrong_method', records: 0, requests: 1 },
    { outcome: 'http-protobuf refused content_encoding', records: 0, requests: 1 },
    { outcome: 'http-protobuf refused wrong_path', records: 0, requests: 1 },
  ])
})
