import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { migrate } from '#clickhouse/migrate.ts'
import { getRun } from '#clickhouse/queries/runs/get-run.ts'
import { hourOf } from '#clickhouse/sql/date-time.ts'
import { encodeRows } from '#clickhouse/tables/columns.ts'
import { runInsert } from '#clickhouse/tables/run-row.ts'
import { insertRuns } from '#clickhouse/tables/runs.ts'
import { spanIoTable } from '#clickhouse/tables/span-io.ts'
import { RunSort } from '#lib/domain/filter.ts'
import type { SpanRecord } from '#lib/domain/otlp.ts'
import { RunList } from '#lib/domain/run.ts'
import { SessionSort } from '#lib/domain/session.ts'
import { normaliseLog, normaliseSpan } from '#lib/normalise/index.ts'
import { endpoints } from '#lib/server/endpoints.ts'
import type { Endpoint } from '#lib/server/endpoints/endpoint.ts'
import { createKey } from '#lib/server/keys.ts'
import { createProject } from '#lib/server/projects.ts'
import { FacetField } from '#clickhouse/queries/runs/run-facets.ts'
import { callApi, getBody, writeApi } from '#test/support/api.ts'
import { insertLogs, insertSpans, startWorker, type TestWorker } from '#test/support/app.ts'
import { testLog, testSpan, textAttribute } from '#test/support/otlp.ts'
import { startStore, type TestStore } from '#test/support/store.ts'
import { waitUntil } from '#test/support/wait-until.ts'
import { wholeScope } from '#test/support/whole-scope.ts'
import { makeRun } from '../api/make-run.ts'

// The marker package throws outside Next's bundler, which is what these handlers run in here.
vi.mock('server-only', () => ({}))

/** Whose data it is: every text of it says so, ids too. */
type Owner = { project: string; tenant: string; mark: string; digit: string }

const owners: Owner[] = [
  { project: 'one', tenant: 'canary-one-a', mark: 'canary-one-a', digit: 'a' },
  { project: 'one', tenant: 'canary-one-b', mark: 'canary-one-b', digit: 'b' },
  { project: 'two', tenant: 'canary-one-a', mark: 'canary-two-a', digit: 'c' },
  { project: 'two', tenant: 'canary-two-b', mark: 'canary-two-b', digit: 'd' },
]
const [mine, neighbour] = [ownerOf('a'), ownerOf('b')]
const foreign = owners.filter(({ digit }) => digit !== 'a')
const startMs = Date.UTC(2026, 10, 20, 12)
const nanos = (ms: number) => (BigInt(ms) * 1_000_000n).toString()
/** Run 1 is of a session of its own, run 2 of one that all tenants of the project share. */
const runIdOf = ({ digit }: Owner, number: number) => `${digit.repeat(31)}${number}`
const spanIdOf = ({ digit }: Owner, number: number) => `${digit.repeat(15)}${number}`
const idsOf = (owner: Owner) => [1, 2].map((number) => runIdOf(owner, number))
const movedId = 'e'.repeat(32)

let store: TestStore
let worker: TestWorker
let bound: Record<string, string>
let whole: Record<string, string>

function ownerOf(digit: string): Owner {
  const found = owners.find((owner) => owner.digit === digit)
  if (found === undefined) throw new Error(`no owner ${digit}`)
  return found
}

function spanOf(owner: Owner, number: number): SpanRecord {
  const { mark, tenant } = owner
  const say = (role: string, content: string) => JSON.stringify([{ role, parts: [{ type: 'text', content }] }])
  const attributes = {
    'gen_ai.operation.name': 'chat',
    'gen_ai.provider.name': 'openai',
    'gen_ai.request.model': `model-${mark}`,
    'gen_ai.agent.name': `agent-${mark}`,
    'gen_ai.agent.version': `version-${mark}`,
    'gen_ai.input.messages': say('user', `question ${mark} needle`),
    'gen_ai.output.messages': say('assistant', `answer ${mark} needle`),
    'gen_ai.conversation.id': number === 1 ? `session-${mark}` : 'shared',
    'tenant.id': tenant,
    feature: `feature-${mark}`,
    'task.type': `task-${mark}`,
    'user.id': `user-${mark}`,
    environment: `environment-${mark}`,
    note: `note ${mark} needle`,
  }
  const startTimeUnixNano = nanos(startMs + number * 60_000)
  return testSpan({
    traceId: runIdOf(owner, number),
    spanId: spanIdOf(owner, number),
    name: `name-${mark}`,
    startTimeUnixNano,
    endTimeUnixNano: nanos(startMs + number * 60_000 + 1_000),
    status: { code: 2, message: `error ${mark} needle` },
    attributes: Object.entries(attributes).map(([key, value]) => textAttribute(key, value)),
    events: [
      {
        timeUnixNano: startTimeUnixNano,
        name: `event-${mark}`,
        attributes: [textAttribute('detail', `detail ${mark} needle`)],
        droppedAttributesCount: 0,
      },
    ],
  })
}

async function storeRun(owner: Owner, number: number): Promise<void> {
  const { project, mark } = owner
  const record = spanOf(owner, number)
  const { facts } = normaliseSpan({ project, record, rawBytes: 1_000 })
  const text = { truncatedBytes: 0, newInput: `question ${mark} needle`, outputText: `answer ${mark} needle` }
  const at = { receivedAt: Date.now(), writtenAt: Date.now() }
  const { traceId, spanId, startNs } = facts
  const payload = { project, traceId, spanId, startNs, raw: JSON.stringify(record), ...text, ...at }
  await store.database.insert(spanIoTable.name, encodeRows(spanIoTable, [payload]), {
    format: 'Native',
    columns: spanIoTable.columns.map(({ name }) => name),
  })
  await insertSpans(store.database, [facts])
  const log = testLog({
    traceId,
    spanId,
    timeUnixNano: nanos(startMs + number * 60_000),
    body: { stringValue: `log ${mark} needle` },
    eventName: `log-event-${mark}`,
  })
  await insertLogs(store.database, [{ facts: normaliseLog({ project, record: log, rawBytes: 1 }).facts, record: log }])
}

/** A run that was the key's tenant's at first, and turned out to be its neighbour's. */
async function storeMoved(): Promise<void> {
  const first = makeRun({
    project: 'one',
    runId: movedId,
    startedAt: nanos(startMs),
    tenant: mine.tenant,
    session: 'moved',
    inputPreview: 'moved needle',
  })
  const moved = { ...first, version: 2, tenant: neighbour.tenant, inputPreview: `moved ${neighbour.mark} needle` }
  for (const run of [first, moved]) await insertRuns(store.database, [runInsert(run, hourOf(run.startedAt))])
}

async function bearerOf(tenant: string | null): Promise<Record<string, string>> {
  const about = {
    project: 'one',
    kind: 'read',
    name: 'test',
    tenant,
    expiresAt: null,
    actor: 'test',
    now: new Date(),
  } as const
  return { authorization: `Bearer ${(await createKey(store.database, about)).secret}` }
}

beforeAll(async () => {
  store = await startStore()
  process.env['TACHO_DATA_DIR'] = store.dataDir
  await migrate(store.database)
  for (const project of ['one', 'two'])
    await createProject(store.database, { project, name: '', actor: 'test', now: new Date() })
  for (const owner of owners) for (const number of [1, 2]) await storeRun(owner, number)
  worker = await startWorker(store.dataDir)
  await worker.nudge()
  for (const owner of owners)
    for (const runId of idsOf(owner))
      await waitUntil<true>('the run', async () => {
        const [row] = await getRun(store.database, wholeScope(owner.project), { runId })
        return row?.tenant === owner.tenant ? { value: true } : { notYet: row?.tenant ?? 'no row' }
      })
  await storeMoved()
  bound = await bearerOf(mine.tenant)
  whole = await bearerOf(null)
  for (const runId of [runIdOf(mine, 1), runIdOf(neighbour, 1)])
    expect((await writeApi('POST', `/one/runs/${runId}/share`, { days: 1 })).status).toBe(200)
  const view = { name: neighbour.mark, filter: {}, columns: [] }
  await writeApi('POST', '/one/views', view)
})

afterAll(async () => {
  await worker.stop()
  await store.stop()
})

/** What the key asks of each read endpoint, beside runs and sessions by id. */
const asked: Record<string, string[]> = {
  '/status': [''],
  '/runs': [
    ...RunSort.options.flatMap((sort) => ['asc', 'desc'].map((order) => `?sort=${sort}&order=${order}`)),
    '?q=needle',
    '?q=moved',
    ...owners.flatMap(({ tenant, mark }) => [`?tenant=${tenant}`, `?q=${mark}`, `?session=session-${mark}`]),
    '?session=moved',
    '?tenant=*',
    `?tenant=!${mine.tenant}`,
  ],
  '/runs/export': [
    '?format=csv',
    '?format=jsonl',
    '?format=jsonl&q=needle',
    `?format=csv&runId=${runIdOf(neighbour, 1)}`,
  ],
  '/runs/facets': [
    '',
    '?q=needle',
    ...FacetField.options.map((field) => `?field=${field}`),
    '?field=user&contains=canary',
  ],
  '/runs/metrics': ['', '?q=needle', `?tenant=${neighbour.tenant}`],
  '/runs/snippets': [`?q=needle&${[...owners.flatMap(idsOf), movedId].map((id) => `runId=${id}`).join('&')}`],
  '/sessions': [
    ...SessionSort.options.flatMap((sort) => ['asc', 'desc'].map((order) => `?sort=${sort}&order=${order}`)),
    '?q=needle',
  ],
  '/shares': ['', `?runId=${runIdOf(neighbour, 1)}`],
  '/views': [''],
  '/ingest-health': [''],
  '/ingest-health/state': [''],
}

/** What it asks of one run and of one session. */
const ofRun = (owner: Owner, number: number) => [
  '',
  '/neighbours',
  '/spans',
  '/spans?shape=columns',
  `/spans/${spanIdOf(owner, number)}`,
  '/search?q=needle',
  '/logs',
  '/export?format=json',
  '/export?format=otlp',
  '/export?format=markdown',
]
const ofSession = ['', '/turns']

async function textOf(path: string): Promise<{ status: number; text: string }> {
  const response = await callApi(path, bound)
  return { status: response.status, text: `${JSON.stringify([...response.headers])} ${await response.text()}` }
}

/** Everything that only the others' data says. */
function leaksIn(text: string): string[] {
  const marks = foreign.flatMap((owner) => [owner.mark, ...idsOf(owner), spanIdOf(owner, 1)])
  return [...marks, movedId].filter((mark) => text.includes(mark))
}

describe('a read key that is bound to one tenant', () => {
  test('is asked of every endpoint that reads data', () => {
    const reads: Endpoint[] = Object.values(endpoints)
    const dataReads = new Set(['run:read', 'view:read', 'share:read', 'ingest-health:read'])
    const paths = reads
      .filter(({ access, method }) => method === undefined && dataReads.has(access))
      .map(({ path }) => path.replace('/api/v1/projects/{project}', ''))
    const covered = new Set([
      ...Object.keys(asked),
      ...ofRun(mine, 1).map(
        (rest) => `/runs/{runId}${rest.replace(/\?.*/, '').replace(/\/spans\/.*/, '/spans/{spanId}')}`,
      ),
      ...ofSession.map((rest) => `/sessions/{session}${rest}`),
    ])
    expect(paths.filter((path) => !covered.has(path))).toEqual([])
  })

  test('is told nothing of another tenant or project', async () => {
    for (const [path, queries] of Object.entries(asked)) {
      const answers = await Promise.all(queries.map((query) => textOf(`/one${path}${query}`)))
      for (const [index, { text }] of answers.entries()) expect(leaksIn(text), `${path}${queries[index]}`).toEqual([])
    }
  })

  test('sees its own data in all of them', async () => {
    const { items } = await getBody('/one/runs', RunList, bound)
    expect(items.map(({ runId }) => runId)).toEqual([runIdOf(mine, 2), runIdOf(mine, 1)])
    for (const path of ['/runs?q=needle', '/runs/export?format=csv', '/runs/facets', '/sessions', '/shares']) {
      const { status, text } = await textOf(`/one${path}`)
      expect(status, path).toBe(200)
      expect(text, path).toMatch(path === '/shares' ? runIdOf(mine, 1) : mine.mark)
    }
    const snippets = await textOf(`/one/runs/snippets?q=needle&runId=${runIdOf(mine, 1)}`)
    expect(snippets.text).toContain('needle')
    const metrics = await textOf('/one/runs/metrics')
    expect(metrics.text).toContain('"totals":{"runs":2,')
    for (const rest of ofRun(mine, 1))
      expect((await textOf(`/one/runs/${runIdOf(mine, 1)}${rest}`)).status, rest).toBe(200)
    const turns = await textOf('/one/sessions/shared/turns')
    expect(turns.text).toContain(`question ${mine.mark}`)
    expect(leaksIn(turns.text)).toEqual([])
    const session = await textOf('/one/sessions/shared')
    expect(session.text).toContain('"runs":1,')
    expect(leaksIn(session.text)).toEqual([])
  })

  test('finds no run, span or session of others', async () => {
    for (const owner of foreign) {
      for (const number of [1, 2])
        expect(
          await Promise.all(
            ofRun(owner, number).map(async (rest) => {
              const { status } = await textOf(`/one/runs/${runIdOf(owner, number)}${rest}`)
              return status === 404 ? [] : [`${status} ${owner.mark}${rest}`]
            }),
          ),
        ).toEqual(ofRun(owner, number).map(() => []))
      for (const rest of ofSession)
        expect((await textOf(`/one/sessions/session-${owner.mark}${rest}`)).status).toBe(404)
      const span = `/one/runs/${runIdOf(mine, 1)}/spans/${spanIdOf(owner, 1)}`
      expect((await textOf(span)).status).toBe(404)
    }
    for (const rest of ['', '/spans', '/logs', '/neighbours'])
      expect((await textOf(`/one/runs/${movedId}${rest}`)).status).toBe(404)
    for (const rest of ofSession) expect((await textOf(`/one/sessions/moved${rest}`)).status).toBe(404)
  })

  test('goes on with the cursor of another key in its own rows only', async () => {
    for (const list of ['/one/runs', '/one/sessions', '/one/sessions/shared/turns']) {
      let cursor: string | null = null
      for (let page = 0; page < 10; page += 1) {
        const path: string = `${list}?limit=1${cursor === null ? '' : `&cursor=${cursor}`}`
        expect(leaksIn((await textOf(path)).text), path).toEqual([])
        const answer = await callApi(path, whole)
        const { nextCursor }: { nextCursor: string | null } = await answer.json()
        cursor = nextCursor
        if (cursor === null) break
      }
    }
  })

  test('is beside its own runs only', async () => {
    const { text } = await textOf(`/one/runs/${runIdOf(mine, 1)}/neighbours`)
    expect(text).toContain(`{"previous":{"runId":"${runIdOf(mine, 2)}"},"next":null}`)
  })

  test('shares no answer with a key that sees more', async () => {
    for (const rest of ['/logs', '/spans', '/search?q=needle']) {
      const path = `/one/runs/${runIdOf(mine, 1)}${rest}`
      const etag = (await callApi(path, whole)).headers.get('etag') ?? ''
      expect((await callApi(path, { ...whole, 'if-none-match': etag })).status).toBe(304)
      expect((await callApi(path, { ...bound, 'if-none-match': etag })).status).toBe(200)
    }
    const path = `/one/runs/${runIdOf(neighbour, 1)}/spans`
    const etag = (await callApi(path, whole)).headers.get('etag') ?? ''
    expect((await callApi(path, { ...bound, 'if-none-match': etag })).status).toBe(404)
  })

  test('is refused what is known of the whole project only', async () => {
    for (const path of ['/ingest-health', '/ingest-health/state', '/views']) {
      expect((await callApi(`/one${path}`, bound)).status).toBe(403)
      expect((await callApi(`/one${path}`, whole)).status).toBe(200)
    }
  })
})
