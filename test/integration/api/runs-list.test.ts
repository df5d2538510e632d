import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { migrate } from '#clickhouse/migrate.ts'
import { hourOf } from '#clickhouse/sql/date-time.ts'
import { runInsert } from '#clickhouse/tables/run-row.ts'
import { insertRuns } from '#clickhouse/tables/runs.ts'
import { RunSort } from '#lib/domain/filter.ts'
import { Run, RunList, SessionList } from '#lib/domain/run.ts'
import { unknownUsage } from '#lib/domain/usage.ts'
import { createProject } from '#lib/server/projects.ts'
import { callApi, errorOf, getBody } from '../../support/api.ts'
import { startStore, type TestStore } from '../../support/store.ts'
import { makeRun } from './make-run.ts'

// The marker package throws outside Next's bundler, which is what these handlers run in here.
vi.mock('server-only', () => ({}))

let store: TestStore
const noon = Date.UTC(2026, 10, 20, 12)
const at = (minutes: number) => (BigInt(noon + minutes * 60_000) * 1_000_000n).toString()
const id = (number: number) => number.toString(16).padStart(32, '0')
const project = 'lists'

const rich = makeRun({
  project,
  runId: id(1),
  startedAt: (BigInt(at(0)) + 123_456_789n).toString(),
  endedAt: at(5),
  durationNs: 299_876_543_211,
  tenant: "O'Brien & co",
  feature: 'billing',
  taskType: 'refund',
  user: 'u-1',
  session: 'a/b c',
  agent: 'planner',
  agents: [
    { name: 'planner', calls: 1, costUsd: '0.100000000001' },
    { name: 'writer', calls: 2, costUsd: null },
  ],
  agentVersion: '2',
  environment: 'prod',
  endReason: 'error',
  outcome: 'urgent',
  steps: 7,
  llmCalls: 5,
  failedLlmCalls: 1,
  embeddingCalls: 1,
  embeddingTokens: 12,
  toolCalls: 4,
  toolErrors: 2,
  tools: [{ name: 'search', calls: 4, errors: 2 }],
  usage: { ...unknownUsage, inputTokens: 1000, inputUncachedTokens: 600, cacheReadTokens: 400, outputTokens: 50 },
  models: [
    { model: 'm-2', requestedModel: 'm', provider: 'openai', calls: 5, usage: unknownUsage, costUsd: '0.100000000001' },
  ],
  costUsd: '12345678901234.000000000001',
  costStatus: 'partial',
  reportedCostUsd: '0.000000000000',
  loops: { count: 1, revisits: 3, steps: 2, costUsd: '0.010000000000', worst: null },
  inputPreview: 'Please refund order 77\n"now"',
  outputPreview: 'Ödipus sagt: done ✓',
  errorMessage: 'boom',
  warnings: [{ code: 'not_in_a_trace', message: 'x', spanId: null }],
  spanCount: 11,
  dialects: ['otel-genai', 'openinference'],
  tags: ['vip'],
  identitySources: { tenant: 'tenant.id' },
  version: 1_700_000_000_001,
})

const plain = (number: number, run: Partial<Run> = {}) =>
  makeRun({ project, runId: id(number), startedAt: at(number), ...run })
const others = [
  plain(2, { tenant: 'acme', steps: 2, costUsd: '0.500000000000', costStatus: 'priced', session: 's', durationNs: 5 }),
  plain(3, {
    tenant: 'acme',
    endReason: 'running',
    steps: 9,
    session: 's',
    usage: { ...unknownUsage, inputTokens: 5, outputTokens: 5 },
  }),
  plain(4, { taskType: 'chat', agent: 'chatter', costUsd: '0.250000000000', costStatus: 'priced' }),
]
const all = [rich, ...others]

async function store_(runs: readonly Run[], bucket?: number): Promise<void> {
  await insertRuns(
    store.database,
    runs.map((run) => runInsert(run, bucket ?? hourOf(run.startedAt))),
  )
}

async function ids(query: string): Promise<number[]> {
  const { items } = await getBody(`/${project}/runs?${query}`, RunList)
  return items.map(({ runId }) => Number(runId.replace(/^0+/, '')))
}

beforeAll(async () => {
  store = await startStore()
  process.env['TACHO_DATA_DIR'] = store.dataDir
  await migrate(store.database)
  for (const name of [project, 'paging', 'versions', 'other']) {
    await createProject(store.database, { project: name, name: '', actor: 'test', now: new Date() })
  }
  await store_(all)
  await store_([makeRun({ project: 'other', runId: id(99), startedAt: at(0), tenant: 'acme' })])
})

afterAll(() => store.stop())

describe('a run', () => {
  test('comes back exactly as it was stored', async () => {
    expect(await getBody(`/${project}/runs/${id(1)}`, Run)).toEqual(rich)
    for (const run of others) expect(await getBody(`/${project}/runs/${run.runId}`, Run)).toEqual(run)
  })

  test('is found by any of its traces', async () => {
    const traceIds = [id(501), id(502)]
    await store_([makeRun({ project: 'paging', runId: id(500), traceIds, startedAt: at(0) })])
    expect((await getBody(`/paging/runs/${id(502)}`, Run)).runId).toBe(id(500))
  })

  test('is one row whatever was stored before', async () => {
    await store_([{ ...rich, version: 5, steps: 1 }])
    expect((await getBody(`/${project}/runs/${id(1)}`, Run)).steps).toBe(7)
  })
})

describe('filters', () => {
  test.each([
    ['', [4, 3, 2, 1]],
    ['tenant=acme', [3, 2]],
    ['tenant=acme&tenant=O%27Brien+%26+co', [3, 2, 1]],
    ['tenant=!acme', [4, 1]],
    ['tenant=-', [4]],
    ['tenant=!-', [3, 2, 1]],
    ['tenant=-&tenant=acme', [4, 3, 2]],
    ['feature=billing', [1]],
    ['taskType=chat', [4]],
    ['agent=writer', [1]],
    ['agent=!planner', [4, 3, 2]],
    ['agent=-', [3, 2]],
    ['agentVersion=2', [1]],
    ['environment=prod', [1]],
    ['model=m', [1]],
    ['model=m-2', [1]],
    ['model=-', [4, 3, 2]],
    ['tool=search', [1]],
    ['tool=!search', [4, 3, 2]],
    ['endReason=error&endReason=running', [3, 1]],
    ['endReason=!completed', [3, 1]],
    ['outcome=urgent', [1]],
    ['dialect=openinference', [1]],
    ['session=s', [3, 2]],
    ['user=u-1', [1]],
    ['costStatus=priced', [4, 2]],
    ['minSteps=7', [3, 1]],
    ['maxSteps=2', [4, 2]],
    ['minCostUsd=0.5', [2, 1]],
    ['minDurationMs=1000', [1]],
    ['minTokens=10', [3, 1]],
    ['hasLoop=true', [1]],
    ['hasError=true', [1]],
    ['hasError=false', [4, 3, 2]],
    ['hasWarning=true', [1]],
    ['q=REFUND+77', [1]],
    ['q=%C3%B6dipus', [1]],
    [`q=${id(4)}`, [4]],
    ['from=2026-11-20T12:02:00Z', [4, 3, 2]],
    ['from=2026-11-20T12:02:00Z&to=2026-11-20T12:04:00Z', [3, 2]],
    ['to=2026-11-20T12:00:00.123Z', []],
    ['from=-1h', []],
  ])('%s', async (query, expected) => {
    const wasOnTime = query === 'from=-1h' ? Date.now() > noon + 3_700_000 : true
    expect(wasOnTime).toBe(true)
    expect(await ids(query)).toEqual(expected)
  })

  test('values of a filter are offered with their number', async () => {
    const response = await callApi(`/${project}/runs/facets?field=tenant&tenant=acme`)
    expect(await response.json()).toEqual({
      approximate: false,
      capped: false,
      facets: [
        {
          field: 'tenant',
          items: [
            { value: 'acme', filter: 'acme', runs: 2 },
            { value: '', filter: '-', runs: 1 },
            { value: "O'Brien & co", filter: "O'Brien & co", runs: 1 },
          ],
          values: 3,
        },
      ],
    })
    expect(await (await callApi(`/${project}/runs/facets?field=model&contains=M-`)).json()).toMatchObject({
      facets: [{ field: 'model', items: [{ value: 'm-2', runs: 1 }] }],
    })
  })

  test.each([
    ['agent:writer', 'agent=writer'],
    ['agent:writ*', 'agent=writer'],
    ['-tool:sea*', 'tool=!search'],
    ['tenant:acme,"O\'Brien & co" steps:>6', 'tenant=acme&tenant=O%27Brien+%26+co&minSteps=7'],
    ['has:loop', 'hasLoop=true'],
    ['-has:error', 'hasError=false'],
    ['has:tenant', 'tenant=!-'],
    ['cost:>=0.5', 'minCostUsd=0.5'],
    ['duration:>=1s', 'minDurationMs=1000'],
  ])('the text %s is %s', async (query, same) => {
    expect(await ids(`query=${encodeURIComponent(query)}`)).toEqual(await ids(same))
  })

  test.each([
    ['query=agnet:x', 'agnet:x'],
    ['query=steps:many', 'steps:many'],
    ['query=tenant:a&tenant=b', '`tenant` is given'],
    ['costStatus=dear', '`costStatus` is one of'],
  ])('%s is refused by name', async (query, words) => {
    const response = await callApi(`/${project}/runs?${query}`)
    expect(response.status).toBe(400)
    expect(await response.text()).toContain(words)
  })
})

describe('sorting and paging', () => {
  test.each(RunSort.options.flatMap((sort) => (['asc', 'desc'] as const).map((order) => [sort, order] as const)))(
    '%s %s pages through everything once',
    async (sort, order) => {
      const whole = await ids(`sort=${sort}&order=${order}`)
      expect(new Set(whole)).toEqual(new Set([1, 2, 3, 4]))
      const paged: number[] = []
      let cursor: string | null = null
      do {
        const query: string = `sort=${sort}&order=${order}&limit=1${cursor === null ? '' : `&cursor=${cursor}`}`
        const page: RunList = await getBody(`/${project}/runs?${query}`, RunList)
        paged.push(...page.items.map(({ runId }) => Number(runId)))
        cursor = page.nextCursor
      } while (cursor !== null)
      expect(paged).toEqual(whole)
    },
  )

  test('unknown costs come last in both directions', async () => {
    expect(await ids('sort=costUsd&order=desc')).toEqual([1, 2, 4, 3])
    expect(await ids('sort=costUsd&order=asc')).toEqual([4, 2, 1, 3])
  })

  test('runs that arrive between two pages neither repeat nor hide a row', async () => {
    await store_(
      [10, 11, 12, 13].map((number) => makeRun({ project: 'paging', runId: id(number), startedAt: at(number) })),
    )
    const first = await getBody('/paging/runs?limit=2', RunList)
    await store_([20, 21].map((number) => makeRun({ project: 'paging', runId: id(number), startedAt: at(number) })))
    const second = await getBody(`/paging/runs?limit=2&cursor=${first.nextCursor}`, RunList)
    expect([...first.items, ...second.items].map(({ runId }) => runId)).toEqual([13, 12, 11, 10].map(id))
  })
})

describe('sessions', () => {
  test('sum their runs', async () => {
    const { items } = await getBody(`/${project}/sessions`, SessionList)
    expect(items.map(({ session, runs }) => [session, runs])).toEqual([
      ['a/b c', 1],
      ['s', 2],
    ])
    expect(items[1]).toMatchObject({
      steps: 11,
      inputTokens: 5,
      costUsd: '0.500000000000',
      costStatus: 'priced',
      tenants: ['acme'],
      badRuns: 0,
    })
    expect(items[0]).toMatchObject({ badRuns: 1, users: ['u-1'], inputPreview: rich.inputPreview })
    const page = await getBody(`/${project}/sessions?limit=1`, SessionList)
    const next = await getBody(`/${project}/sessions?limit=1&cursor=${page.nextCursor}`, SessionList)
    expect(next.items[0]?.session).toBe('s')
    expect(next.nextCursor).toBeNull()
  })

  test('know the newest version of a run only, also where an older one ended later', async () => {
    const session = (number: number, endedAt: string, version: number) =>
      makeRun({ project: 'versions', runId: id(number), session: `s-${number}`, startedAt: at(0), endedAt, version })
    // More sessions than a page reads, which all seem to end after the others until they are stored anew.
    const numbers = Array.from({ length: 40 }, (_, index) => index + 1)
    await store_(numbers.map((number) => session(number, at(number), 1)))
    await store_(numbers.filter((number) => number > 20).map((number) => session(number, at(0), 2)))
    const { items } = await getBody('/versions/sessions?limit=3', SessionList)
    expect(items.map((item) => [item.session, item.endedAt])).toEqual([
      ['s-20', at(20)],
      ['s-19', at(19)],
      ['s-18', at(18)],
    ])
  })

  test('are read by exact id', async () => {
    const response = await callApi(`/${project}/sessions/${encodeURIComponent('a/b c')}`)
    const body: { items?: unknown[] } = await response.json()
    expect(body.items).toHaveLength(1)
    expect(await errorOf(`/${project}/sessions/${encodeURIComponent('!s')}`)).toEqual({
      status: 404,
      code: 'not_found',
    })
  })
})

describe('what does not fit is refused', () => {
  test.each([
    ['limit=0', 400],
    ['limit=100000', 400],
    ['limit=1e9', 400],
    ['sort=started_at', 400],
    ['sort=startedAt;DROP TABLE runs', 400],
    ['order=desc,', 400],
    ['cursor=%00', 400],
    ['cursor=' + Buffer.from('["runs startedAt desc","1) OR 1=1","x"]').toString('base64url'), 400],
    ['cursor=' + Buffer.from('["runs steps desc","1","x"]').toString('base64url'), 400],
    ['from=yesterday', 400],
    ["from=2026-11-20T12:00:00Z'", 400],
    ['to=9999-01-01', 400],
    ['endReason=bad', 400],
    ['minSteps=-1', 400],
    ['minSteps=NaN', 400],
    ['hasLoop=maybe', 400],
    ['tennant=acme', 400],
    ['__proto__=1', 400],
    [Array.from({ length: 401 }, () => 'tenant=a').join('&'), 400],
  ])('%s', async (query, status) => {
    expect(await errorOf(`/${project}/runs?${query}`)).toEqual({ status, code: 'bad_request' })
  })

  test.each([
    "' OR 1=1 --",
    '{tenantWanted:String}',
    "\\' UNION SELECT 1",
    '`x`',
    'a\u0000b',
    '%',
    '} FORMAT JSON',
    "'; DROP TABLE runs; --",
    '💥',
    '\n\t\\',
  ])('the value %j is only a value', async (value) => {
    const text = encodeURIComponent(value)
    for (const field of ['tenant', 'model', 'agent', 'session', 'user', 'q']) {
      const { items } = await getBody(`/${project}/runs?${field}=${text}`, RunList)
      expect(items).toEqual([])
    }
    expect(await ids('')).toHaveLength(4)
  })

  test('ids of other shapes', async () => {
    expect(await errorOf(`/${project}/runs/..%2f..%2fetc`)).toEqual({ status: 400, code: 'bad_request' })
    expect(await errorOf(`/${project}/runs/${id(77)}`)).toEqual({ status: 404, code: 'not_found' })
    expect(await errorOf(`/${encodeURIComponent('A b')}/runs`)).toEqual({ status: 400, code: 'bad_request' })
  })
})
