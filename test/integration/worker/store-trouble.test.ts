import { afterAll, beforeAll, expect, test } from 'vitest'
import { openDatabase, type Database } from '#clickhouse/client.ts'
import { cursorLead, readWorkerCursor, saveState } from '#clickhouse/tables/worker-state.ts'
import { storedRuns } from '#clickhouse/queries/runs/stored-runs.ts'
import { AppError } from '#lib/domain/errors.ts'
import { insertSpans } from '#test/support/app.ts'
import { startInProcessWorker } from '#test/support/in-process-worker.ts'
import { startStore, type TestStore } from '#test/support/store.ts'
import { waitUntil } from '#test/support/wait-until.ts'
import { agentTrace, newTraceId } from './agent-trace.ts'

let store: TestStore

beforeAll(async () => {
  store = await startStore()
})
afterAll(() => store.stop())

/** The real store, which does not take the first inserts of runs, and is away from the second on for a moment. */
function failingTwice(db: Database): Database {
  let failures = 0
  return {
    ...db,
    insert: (table, rows, options) => {
      if (table !== 'runs' || failures >= 2) return db.insert(table, rows, options)
      failures += 1
      return Promise.reject(new AppError('unavailable', 'the store took too long'))
    },
    ping: () => (failures === 2 ? Promise.resolve(false) : db.ping()),
  }
}

test('a store that goes away while a batch is halved loses no part of it', async () => {
  const project = 'halved'
  const traceIds = Array.from({ length: 8 }, newTraceId)
  await insertSpans(
    store.database,
    traceIds.flatMap((traceId) => agentTrace(project, traceId, Date.now())),
  )
  const worker = startInProcessWorker(failingTwice(openDatabase(store.connection)))
  await allDerived(project, traceIds)
  await worker.stop()
})

test('while no run can be stored the worker says so, and sets no group aside for it', async () => {
  const [project, traceIds] = ['no-space', Array.from({ length: 8 }, newTraceId)]
  const setting = 'min_free_disk_bytes_to_perform_insert'
  await store.database.command(`ALTER TABLE runs MODIFY SETTING ${setting} = 1e18`)
  await insertSpans(
    store.database,
    traceIds.flatMap((traceId) => agentTrace(project, traceId, Date.now())),
  )
  const worker = startInProcessWorker(openDatabase(store.connection))
  await waitUntil('the worker to say so', async () => {
    const problem = worker.health()
    return problem === 'the store does not answer or cannot write' ? { value: problem } : { notYet: `${problem}` }
  })
  await store.database.command(`ALTER TABLE runs RESET SETTING ${setting}`)
  await allDerived(project, traceIds)
  expect(await worker.metrics()).toMatch(/^tacho_worker_poison_groups_total 0$/m)
  await worker.stop()
})

test('a cursor that was saved before the clock was set back does not hold for ever', async () => {
  const name = `${cursorLead}0/1`
  const aheadMs = Date.now() + 3_600_000
  await saveState(store.database, name, { writtenAtMs: aheadMs }, aheadMs)
  const [project, traceId] = ['set-back', newTraceId()]
  await insertSpans(store.database, agentTrace(project, traceId, Date.now()))
  const worker = startInProcessWorker(openDatabase(store.connection))
  await allDerived(project, [traceId])
  await worker.stop()
  const saved = await readWorkerCursor(store.database, name)
  expect(saved?.cursor.writtenAtMs).toBeLessThan(aheadMs)
  expect(saved?.version).toBeGreaterThan(aheadMs)
})

function allDerived(project: string, traceIds: string[]): Promise<null> {
  const scope = { project, runIds: traceIds, traceIds: [], sessions: [], dialects: [] }
  return waitUntil<null>(`the runs of ${project}`, async () => {
    const runs = await storedRuns(store.database, scope)
    return runs.length === traceIds.length ? { value: null } : { notYet: `${runs.length} of ${traceIds.length}` }
  })
}
