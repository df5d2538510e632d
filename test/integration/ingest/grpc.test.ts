import { once } from 'node:events'
import { connect, type ClientHttp2Session, type IncomingHttpHeaders, type OutgoingHttpHeaders } from 'node:http2'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { encodeTraces, testSpan } from '#test/support/otlp.ts'
import { GrpcSender, grpcMethods } from '#test/support/otlp-grpc.ts'
import { callGrpc, grpcFrame } from '#test/support/raw-grpc.ts'
import { runIngestToExit, startIngestProcess, type IngestProcess } from '#test/support/process.ts'
import { startStore, type TestStore } from '#test/support/store.ts'

let store: TestStore
let ingest: IngestProcess
let sender: GrpcSender
let session: ClientHttp2Session

beforeAll(async () => {
  store = await startStore()
  ingest = await startIngestProcess({ TACHO_DATA_DIR: store.dataDir })
  sender = new GrpcSender(ingest.grpcAddress)
  session = connect(`http://${ingest.grpcAddress}`)
})
afterAll(async () => {
  sender.close()
  session.close()
  await ingest.stop()
  await store.stop()
})

const goodBody = encodeTraces([testSpan()], 'protobuf')

test.each([
  '/opentelemetry.proto.collector.profiles.v1development.ProfilesService/Export',
  '/grpc.reflection.v1.ServerReflection/ServerReflectionInfo',
  `${grpcMethods.traces}/`,
  grpcMethods.traces.toLowerCase(),
])('%s is UNIMPLEMENTED', async (method) => {
  expect(await sender.send('traces', Buffer.alloc(0), { method })).toMatchObject({ status: 'UNIMPLEMENTED' })
})

describe('frames of rude clients', () => {
  const ok = { 'grpc-status': '0' }
  const invalid = { 'grpc-status': '3' }

  test.each<[string, Buffer, OutgoingHttpHeaders, IncomingHttpHeaders]>([
    ['a message byte by byte', grpcFrame(goodBody), {}, ok],
    ['a flag of compression without an encoding', grpcFrame(goodBody, 1), {}, invalid],
    ['a message that is not gzip', grpcFrame(goodBody, 1), { 'grpc-encoding': 'gzip' }, invalid],
    ['an encoding that is unknown', grpcFrame(goodBody, 1), { 'grpc-encoding': 'snappy' }, { 'grpc-status': '12' }],
    ['an unknown encoding that is not used', grpcFrame(goodBody, 0), { 'grpc-encoding': 'snappy' }, ok],
    ['no message', Buffer.alloc(0), {}, invalid],
    ['two messages', Buffer.concat([grpcFrame(goodBody), grpcFrame(goodBody)]), {}, invalid],
    ['a message that is cut', grpcFrame(goodBody).subarray(0, -3), {}, invalid],
    ['a length of 4 GiB', grpcFrame(goodBody, 0, 2 ** 32 - 1), {}, { 'grpc-status': '8' }],
    ['another content type', grpcFrame(goodBody), { 'content-type': 'application/json' }, { 'grpc-status': '12' }],
    ['a foreign authority', grpcFrame(goodBody), { ':authority': 'attacker.example' }, { 'grpc-status': '7' }],
    ['a web page’s origin', grpcFrame(goodBody), { origin: 'https://evil.example' }, { 'grpc-status': '7' }],
  ])('%s', async (_what, bytes, headers, expected) => {
    expect(await callGrpc(session, bytes, headers, 50)).toMatchObject(expected)
  })

  test('a call that is cancelled in the middle harms nobody', async () => {
    const stream = session.request({
      ':method': 'POST',
      ':path': grpcMethods.traces,
      'content-type': 'application/grpc',
    })
    stream.write(grpcFrame(goodBody).subarray(0, 20))
    stream.close(8)
    await once(stream, 'close')
    expect(await callGrpc(session, grpcFrame(goodBody))).toMatchObject(ok)
  })

  test('HTTP/1.1 on this port is refused, and the port lives on', async () => {
    await expect(fetch(`http://${ingest.grpcAddress}/v1/traces`, { method: 'POST' })).rejects.toThrow('fetch failed')
    expect(await callGrpc(session, grpcFrame(goodBody))).toMatchObject(ok)
  })
})

test('a message in a status answer is readable, whatever is in it', async () => {
  const answer = await callGrpc(session, grpcFrame(goodBody), { 'grpc-encoding': 'gzip', ':path': '/x/%20"é' })
  expect(decodeURIComponent(String(answer['grpc-message']))).toContain(`this port takes ${grpcMethods.traces}`)
})

test('a busy port is one sentence with the way out, and nothing is left open', async () => {
  const { code, output } = await runIngestToExit({
    TACHO_DATA_DIR: store.dataDir,
    OTLP_GRPC_PORT: ingest.grpcAddress.split(':')[1] ?? '',
  })
  expect(code).toBe(78)
  expect(output).toMatch(/^Port \d+ is in use: [^\n]*OTLP_GRPC_PORT[^\n]*\n$/)
})
