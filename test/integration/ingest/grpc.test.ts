import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { encodeLogs, encodeTraces, testLog, testSpan } from '#test/support/otlp.ts'
import { GrpcSender, grpcMethods } from '#test/support/otlp-grpc.ts'
import { runIngestToExit, startIngestProcess, type IngestProcess } from '#test/support/process.ts'
import { startStore, type TestStore } from '#test/support/store.ts'

let store: TestStore
let ingest: IngestProcess
let sender: GrpcSender
const bodyLimit = 1024 * 1024

beforeAll(async () => {
  store = await startStore()
  ingest = await startIngestProcess({ TACHO_DATA_DIR: store.dataDir, TACHO_MAX_BODY_BYTES: String(bodyLimit) })
  sender = new GrpcSender(ingest.grpcAddress)
})
afterAll(async () => {
  sender.close()
  await ingest.stop()
  await store.stop()
})

const ok = { status: 'OK', message: '', retrySeconds: null, partial: null }

describe.each([false, true])('OTLP/gRPC, gzip %s', (gzip) => {
  test('takes spans and log records: OK and partial_success unset', async () => {
    expect(await sender.send('traces', encodeTraces([testSpan(), testSpan()], 'protobuf'), { gzip })).toEqual(ok)
    expect(await sender.send('logs', encodeLogs([testLog()], 'protobuf'), { gzip })).toEqual(ok)
  })

  test('an empty request is a success', async () => {
    expect(await sender.send('traces', Buffer.alloc(0), { gzip })).toEqual(ok)
    expect(await sender.send('logs', Buffer.alloc(0), { gzip })).toEqual(ok)
  })

  test('some bad spans are a partial success with their exact number', async () => {
    const bad = testSpan({ spanId: '' })
    const { status, partial } = await sender.send('traces', encodeTraces([bad, testSpan(), bad], 'protobuf'), { gzip })
    expect(status).toBe('OK')
    expect(partial?.rejected).toBe(2)
    expect(partial?.message).toContain('spanId must be 8 bytes, not 0')
  })

  test('noise is INVALID_ARGUMENT', async () => {
    const answer = await sender.send('traces', Buffer.from('certainly not OTLP'), { gzip })
    expect(answer).toMatchObject({ status: 'INVALID_ARGUMENT', retrySeconds: null })
  })

  test('a message over the limit is RESOURCE_EXHAUSTED without RetryInfo: it stays too large', async () => {
    const body = gzip ? Buffer.alloc(bodyLimit + 1) : randomBytes(bodyLimit + 1)
    const answer = await sender.send('traces', body, { gzip })
    expect(answer).toMatchObject({ status: 'RESOURCE_EXHAUSTED', retrySeconds: null })
    expect(answer.message).toMatch(/larger than \d+ bytes/)
    expect(await sender.send('traces', encodeTraces([testSpan()], 'protobuf'), { gzip })).toEqual(ok)
  })
})

test('an unknown method is UNIMPLEMENTED', async () => {
  const method = '/grpc.reflection.v1.ServerReflection/ServerReflectionInfo'
  expect(await sender.send('traces', Buffer.alloc(0), { method })).toMatchObject({ status: 'UNIMPLEMENTED' })
  expect(grpcMethods.traces).not.toBe(method)
})

test('an invalid key is UNAUTHENTICATED', async () => {
  const answer = await sender.send('traces', Buffer.alloc(0), { key: 'tacho_ingest_wrong' })
  expect(answer).toMatchObject({ status: 'UNAUTHENTICATED' })
})

test('a busy port is one sentence with the way out', async () => {
  const { code, output } = await runIngestToExit({
    TACHO_DATA_DIR: store.dataDir,
    OTLP_GRPC_PORT: ingest.grpcAddress.split(':')[1] ?? '',
  })
  expect(code).toBe(78)
  expect(output).toMatch(/^Port \d+ is in use: [^\n]*OTLP_GRPC_PORT[^\n]*\n$/)
})
