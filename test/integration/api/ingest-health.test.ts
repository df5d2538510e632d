import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { insertIngestOutcomes, type IngestOutcomeInsert } from '#clickhouse/tables/ingest-outcomes.ts'
import { cursorLead, ingestLead, saveState } from '#clickhouse/tables/worker-state.ts'
import { IngestHealth, IngestState } from '#lib/domain/ingest-health.ts'
import type { IngestOutcome } from '#lib/domain/ingest-outcome.ts'
import { createKey } from '#lib/server/keys.ts'
import { createProject } from '#lib/server/projects.ts'
import { errorOf, getBody } from '../../support/api.ts'
import { startStore, type TestStore } from '../../support/store.ts'
import { insertSpans, spanFacts } from '../../support/app.ts'

// The marker package throws outside Next's bundler, which is what these handlers run in here.
vi.mock('server-only', () => ({}))

let store: TestStore
const minute = 60_000
const noon = Date.UTC(2026, 10, 20, 12)
const range = 'from=2026-11-20T12:00:00Z&to=2026-11-20T12:10:00Z'
const healthOf = (project: string, query = range) => getBody(`/${project}/ingest-health?${query}`, IngestHealth)

const accepted: IngestOutcome = {
  project: 'outcomes',
  keyId: '',
  signal: 'traces',
  transport: 'http-protobuf',
  kind: 'accepted',
  reason: 'stored',
  records: 10,
  requests: 1,
  bytes: 1_000,
  sample: null,
}

function row(change: Partial<IngestOutcomeInsert> = {}): IngestOutcomeInsert {
  return { ...accepted, minuteMs: noon, version: 1, ...change }
}

function write(rows: readonly IngestOutcomeInsert[], writer = 'a'): Promise<void> {
  return insertIngestOutcomes(store.database, rows, { writer, waitMs: 5_000 })
}

const projects = ['outcomes', 'sums', 'repeats', 'examples', 'empty', 'state']

beforeAll(async () => {
  store = await startStore()
  process.env['TACHO_DATA_DIR'] = store.dataDir
})
afterAll(() => store.stop())

describe('requests without a valid key', () => {
  // First: from the next project on they belong to nobody.
  test('are shown while there is one project', async () => {
    await write([row({ project: '', kind: 'refused', reason: 'unknown_key', records: 0, requests: 3 })])
    const { reasons, keys, totals } = await healthOf('default')
    expect(totals.refused).toEqual({ records: 0, requests: 3, bytes: 1_000 })
    expect(reasons).toMatchObject([{ reason: 'unknown_key', requests: 3 }])
    expect(keys).toMatchObject([{ key: { keyId: null, hasProject: false } }])
    for (const project of projects) {
      await createProject(store.database, { project, name: '', actor: 'test', now: new Date() })
    }
    await vi.waitFor(async () => expect((await healthOf('default')).reasons).toEqual([]), { timeout: 20_000 })
  })
})

describe('GET ingest-health', () => {
  test('adds up what every process and minute counted, by reason, key and time', async () => {
    const project = 'sums'
    const input = {
      kind: 'ingest',
      name: 'agents',
      tenant: null,
      expiresAt: null,
      actor: 'test',
      now: new Date(),
    } as const
    const { key } = await createKey(store.database, { ...input, project })
    const own = { project, keyId: key.keyId }
    await write([
      row({ project }),
      row({ ...own, records: 7, requests: 2 }),
      row({ ...own, records: 1, minuteMs: noon + 9 * minute }),
      row({ ...own, records: 100, minuteMs: noon + 10 * minute }),
      row({ ...own, kind: 'refused', reason: 'bad_id', records: 3 }),
      row({ ...own, kind: 'not_understood', reason: 'unknown_value', records: 2, signal: 'logs' }),
      row({ ...own, kind: 'cut', reason: 'raw_cut', records: 1, transport: 'grpc' }),
      row({ project: 'outcomes', records: 1_000 }),
    ])
    await write([row({ project, records: 5 })], 'b')

    const health = await healthOf(project)
    expect(health.totals).toEqual({
      accepted: { records: 23, requests: 5, bytes: 4_000 },
      refused: { records: 3, requests: 1, bytes: 1_000 },
      cut: { records: 1, requests: 1, bytes: 1_000 },
      notUnderstood: { records: 2, requests: 1, bytes: 1_000 },
    })
    expect(health.reasons.map(({ reason, records, signals }) => ({ reason, records, signals }))).toEqual([
      { reason: 'bad_id', records: 3, signals: ['traces'] },
      { reason: 'unknown_value', records: 2, signals: ['logs'] },
      { reason: 'raw_cut', records: 1, signals: ['traces'] },
      { reason: 'stored', records: 23, signals: ['traces'] },
    ])
    expect(health.keys).toMatchObject([
      { key: { keyId: null, name: null, hasProject: true }, accepted: { records: 15 } },
      { key: { keyId: key.keyId, name: 'agents', prefix: key.prefix, revoked: false }, accepted: { records: 8 } },
    ])
    expect(JSON.stringify(health)).not.toContain(key.hash)
    expect(health.bucketSeconds).toBe(60)
    expect(health.buckets.map((bucket) => bucket.accepted)).toEqual([22, 0, 0, 0, 0, 0, 0, 0, 0, 1])
    expect(health.buckets[0]).toMatchObject({ refused: 1, cut: 1, notUnderstood: 2 })
  })

  test('counts a write once that is repeated, arrives late, or meets a database that is killed', async () => {
    const project = 'repeats'
    await write([row({ project, records: 1, version: 1 })])
    await write([row({ project, records: 1, version: 1 })])
    await write([row({ project, records: 9, version: 2 })])
    await write([row({ project, records: 1, version: 1 })])
    expect((await healthOf(project)).totals.accepted).toEqual({ records: 9, requests: 1, bytes: 1_000 })

    // Whether the attempt that meets the kill is stored or not: the repetition makes it the same.
    const attempt = write([row({ project, records: 12, version: 3 })]).catch(() => null)
    await store.kill()
    await attempt
    await store.restart()
    await write([row({ project, records: 12, version: 3 })])
    expect((await healthOf(project)).totals.accepted.records).toBe(12)
  })

  test('shows the newest examples of each reason, with the run of their trace', async () => {
    const project = 'examples'
    const sampleAt = (number: number) => ({
      message: `message ${number}`,
      attribute: number === 0 ? 'gen_ai.operation.name' : '',
      service: '',
      traceId: '',
      spanId: '',
      atMs: noon + number,
    })
    const many = Array.from({ length: 30 }, (_, number) =>
      row({
        project,
        kind: 'refused',
        reason: 'bad_time',
        minuteMs: noon + (number % 10) * minute,
        keyId: `${number}`,
        sample: sampleAt(number + 1),
      }),
    )
    await write([...many, row({ project, kind: 'not_understood', reason: 'unknown_value', sample: sampleAt(0) })])
    const { examples } = await healthOf(project)
    expect(examples.filter(({ reason }) => reason === 'bad_time').map(({ message }) => message)).toEqual(
      Array.from({ length: 10 }, (_, place) => `message ${30 - place}`),
    )
    expect(examples.at(-1)).toMatchObject({
      reason: 'unknown_value',
      attribute: 'gen_ai.operation.name',
      service: null,
      traceId: null,
      runId: null,
      atNs: `${noon}000000`,
    })
  })

  test('refuses a range that is none', async () => {
    expect(await errorOf('/outcomes/ingest-health?from=rubbish')).toEqual({ status: 400, code: 'bad_request' })
    expect(await errorOf('/outcomes/ingest-health?from=-1h&to=-2h')).toEqual({ status: 400, code: 'bad_request' })
    expect(await errorOf('/nowhere/ingest-health')).toEqual({ status: 404, code: 'not_found' })
  })

  test('an empty project has empty answers', async () => {
    const project = 'empty'
    const health = await healthOf(project, '')
    expect(health).toMatchObject({ storedPerMinute: 0, reasons: [], keys: [], examples: [] })
    expect(Number(BigInt(health.toNs) - BigInt(health.fromNs)) / 1e9).toBeGreaterThanOrEqual(86_400)
  })
})

describe('GET ingest-health/state', () => {
  test('knows the processes, and how long a record has been waiting', async () => {
    const project = 'state'
    const stateOf = () => getBody(`/${project}/ingest-health/state`, IngestState)
    expect(await stateOf()).toMatchObject({ problems: [], behindMs: null, processes: [] })

    const now = Date.now()
    await saveState(store.database, `${ingestLead}here:4318`, { stopped: false }, now)
    await saveState(store.database, `${cursorLead}0/1`, { writtenAtMs: now - 1_000, recent: null }, now)
    expect(await stateOf()).toMatchObject({ problems: [], behindMs: 0 })

    const writtenAt = now - 120_000
    await saveState(store.database, `${cursorLead}0/1`, { writtenAtMs: writtenAt - 1, recent: null }, now + 1)
    await insertSpans(
      store.database,
      [spanFacts({ project, traceId: 'a'.repeat(32), spanId: 'b'.repeat(16) })],
      writtenAt,
    )
    const state = await stateOf()
    expect(state).toMatchObject({ problems: ['worker_behind'], sinceNs: `${writtenAt}000000` })
    expect(state.behindMs).toBeGreaterThanOrEqual(120_000)
    expect(state.processes.map(({ process, name, state: is }) => ({ process, name, is }))).toEqual([
      { process: 'ingest', name: 'here:4318', is: 'running' },
      { process: 'worker', name: '0/1', is: 'running' },
    ])
  })
})
