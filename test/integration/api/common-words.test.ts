import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { hourOf } from '#clickhouse/sql/date-time.ts'
import { runInsert } from '#clickhouse/tables/run-row.ts'
import { insertRuns } from '#clickhouse/tables/runs.ts'
import { RunFacets } from '#lib/domain/facets.ts'
import { RunMetrics } from '#lib/domain/metrics.ts'
import { RunList } from '#lib/domain/run.ts'
import { createProject } from '#lib/server/projects.ts'
import { getBody } from '../../support/api.ts'
import { startStore, type TestStore } from '../../support/store.ts'
import { makeRun } from './make-run.ts'

// The marker package throws outside Next's bundler, which is what these handlers run in here.
vi.mock('server-only', () => ({}))

let store: TestStore
const project = 'common'
const firstMs = Date.UTC(2026, 10, 1)
const runCount = 10_400
const startOf = (number: number) => (BigInt(firstMs + number * 60_000) * 1_000_000n).toString()

/** Every run has a word, one of eight another, one of 2,000 a third. */
const runs = Array.from({ length: runCount }, (_, number) =>
  makeRun({
    project,
    runId: number.toString(16).padStart(32, '0'),
    traceIds: [],
    startedAt: startOf(number),
    endedAt: startOf(number),
    tenant: number % 4 === 0 ? 'acme' : 'globex',
    user: number % 2_000 === 0 ? `Marsupial-${number}` : null,
    inputPreview: `refund${number % 8 === 0 ? ' parcel late' : ''}${number % 2_000 === 0 ? ' platypus' : ''}`,
  }),
)

beforeAll(async () => {
  store = await startStore()
  vi.stubEnv('TACHO_DATA_DIR', store.dataDir)
  await createProject(store.database, { project, name: project, actor: 'test', now: new Date(firstMs) })
  await insertRuns(
    store.database,
    runs.map((run) => runInsert(run, hourOf(run.startedAt))),
  )
})

afterAll(async () => {
  vi.unstubAllEnvs()
  await store.stop()
})

const query = (q: string, rest = '') => `q=${encodeURIComponent(q)}${rest}`
const metricsOf = (q: string, rest?: string) => getBody(`/${project}/runs/metrics?${query(q, rest)}`, RunMetrics)
const facetsOf = (q: string, rest?: string) => getBody(`/${project}/runs/facets?${query(q, rest)}`, RunFacets)

describe('a word', () => {
  test.each([
    ['refund', 10_000, true],
    ['parcel', 1_300, false],
    ['platypus', 6, false],
    ['parcel platypus', 6, false],
    ['refund -parcel', 9_100, false],
    ['parcel -platypus', 1_294, false],
    ['"parcel late"', 1_300, false],
    ['parc*', 1_300, false],
    ['nowhere', 0, false],
    ['supial-', 6, false],
    ['refund supial', 6, false],
    ['glob', 7_800, false],
    ['glob -parcel', 7_800, false],
    ['platypus -parcel', 0, false],
    ['parcel -acme', 0, false],
  ])('%s counts %i runs, the newest only: %s', async (q, count, capped) => {
    const [metrics, facets] = await Promise.all([metricsOf(q), facetsOf(q)])
    expect([metrics.totals.runs, metrics.capped, facets.capped]).toEqual([count, capped, capped])
    const tenants = facets.facets.find(({ field }) => field === 'tenant')?.items ?? []
    expect(tenants.reduce((sum, { runs: each }) => sum + each, 0)).toBe(count)
    expect(facets.approximate).toBe(false)
  })

  test('of which only the newest runs are counted says since when', async () => {
    const metrics = await metricsOf('refund')
    expect(metrics.fromNs).toBe(startOf(runCount - 10_000))
    expect(metrics.buckets.reduce((sum, { runs: each }) => sum + each, 0)).toBe(10_000)
  })

  test('is counted with the other filters', async () => {
    expect((await metricsOf('refund', '&tenant=acme')).totals.runs).toBe(2_600)
    const facets = await facetsOf('parcel', '&tenant=globex')
    expect(facets.facets.find(({ field }) => field === 'tenant')?.items).toMatchObject([{ value: 'acme', runs: 1_300 }])
    expect(facets.facets.find(({ field }) => field === 'endReason')?.items).toEqual([])
  })

  test.each([
    ['refund', 10_399],
    ['parcel', 10_392],
    ['platypus', 10_000],
  ])('%s is listed from the newest run', async (q, newest) => {
    const list = await getBody(`/${project}/runs?${query(q)}`, RunList)
    expect(list.items[0]?.startedAt).toBe(startOf(newest))
  })
})
