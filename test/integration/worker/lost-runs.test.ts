import { readdirSync, truncateSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { openDatabase } from '#clickhouse/client.ts'
import { resolveConnection } from '#clickhouse/connection.ts'
import { defineSystemQuery } from '#clickhouse/define-system-query.ts'
import { storedRuns } from '#clickhouse/queries/runs/stored-runs.ts'
import { setAsideParts } from '#clickhouse/queries/damage/set-aside-parts.ts'
import { areRunsBack } from '#clickhouse/tables/lost-runs.ts'
import { runOf } from '#clickhouse/tables/run-row.ts'
import type { Run } from '#lib/domain/run.ts'
import { insertSpans } from '#test/support/app.ts'
import { startInProcessWorker } from '#test/support/in-process-worker.ts'
import { isEmbedded, startStore, type TestStore } from '#test/support/store.ts'
import { waitUntil } from '#test/support/wait-until.ts'
import { agentTrace, newTraceId } from './agent-trace.ts'

const runParts = defineSystemQuery({
  name: 'test-run-parts',
  params: z.object({}),
  row: z.object({ path: z.string() }),
  sql: "SELECT path FROM system.parts WHERE database = currentDatabase() AND table = 'runs' AND active",
})

const project = 'lost'
const hourMs = 3_600_000
let store: TestStore

beforeAll(async () => {
  store = await startStore()
})
afterAll(() => store.stop())

/** By id; without the version, which grows with every assembly. */
async function runsOf(traceIds: readonly string[]): Promise<Map<string, Run>> {
  const rows = await storedRuns(store.database, {
    project,
    runIds: [...traceIds],
    traceIds: [],
    sessions: [],
    dialects: [],
  })
  return new Map(rows.filter((row) => row.is_deleted === 0).map((row) => [row.run_id, { ...runOf(row), version: 0 }]))
}

function allRuns(traceIds: readonly string[]): Promise<Map<string, Run>> {
  return waitUntil('the runs', async () => {
    const runs = await runsOf(traceIds)
    return runs.size === traceIds.length ? { value: runs } : { notYet: `${runs.size} of ${traceIds.length}` }
  })
}

test.runIf(isEmbedded)('runs of a part that is set aside are derived again, each as it was', async () => {
  // Three days ago: nothing else that the worker does looks there.
  const startMs = Math.floor(Date.now() / hourMs) * hourMs - 72 * hourMs
  const traceIds = Array.from({ length: 12 }, newTraceId)
  await insertSpans(
    store.database,
    traceIds.flatMap((traceId, index) => agentTrace(project, traceId, startMs + (index % 4) * hourMs)),
  )
  const before = startInProcessWorker(openDatabase(store.connection))
  const runs = await allRuns(traceIds)
  await before.stop()
  // Its cursor passes what was written: a worker that starts afterwards has no other reason to look at them.
  await store.database.command(
    `ALTER TABLE spans UPDATE written_at = written_at - toIntervalDay(2) WHERE 1 SETTINGS mutations_sync = 1`,
  )

  const parts = await runParts(store.database, {})
  await store.kill()
  for (const { path } of parts) {
    const marks = readdirSync(path).find((name) => name.startsWith('skp_idx_run_id_bloom.cmrk'))
    truncateSync(join(path, marks ?? ''), 0)
  }
  await store.restart()
  expect((await runsOf(traceIds)).size).toBe(0)

  const after = startInProcessWorker(openDatabase(await resolveConnection({ dataDir: store.dataDir })))
  expect(await allRuns(traceIds)).toEqual(runs)
  for (const part of await setAsideParts(store.database)) {
    await waitUntil<null>('the worker to have done', async () =>
      (await areRunsBack(store.database, part)) ? { value: null } : { notYet: part.name },
    )
  }
  await after.stop()
})
