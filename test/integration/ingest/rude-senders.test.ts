import { once } from 'node:events'
import { connect as connectHttp2 } from 'node:http2'
import { connect, type Socket } from 'node:net'
import { pino } from 'pino'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openDatabase } from '#clickhouse/client.ts'
import { resolveConnection } from '#clickhouse/connection.ts'
import { defaultReceiveLimits } from '#ingest/receive/receive-limits.ts'
import { startIngest, type Ingest } from '#ingest/start-ingest.ts'
import { readEnv } from '#lib/server/env.ts'
import { encodeTraces, send, testSpan } from '#test/support/otlp.ts'
import { GrpcSender, grpcMethods } from '#test/support/otlp-grpc.ts'
import { startStore, type TestStore } from '#test/support/store.ts'

let store: TestStore
let ingest: Ingest
let grpc: GrpcSender

/** Short times, so that nobody waits; what is looked at is the answer, not when it comes. */
const limits = {
  ...defaultReceiveLimits,
  headersMs: 600,
  bodyMs: 2_000,
  rateWindowMs: 600,
  idleMs: 300,
  grpcIdleMs: 300,
  requests: 2,
  requestsPerProject: 2,
  turnWaitMs: 100,
}

beforeAll(async () => {
  store = await startStore()
  const env = readEnv({ TACHO_DATA_DIR: store.dataDir, OTLP_HTTP_PORT: '0', OTLP_GRPC_PORT: '0' })
  const log = pino({ level: 'silent' })
  const db = openDatabase(() => resolveConnection({ dataDir: store.dataDir }), { log })
  ingest = await startIngest({ env, log, db, limits })
  grpc = new GrpcSender(ingest.grpcAddress)
})
afterAll(async () => {
  grpc.close()
  await ingest.stop()
  await store.stop()
})

const head = 'POST /v1/traces HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-protobuf\r\n'
const goodBody = encodeTraces([testSpan()], 'protobuf')

/** A connection that says what it is told; gives what it has heard when the receiver closes it. */
function open(): { socket: Socket; heard: Promise<string> } {
  const { hostname, port } = new URL(ingest.url)
  const socket = connect(Number(port), hostname)
  let text = ''
  socket.on('data', (chunk: Buffer) => (text += chunk.toString()))
  socket.on('error', () => {}) // Being cut off is what is expected here, and `once` would reject for it.
  return { socket, heard: new Promise((closed) => socket.once('close', () => closed(text))) }
}

async function expectAllIsWell(): Promise<void> {
  expect((await send(`${ingest.url}/v1/traces`, goodBody)).status).toBe(200)
  // An idle connection may be closed just as it is used: a sender comes again then.
  const first = await grpc.send('traces', goodBody)
  const { status } = first.status === 'UNAVAILABLE' ? await grpc.send('traces', goodBody) : first
  expect(status).toBe('OK')
}

describe('over HTTP', () => {
  test('headers that do not end: the connection is closed', async () => {
    const { socket, heard } = open()
    socket.write(head)
    expect(await heard).toMatch(/^(HTTP\/1.1 408 |$)/)
    await expectAllIsWell()
  })

  test('a body that stands still is 408', async () => {
    const { socket, heard } = open()
    socket.write(`${head}Content-Length: 100\r\n\r\nx`)
    expect(await heard).toMatch(/^HTTP\/1.1 408 /)
    await expectAllIsWell()
  })

  test('a body that trickles is 408', async () => {
    const { socket, heard } = open()
    socket.write(`${head}Content-Length: 100000\r\n\r\n`)
    const drip = setInterval(() => socket.write('x'), 20)
    const answer = await heard
    clearInterval(drip)
    expect(answer).toMatch(/^HTTP\/1.1 408 /)
    expect(answer).toContain('slower than 1024 bytes a second')
    await expectAllIsWell()
  })

  test('a connection without a request is closed', async () => {
    const { socket, heard } = open()
    const body = '{}'
    const request = head.replace('x-protobuf', 'json')
    socket.write(`${request}Content-Length: ${body.length}\r\n\r\n${body}`)
    expect(await heard).toMatch(/^HTTP\/1.1 200 /)
  })

  test('a sender that hangs up in the middle harms nobody', async () => {
    const { socket, heard } = open()
    socket.write(`${head}Content-Length: 100\r\n\r\nx`)
    socket.resetAndDestroy()
    await heard
    await expectAllIsWell()
  })

  test('a connection that is half closed in the middle gets no answer: a 400 would make senders drop the data', async () => {
    const { socket, heard } = open()
    socket.end(`${head}Content-Length: 100\r\n\r\nx`)
    expect(await heard).toBe('')
    await expectAllIsWell()
  })
})

describe('over gRPC', () => {
  test('a message that stands still is DEADLINE_EXCEEDED', async () => {
    const session = connectHttp2(`http://${ingest.grpcAddress}`)
    const stream = session.request({
      ':method': 'POST',
      ':path': grpcMethods.traces,
      'content-type': 'application/grpc',
    })
    stream.write(Buffer.from([0, 0, 0, 0, 9, 1]))
    const [answer] = await once(stream, 'response')
    expect(answer).toMatchObject({ 'grpc-status': '4' })
    session.destroy()
    await expectAllIsWell()
  })

  test('a connection without a call is closed in peace', async () => {
    const session = connectHttp2(`http://${ingest.grpcAddress}`)
    const [code] = await once(session, 'goaway')
    expect(code).toBe(0)
    await expectAllIsWell()
  })
})

test('more requests than are read at once wait a little, then are asked to come again', async () => {
  const slow = Array.from({ length: limits.requests }, () => {
    const { socket, heard } = open()
    const drip = setInterval(() => socket.write('x'.repeat(200)), 20)
    socket.write(`${head}Content-Length: 1000000\r\n\r\n`)
    return { heard, end: () => clearInterval(drip) }
  })
  const statuses = new Set<string>()
  while (!statuses.has('UNAVAILABLE')) statuses.add((await grpc.send('traces', goodBody)).status)
  for (const { heard, end } of slow) {
    expect(await heard).toMatch(/^HTTP\/1.1 408 /)
    end()
  }
  await expectAllIsWell()
})
