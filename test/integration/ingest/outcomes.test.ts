import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { IngestHealth, IngestState } from '#lib/domain/ingest-health.ts'
import { createKey } from '#lib/server/keys.ts'
import { createProject } from '#lib/server/projects.ts'
import { callApi, getBody } from '#test/support/api.ts'
import {
  encodeLogs,
  encodeTraces,
  send,
  testLog,
  testSpan,
  textAttribute,
  type SendOptions,
} from '#test/support/otlp.ts'
import { GrpcSender } from '#test/support/otlp-grpc.ts'
import { startIngestProcess, type IngestProcess } from '#test/support/process.ts'
import { startStore, type TestStore } from '#test/support/store.ts'
import { waitUntil } from '#test/support/wait-until.ts'

// The marker package throws outside Next's bundler, which is what the API's handlers run in here.
vi.mock('server-only', () => ({}))

let store: TestStore
let ingest: IngestProcess
const bodyLimit = 200_000
const spanLimit = 20_000

beforeAll(async () => {
  store = await startStore()
  process.env['TACHO_DATA_DIR'] = store.dataDir
  ingest = await start()
})
afterAll(async () => {
  await ingest.stop()
  await store.stop()
})

function start(): Promise<IngestProcess> {
  return startIngestProcess({
    TACHO_DATA_DIR: store.dataDir,
    TACHO_MAX_BODY_BYTES: String(bodyLimit),
    TACHO_MAX_SPAN_BYTES: String(spanLimit),
  })
}

async function projectWithKey(project: string) {
  const now = new Date()
  await createProject(store.database, { project, name: '', actor: 'test', now })
  const { key, secret } = await createKey(store.database, {
    project,
    kind: 'ingest',
    name: 'agents',
    tenant: null,
    expiresAt: null,
    actor: 'test',
    now,
  })
  const headers = { authorization: `Bearer ${secret}` }
  const post = (path: string, body: Buffer, options: SendOptions = {}) =>
    send(ingest.url + path, body, { ...options, headers })
  return { key, secret, post }
}

const healthOf = (project: string) => getBody(`/${project}/ingest-health?from=-1h`, IngestHealth)

/** Every sum of a project, once so many requests have been counted. */
async function sumsOf(project: string, requests: number) {
  const health = await waitUntil('the outcomes', async () => {
    // A project that was made a moment ago may not be known yet.
    const { status } = await callApi(`/${project}/ingest-health?from=-1h`)
    if (status === 404) return { notYet: 'the project is not known' }
    const value = await healthOf(project)
    const counted = value.reasons.reduce((sum, group) => sum + group.requests, 0)
    return counted >= requests ? { value } : { notYet: `${counted} of ${requests} counted` }
  })
  return {
    health,
    sums: Object.fromEntries(
      health.reasons.map(({ kind, reason, records, requests: count }) => [`${kind} ${reason}`, [records, count]]),
    ),
  }
}

const odd = () =>
  testSpan({ attributes: [textAttribute('gen_ai.operation.name', 'brew'), textAttribute('gen_ai.x', 'y')] })
const long = () => testSpan({ attributes: [textAttribute('big', 'x'.repeat(2 * spanLimit))] })

describe('what becomes of everything that is sent', () => {
  test('is counted exactly, by reason and key, on HTTP and gRPC', async () => {
    const { key, secret, post } = await projectWithKey('counted')
    const sender = new GrpcSender(ingest.grpcAddress)
    const oddSpan = odd()
    const statuses = [
      await post('/v1/traces', encodeTraces([testSpan(), testSpan(), oddSpan, odd()], 'protobuf')),
      await post('/v1/traces', encodeTraces([testSpan(), testSpan({ spanId: '' })], 'json'), { encoding: 'json' }),
      await post('/v1/traces', encodeTraces([long()], 'protobuf')),
      await post('/v1/logs', encodeLogs([testLog(), testLog(), testLog()], 'json'), { encoding: 'json' }),
      await post('/v1/traces', Buffer.from('{nonsense'), { encoding: 'json' }),
      await post('/v1/traces', Buffer.alloc(bodyLimit + 1)),
      await post('/v1/metrics', Buffer.alloc(0)),
    ].map(({ status }) => status)
    expect(statuses).toEqual([200, 200, 200, 200, 400, 413, 200])
    const answer = await sender.send('traces', encodeTraces([testSpan(), odd()], 'protobuf'), { key: secret })
    expect(answer.status).toBe('OK')
    sender.close()

    const { sums, health } = await sumsOf('counted', 12)
    expect(sums).toEqual({
      'accepted stored': [11, 5],
      'refused bad_id': [1, 1],
      'refused malformed': [0, 1],
      'refused body_too_large': [0, 1],
      'refused metrics_not_kept': [0, 1],
      'not_understood unknown_value': [3, 2],
      'cut raw_cut': [1, 1],
    })
    expect(health.keys).toMatchObject([
      { key: { keyId: key.keyId, name: 'agents', prefix: key.prefix, hasProject: true }, accepted: { records: 11 } },
    ])
    const stored = health.reasons.find(({ kind }) => kind === 'accepted')
    expect(stored).toMatchObject({ signals: ['logs', 'traces'], transports: ['grpc', 'http-json', 'http-protobuf'] })
    expect(health.buckets.reduce((sum, { accepted }) => sum + accepted, 0)).toBe(11)
    const example = health.examples.find(({ reason, transport }) => reason === 'unknown_value' && transport !== 'grpc')
    expect(example).toMatchObject({
      attribute: 'gen_ai.operation.name',
      service: 'test',
      traceId: oddSpan.span.traceId,
      spanId: oddSpan.span.spanId,
    })
    // What senders wrote stays out of it.
    expect(JSON.stringify(health)).not.toMatch(/brew|nonsense|xxxx|tacho_ingest_[A-Za-z0-9_-]{20}/)
  })

  test('belongs to no project when the key is not valid', async () => {
    const { post } = await projectWithKey('honest')
    await post('/v1/traces', encodeTraces([testSpan()], 'protobuf'))
    const body = encodeTraces([testSpan()], 'protobuf')
    const refused = await send(`${ingest.url}/v1/traces`, body, {
      headers: { authorization: 'Bearer tacho_ingest_no' },
    })
    expect(refused.status).toBe(401)
    const { sums } = await sumsOf('honest', 1)
    expect(sums).toEqual({ 'accepted stored': [1, 1] })
    expect((await healthOf('default')).reasons).toEqual([])
  })

  test('is not lost when the database is away, and not counted twice', async () => {
    const { post } = await projectWithKey('away')
    const body = () => encodeTraces([testSpan(), testSpan()], 'protobuf')
    expect((await post('/v1/traces', body())).status).toBe(200)
    await store.kill()
    expect((await post('/v1/traces', body())).status).toBe(503)
    await store.restart()
    await waitUntil('the receiver', async () => {
      const { status } = await post('/v1/traces', body())
      return status === 200 ? { value: status } : { notYet: `${status}` }
    })
    const { sums } = await sumsOf('away', 3)
    expect(sums['accepted stored']).toEqual([4, 2])
    expect(sums['refused store_away']?.[1]).toBeGreaterThanOrEqual(1)
  })

  test('is written when the process is stopped, which says so', async () => {
    const { post } = await projectWithKey('stopped')
    await post('/v1/traces', encodeTraces([testSpan()], 'protobuf'))
    expect(await ingest.stop()).toBe(0)
    expect((await sumsOf('stopped', 1)).sums).toEqual({ 'accepted stored': [1, 1] })
    const state = await getBody('/stopped/ingest-health/state', IngestState)
    expect(state.problems).toEqual(['ingest_away'])
    expect(state.processes).toMatchObject([{ process: 'ingest', state: 'stopped' }])
    ingest = await start()
    await waitUntil('the new process', async () => {
      const { problems } = await getBody('/stopped/ingest-health/state', IngestState)
      return problems.length === 0 ? { value: problems } : { notYet: problems.join() }
    })
  })
})
