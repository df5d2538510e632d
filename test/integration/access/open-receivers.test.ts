import { afterAll, beforeAll, expect, test } from 'vitest'
import { startIngestProcess, type IngestProcess } from '#test/support/process.ts'
import { GrpcSender, grpcMethods } from '#test/support/otlp-grpc.ts'
import { encodeTraces, testSpan } from '#test/support/otlp.ts'
import { ask } from '#test/support/raw-http.ts'
import { startStore, type TestStore } from '#test/support/store.ts'

let store: TestStore
let ingest: IngestProcess
let grpc: GrpcSender

beforeAll(async () => {
  store = await startStore()
  ingest = await startIngestProcess({ TACHO_DATA_DIR: store.dataDir, TACHO_AUTH: 'required' })
  grpc = new GrpcSender(ingest.grpcAddress)
})
afterAll(async () => {
  grpc.close()
  await ingest.stop()
  await store.stop()
})

const paths = [
  '/v1/traces',
  '/v1/logs',
  '/v1/metrics',
  '/v1development/profiles',
  '//v1/traces',
  '/v1/./traces',
  '/v1%2Ftraces',
  '/V1/TRACES',
  '/v1/traces/',
  '/v1/traces;x',
  '/v1/traces?key=x',
  '/api/public/otel/v1/traces',
  '/metrics',
  '/',
]
const headers: Record<string, string>[] = [
  {},
  { authorization: '' },
  { authorization: 'Bearer' },
  { authorization: 'Bearer tacho_ingest_x' },
  { 'x-forwarded-for': '127.0.0.1', 'x-real-ip': '127.0.0.1' },
  { 'x-original-url': '/health', 'x-http-method-override': 'GET' },
]
const body = encodeTraces([testSpan()], 'json').toString()

test.each(paths)('nobody gets anything over HTTP where keys are required: %s', async (path) => {
  for (const method of ['POST', 'GET', 'PUT']) {
    for (const sent of headers) {
      const request = { method, path, headers: { ...sent, 'content-type': 'application/json' } }
      const { status, text } = await ask(ingest.url, method === 'GET' ? request : { ...request, body })
      expect(status, `${method} ${path} ${JSON.stringify(sent)} ${text}`).toBeGreaterThanOrEqual(400)
      expect(status).toBeLessThan(500)
    }
  }
})

test.each([
  ...Object.values(grpcMethods),
  '/opentelemetry.proto.collector.profiles.v1development.ProfilesService/Export',
  '/grpc.reflection.v1.ServerReflection/ServerReflectionInfo',
  '/grpc.reflection.v1alpha.ServerReflection/ServerReflectionInfo',
  '/grpc.channelz.v1.Channelz/GetServers',
])('nor over gRPC: %s', async (method) => {
  for (const key of [undefined, 'tacho_ingest_x', '']) {
    const options = key === undefined ? { method } : { method, key }
    const { status } = await grpc.send('traces', encodeTraces([testSpan()], 'protobuf'), options)
    expect(['UNAUTHENTICATED', 'UNIMPLEMENTED']).toContain(status)
  }
})
