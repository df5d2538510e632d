import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { reprocess } from '#ingest/derive/reprocess.ts'
import { Attribution, AttributionPreview, type AttributionRules, type FieldRule } from '#lib/domain/attribution.ts'
import { HistoryPage } from '#lib/domain/history.ts'
import { RunList } from '#lib/domain/run.ts'
import { startWorker, type TestWorker } from '#test/support/app.ts'
import { getBody, writeApi } from '#test/support/api.ts'
import { encodeTraces, send, testSpan, textAttribute } from '#test/support/otlp.ts'
import { startIngestProcess, type IngestProcess } from '#test/support/process.ts'
import { startStore, type TestStore } from '#test/support/store.ts'
import { waitUntil } from '#test/support/wait-until.ts'

// The marker package throws outside Next's bundler, which is what these handlers run in here.
vi.mock('server-only', () => ({}))

let store: TestStore
let ingest: IngestProcess
let worker: TestWorker

/** Team and tenant of calls, each a run of its own. */
const calls = [
  { team: 'red', tenant: 'acme' },
  { team: 'red', tenant: 'acme' },
  { team: 'blue', tenant: null },
  { team: null, tenant: 'acme' },
] as const

function callOf({ team, tenant }: (typeof calls)[number], index: number) {
  const startNs = BigInt(Date.now() - 60_000 + index) * 1_000_000n
  return testSpan({
    name: 'chat',
    parentSpanId: '',
    startTimeUnixNano: String(startNs),
    endTimeUnixNano: String(startNs + 1_000_000_000n),
    attributes: [
      textAttribute('gen_ai.operation.name', 'chat'),
      textAttribute('gen_ai.provider.name', 'openai'),
      textAttribute('gen_ai.request.model', 'gpt-4o'),
      { key: 'gen_ai.usage.input_tokens', value: { intValue: '1000' } },
      { key: 'gen_ai.usage.output_tokens', value: { intValue: '100' } },
      ...(team === null ? [] : [textAttribute('team', team)]),
      ...(tenant === null ? [] : [textAttribute('tenant.id', tenant)]),
    ],
  })
}

beforeAll(async () => {
  store = await startStore()
  process.env['TACHO_DATA_DIR'] = store.dataDir
  ingest = await startIngestProcess({ TACHO_DATA_DIR: store.dataDir })
  worker = await startWorker(store.dataDir)
  const sent = await send(`${ingest.url}/v1/traces`, encodeTraces(calls.map(callOf), 'protobuf'))
  expect(sent.status).toBe(200)
  await worker.nudge()
  await waitUntil<true>('runs', async () => {
    const { length } = await tenants()
    return length === calls.length ? { value: true } : { notYet: String(length) }
  })
})

afterAll(async () => {
  await worker.stop()
  await ingest.stop()
  await store.stop()
})

async function tenants(): Promise<string[]> {
  const { items } = await getBody('/default/runs', RunList)
  return items.map(({ tenant, identitySources }) => `${tenant} (${identitySources['tenant'] ?? ''})`).toSorted()
}

async function write<T>(method: 'POST' | 'PUT', path: string, body: unknown, schema: { parse: (body: unknown) => T }) {
  const response = await writeApi(method, `/default${path}`, body)
  expect(response.status).toBe(200)
  return schema.parse(await response.json())
}

const rule: FieldRule = {
  keys: ['team'],
  builtIn: true,
  apiKeys: [],
  services: [],
  renamed: [{ from: 'red', to: 'Red' }],
}
const rules: AttributionRules = { fields: { tenant: rule } }

describe('rules of attribution', () => {
  test('are none at first; what is known without them is told', async () => {
    const { rules: none, version, known } = await getBody('/default/attribution', Attribution)
    expect({ none, version }).toEqual({ none: { fields: {} }, version: 0 })
    expect(known.tenant.slice(0, 2)).toEqual(['app.tenant.id', 'tenant.id'])
    expect(known.taskType).toContain('metadata:taskType')
  })

  test('are tried on the runs of the last day; saved and applied they do just that', async () => {
    const before = await tenants()
    expect(before).toEqual(['acme (tenant.id)', 'acme (tenant.id)', 'acme (tenant.id)', 'null ()'])
    const preview = await write('POST', '/attribution/preview', { rules }, AttributionPreview)
    expect(preview).toMatchObject({ runs: 4, isAll: true, changedRuns: 3 })
    const change = { field: 'tenant', source: 'team' }
    expect(preview.changes).toEqual([
      { ...change, source: 'team, renamed', before: 'acme', after: 'Red', runs: 2, costUsd: '0.007000000000' },
      { ...change, before: null, after: 'blue', runs: 1, costUsd: '0.003500000000' },
    ])
    expect(await tenants()).toEqual(before)

    const saved = await write('PUT', '/attribution', { rules, expectedVersion: 0, reason: 'teams pay' }, Attribution)
    expect(saved).toMatchObject({ rules, version: 1 })
    const range = { fromMs: Date.now() - 3_600_000, toMs: Date.now() + 60_000, project: 'default', everything: true }
    await reprocess({ db: store.database, ...range, onHour: () => {}, signal: new AbortController().signal })
    await worker.nudge()
    const after = ['Red (team, renamed)', 'Red (team, renamed)', 'acme (tenant.id)', 'blue (team)']
    await waitUntil<true>('runs by the rules', async () => {
      const now = await tenants()
      return now.join() === after.join() ? { value: true } : { notYet: now.join() }
    })
    expect(await write('POST', '/attribution/preview', { rules }, AttributionPreview)).toMatchObject({ changedRuns: 0 })
  })

  test('are changed by whoever has seen them, and the change is told', async () => {
    const stale = await writeApi('PUT', '/default/attribution', { rules, expectedVersion: 0 })
    expect(stale.status).toBe(409)
    const { items } = await getBody('/default/history', HistoryPage)
    expect(items.find(({ kind }) => kind === 'attribution')).toMatchObject({ action: 'created', reason: 'teams pay' })
  })

  test('that say nothing of the sort are refused by name', async () => {
    const body = { rules: { fields: { tenant: { ...rule, keys: [''] } } }, expectedVersion: 1 }
    const response = await writeApi('PUT', '/default/attribution', body)
    expect(response.status).toBe(400)
    expect(await response.text()).toContain('keys')
  })
})
