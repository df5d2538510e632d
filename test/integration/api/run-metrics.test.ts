import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { hourOf } from '#clickhouse/sql/date-time.ts'
import { runInsert } from '#clickhouse/tables/run-row.ts'
import { insertRuns } from '#clickhouse/tables/runs.ts'
import { RunMetrics, type RunBucket, type RunTotals } from '#lib/domain/metrics.ts'
import type { CostStatus } from '#lib/domain/cost.ts'
import { RunList, type EndReason, type Run } from '#lib/domain/run.ts'
import { unknownUsage } from '#lib/domain/usage.ts'
import { sumUsd } from '#lib/pricing/fixed-usd.ts'
import { createProject } from '#lib/server/projects.ts'
import { callApi, errorOf, getBody } from '../../support/api.ts'
import { startStore, type TestStore } from '../../support/store.ts'
import { makeRun } from './make-run.ts'

// The marker package throws outside Next's bundler, which is what these handlers run in here.
vi.mock('server-only', () => ({}))

let store: TestStore
const project = 'metrics'
const noon = Date.UTC(2026, 10, 20, 12)
const nsOf = (ms: number) => (BigInt(ms) * 1_000_000n).toString()
const id = (number: number) => number.toString(16).padStart(32, '0')
const of = <T>(choices: readonly T[], number: number): T => choices[number % choices.length]!

const endReasons: readonly EndReason[] = ['completed', 'error', 'running', 'budget', 'cancelled', 'completed']
const costs: readonly { costUsd: string | null; costStatus: CostStatus }[] = [
  { costUsd: '0.100000000001', costStatus: 'priced' },
  { costUsd: '98765432109876.000000000003', costStatus: 'partial' },
  { costUsd: null, costStatus: 'unpriced' },
  { costUsd: null, costStatus: 'none' },
  { costUsd: '0.000000000007', costStatus: 'priced' },
]

/** 150 runs, 7 minutes and some nanoseconds apart, of every kind that a filter tells apart. */
const runs = Array.from({ length: 150 }, (_, number) =>
  makeRun({
    project,
    runId: id(number + 1),
    startedAt: (BigInt(nsOf(noon + number * 420_000)) + BigInt(number)).toString(),
    durationNs: ((number * 7919) % 151) * 1_000_000_007,
    endReason: of(endReasons, number),
    ...of(costs, number),
    tenant: of(['acme', 'globex', null], number),
    feature: of(['billing', null], number),
    taskType: of(['refund', 'chat'], number),
    agent: of(['planner', 'writer'], number),
    agentVersion: of(['1', '2'], number),
    environment: of(['prod', 'test'], number),
    session: of(['s', null, 't'], number),
    user: of(['u', 'v'], number),
    outcome: of(['urgent', null], number),
    steps: number % 9,
    dialects: [of(['otel-genai', 'openinference'], number)],
    tools: number % 4 === 0 ? [{ name: 'search', calls: 1, errors: 0 }] : [],
    models:
      number % 3 === 0
        ? [{ model: 'm', requestedModel: 'm', provider: null, calls: 1, usage: unknownUsage, costUsd: null }]
        : [],
    usage: { ...unknownUsage, inputTokens: number, outputTokens: 1 },
    loops: { count: number % 5 === 0 ? 1 : 0, revisits: 0, steps: 0, costUsd: null, worst: null },
    warnings: number % 6 === 0 ? [{ code: 'not_in_a_trace', message: 'x', spanId: null }] : [],
    inputPreview: of(['Please refund order 77', 'Hello'], number),
  }),
)

async function insert(rows: readonly Run[]): Promise<void> {
  await insertRuns(
    store.database,
    rows.map((run) => runInsert(run, hourOf(run.startedAt))),
  )
}

const metricsOf = (query: string, of = project) => getBody(`/${of}/runs/metrics?${query}`, RunMetrics)

async function listOf(query: string): Promise<Run[]> {
  const { items, nextCursor } = await getBody(`/${project}/runs?${query}&limit=200`, RunList)
  expect(nextCursor).toBeNull()
  return items
}

/** What the endpoint must say of these runs, from the rows that the list shows. */
function totalsOf(runs: readonly Run[]): RunTotals {
  const ended = runs.filter(({ endReason }) => endReason !== 'running').map(({ durationNs }) => durationNs)
  return {
    runs: runs.length,
    badRuns: runs.filter(({ endReason }) => ['error', 'abandoned', 'budget', 'max_steps'].includes(endReason)).length,
    costUsd: sumUsd(runs.map(({ costUsd }) => costUsd)),
    unpricedRuns: runs.filter(({ costStatus }) => costStatus === 'unpriced').length,
    partialRuns: runs.filter(({ costStatus }) => costStatus === 'partial').length,
    p95DurationNs: ended.toSorted((a, b) => a - b)[Math.floor(ended.length * 0.95)] ?? null,
  }
}

/** Every slice sums exactly the runs of the list that began in it, and the total all of them. */
function expectSumsOf(metrics: RunMetrics, listed: readonly Run[]): void {
  const sizeNs = BigInt(metrics.bucketSeconds) * 1_000_000_000n
  const inBucket = ({ startNs }: RunBucket) =>
    listed.filter(({ startedAt }) => {
      const after = BigInt(startedAt) - BigInt(startNs)
      return after >= 0n && after < sizeNs
    })
  for (const bucket of metrics.buckets)
    expect(bucket).toEqual({ startNs: bucket.startNs, ...totalsOf(inBucket(bucket)) })
  expect(metrics.totals).toEqual(totalsOf(listed))
  expect(metrics.buckets.reduce((sum, bucket) => sum + bucket.runs, 0)).toBe(listed.length)
}

beforeAll(async () => {
  store = await startStore()
  process.env['TACHO_DATA_DIR'] = store.dataDir
  for (const name of [project, 'empty', 'single', 'other']) {
    await createProject(store.database, { project: name, name: '', actor: 'test', now: new Date() })
  }
  await insert(runs)
  await insert([makeRun({ project: 'other', runId: id(999), startedAt: nsOf(noon), tenant: 'acme' })])
})

afterAll(() => store.stop())

describe('the sums are those of the list', () => {
  test.each([
    '',
    'tenant=acme',
    'tenant=!acme',
    'tenant=-',
    'feature=billing',
    'taskType=chat',
    'agent=writer',
    'agentVersion=2',
    'environment=prod',
    'model=m',
    'model=-',
    'tool=search',
    'endReason=error&endReason=running',
    'endReason=running',
    'outcome=urgent',
    'dialect=openinference',
    'session=s',
    'user=u',
    'costStatus=partial',
    'costStatus=unpriced',
    'minSteps=4&maxSteps=6',
    'minCostUsd=0.05',
    'minDurationMs=60000',
    'minTokens=100',
    'hasLoop=true',
    'hasLoop=false',
    'hasError=true',
    'hasWarning=true',
    'q=REFUND+77',
    `q=${id(4)}`,
    'tenant=acme&hasLoop=true&q=refund',
    'from=2026-11-20T12:07:00Z',
    'to=2026-11-20T20:00:00Z',
    'from=2026-11-20T13:00:01.001Z&to=2026-11-20T13:40:00.500Z',
    'from=2026-11-20T12:07:00Z&to=2026-11-20T12:07:00.001Z',
    'from=2020-01-01&to=2030-01-01',
    'from=1970-01-02&to=2261-01-01',
  ])('%s', async (query) => {
    const listed = await listOf(query)
    expect(listed.length).toBeGreaterThan(0)
    expectSumsOf(await metricsOf(query), listed)
  })
})

describe('the slices', () => {
  test('of all time reach from the first run to the last, without a gap', async () => {
    const { fromNs, toNs, bucketSeconds, buckets } = await metricsOf('')
    expect(bucketSeconds).toBe(900)
    expect(buckets.map(({ startNs }) => startNs)).toEqual(
      Array.from({ length: 70 }, (_, slot) => nsOf(noon + slot * 900_000)),
    )
    expect([fromNs, toNs]).toEqual([nsOf(noon), nsOf(noon + 70 * 900_000)])
  })

  test('of a given range cover it, wherever the runs are', async () => {
    const { fromNs, toNs, bucketSeconds, buckets } = await metricsOf(
      'from=2026-11-20T00:00:30Z&to=2026-11-21T00:00:30Z',
    )
    expect([fromNs, toNs]).toEqual([nsOf(noon - 43_170_000), nsOf(noon + 43_230_000)])
    expect([bucketSeconds, buckets.length]).toEqual([1800, 49])
    expect(buckets[0]).toEqual({
      startNs: nsOf(noon - 43_200_000),
      runs: 0,
      badRuns: 0,
      costUsd: null,
      unpricedRuns: 0,
      partialRuns: 0,
      p95DurationNs: null,
    })
  })

  test('of "since" reach to now', async () => {
    const before = Date.now()
    const { toNs, buckets } = await metricsOf('from=-24h', 'empty')
    expect(BigInt(toNs)).toBeGreaterThanOrEqual(BigInt(nsOf(before)))
    expect(buckets.length).toBeGreaterThanOrEqual(48)
  })

  test('of "since" hold runs of a clock that is ahead', async () => {
    await insert([makeRun({ project: 'single', runId: id(1), startedAt: nsOf(Date.now() + 7_200_000) })])
    expect((await metricsOf('from=-1h', 'single')).totals.runs).toBe(1)
    const { bucketSeconds, buckets } = await metricsOf('', 'single')
    expect([bucketSeconds, buckets.map(({ runs }) => runs)]).toEqual([1, [1]])
  })

  test('are none without a run', async () => {
    for (const [name, query] of [
      ['empty', ''],
      [project, 'tenant=nobody'],
      ['empty', 'to=2026-11-20'],
    ] as const) {
      const { buckets, totals } = await metricsOf(query, name)
      expect(buckets).toEqual([])
      expect(totals).toEqual(totalsOf([]))
    }
  })

  test('are none where the range ends before it begins', async () => {
    expect((await metricsOf('from=2026-11-21&to=2026-11-20')).buckets).toEqual([])
    expect((await metricsOf('from=2200-01-01')).buckets).toEqual([])
  })
})

describe('what does not fit is refused', () => {
  test.each([
    'from=yesterday',
    "to=2026-11-20T12:00:00Z'",
    'to=9999-01-01',
    'endReason=bad',
    'minSteps=-1',
    'bucketSeconds=1',
    'limit=1',
    'sort=steps',
    'tennant=acme',
    '__proto__=1',
  ])('%s', async (query) => {
    expect(await errorOf(`/${project}/runs/metrics?${query}`)).toEqual({ status: 400, code: 'bad_request' })
  })

  test.each(["' OR 1=1 --", '{bucketNs:Int64}', 'a\u0000b', '%', '} FORMAT JSON', '💥'])(
    'the value %j is only a value',
    async (value) => {
      for (const field of ['tenant', 'model', 'session', 'q']) {
        const { totals } = await metricsOf(`${field}=${encodeURIComponent(value)}`)
        expect(totals.runs).toBe(0)
      }
    },
  )

  test.each(['from=1970-01-01', 'from=-999999w', 'from=1970-01-01&to=2261-12-31'])('%s is a range', async (query) => {
    expectSumsOf(await metricsOf(query), await listOf(query))
    expect((await listOf(query)).length).toBe(runs.length)
  })

  test('a project that is not there', async () => {
    expect((await callApi('/nowhere/runs/metrics')).status).toBe(404)
  })
})
