import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { hourOf } from '#clickhouse/sql/date-time.ts'
import { runInsert } from '#clickhouse/tables/run-row.ts'
import { insertRuns } from '#clickhouse/tables/runs.ts'
import { RunNeighbours } from '#lib/domain/run-neighbours.ts'
import { RunList, type Run } from '#lib/domain/run.ts'
import { createProject } from '#lib/server/projects.ts'
import { errorOf, getBody } from '../../support/api.ts'
import { startStore, type TestStore } from '../../support/store.ts'
import { makeRun } from './make-run.ts'

// The marker package throws outside Next's bundler, which is what these handlers run in here.
vi.mock('server-only', () => ({}))

let store: TestStore
const project = 'beside'
const noon = Date.UTC(2026, 10, 20, 12)
const id = (number: number) => number.toString(16).padStart(32, '0')
const startedAt = (minutes: number) => (BigInt(noon + minutes * 60_000) * 1_000_000n).toString()

/** Costs repeat and are unknown, so that ties and ends of the order are crossed. */
const runs: Run[] = Array.from({ length: 23 }, (_, number) =>
  makeRun({
    project,
    runId: id(number + 1),
    startedAt: startedAt(number),
    tenant: number % 2 === 0 ? 'acme' : 'globex',
    inputPreview: number % 3 === 0 ? 'parcel late' : 'late parcel',
    costUsd: number % 5 === 0 ? null : `0.${number % 3}00000000000`,
    costStatus: number % 5 === 0 ? 'unpriced' : 'priced',
  }),
)

beforeAll(async () => {
  store = await startStore()
  process.env['TACHO_DATA_DIR'] = store.dataDir
  await createProject(store.database, { project, name: '', actor: 'test', now: new Date() })
  await insertRuns(
    store.database,
    runs.map((run) => runInsert(run, hourOf(run.startedAt))),
  )
})

afterAll(() => store.stop())

describe('the neighbours of a run', () => {
  test.each([
    '',
    'order=asc',
    'q=late',
    'q=late%20-%22parcel%20late%22',
    'q=%22parcel%20late%22&order=asc',
    'sort=costUsd',
    'sort=costUsd&order=asc',
    'sort=steps&order=asc',
    'tenant=acme&sort=costUsd',
  ])('in the list ?%s are those that stand beside it there', async (query) => {
    const { items } = await getBody(`/${project}/runs?${query}&limit=100`.replace('?&', '?'), RunList)
    const ids = items.map(({ runId }) => runId)
    expect(ids.length).toBeGreaterThan(0)
    const walked = await Promise.all(
      ids.map((runId) => getBody(`/${project}/runs/${runId}/neighbours?${query}`, RunNeighbours)),
    )
    expect(walked.map(({ previous }) => previous?.runId ?? null)).toEqual([null, ...ids.slice(0, -1)])
    expect(walked.map(({ next }) => next?.runId ?? null)).toEqual([...ids.slice(1), null])
  })

  test('of one that the list leaves out are those around its place', async () => {
    const { previous, next } = await getBody(`/${project}/runs/${id(2)}/neighbours?tenant=acme`, RunNeighbours)
    expect([previous?.runId, next?.runId]).toEqual([id(3), id(1)])
  })

  test('of none are not found', async () => {
    expect(await errorOf(`/${project}/runs/${id(999)}/neighbours`)).toEqual({ status: 404, code: 'not_found' })
  })
})
