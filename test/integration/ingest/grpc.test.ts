import { once } from 'node:events'
import { connect, type ClientHttp2Session, type IncomingHttpHeaders, type OutgoingHttpHeaders } from 'node:http2'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { encodeTraces, testSpan } from '#test/support/otlp.ts'
import { GrpcSender, grpcMethods } from '#test/support/otlp-grpc.ts'
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
    ['a message byte by byte', frame(goodBody), {}, ok],
    ['a flag of compression without an encoding', frame(goodBody, 1), {}, invalid],
    ['a message that is not gzip', frame(goodBody, 1), { 'grpc-encoding': 'gzip' }, invalid],
    ['an encoding that is unknown', frame(goodBody, 1), { 'grpc-encoding': 'snappy' }, { 'grpc-status': '12' }],
    ['an unknown encoding that is not used', frame(goodBody, 0), { 'grpc-encoding': 'snappy' }, ok],
    ['no message', Buffer.alloc(0), {}, invalid],
    ['two messages', Buffer.concat([frame(goodBody), frame(goodBody)]), {}, invalid],
    ['a message that is cut', frame(goodBody).subarray(0, -3), {}, invalid],
    ['a length of 4 GiB', frame(goodBody, 0, 2 ** 32 - 1), {}, { 'grpc-status': '8' }],
    ['another content type', frame(goodBody), { 'content-type': 'application/json' }, { 'grpc-status': '12' }],
    ['a foreign authority', frame(goodBody), { ':authority': 'attacker.example' }, { 'grpc-status': '7' }],
    ['a web page’s origin', frame(goodBody), { origin: 'https://evil.example' }, { 'grpc-status': '7' }],
  ])('%s', async (_what, bytes, headers, expected) => {
    expect(await call(bytes, headers)).toMatchObject(expected)
  })

  test('a call that is cancelled in the middle harms nobody', async () => {
    const stream = session.request({
      ':method': 'POST',
      ':path': grpcMethods.traces,
      'content-type': 'application/grpc',
    })
    stream.write(frame(goodBody).subarray(0, 20))
    stream.close(8)
    await once(stream, 'close')
    expect(await call(frame(goodBody), {})).toMatchObject(ok)
  })

  test('HTTP/1.1 on this port is refused, and the port lives on', async () => {
    await expect(fetch(`http://${ingest.grpcAddress}/v1/traces`, { method: 'POST' })).rejects.toThrow('fetch failed')
    expect(await call(frame(goodBody), {})).toMatchObject(ok)
  })
})

test('a message in a status answer is readable, whatever is in it', async () => {
  const answer = await call(frame(goodBody), { 'grpc-encoding': 'gzip', ':path': '/x/%20"é' })
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

function frame(message: Buffer, flag = 0, length = message.length): Buffer {
  const prefix = Buffer.alloc(5)
  prefix[0] = flag
  prefix.writeUInt32BE(length, 1)
  return Buffer.concat([prefix, message])
}

/** A call as bytes; gives the headers and trailers of its answer. */
async function call(bytes: Buffer, headers: OutgoingHttpHeaders): Promise<IncomingHttpHeaders> {
  const stream = session.request({
    ':method': 'POST',
    ':path': grpcMethods.traces,
    'content-type': 'application/grpc+proto',
    te: 'trailers',
    ...headers,
  })
  const answer: IncomingHttpHeaders = {}
  stream.on('response', (head) => Object.assign(answer, head))
  stream.on('trailers', (trailers) => Object.assign(answer, trailers))
  stream.resume()
  const closed = once(stream, 'close')
  for (let start = 0; start < bytes.length; start += 50) stream.write(bytes.subarray(start, start + 50))
  stream.end()
  await closed
  return answer
}
