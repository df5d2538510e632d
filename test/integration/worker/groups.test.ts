import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { getRun } from '#clickhouse/queries/runs/get-run.ts'
import { storedRuns } from '#clickhouse/queries/runs/stored-runs.ts'
import type { RunRow } from '#clickhouse/tables/runs.ts'
import type { SpanFacts } from '#lib/domain/span.ts'
import { emptyIdentity } from '#lib/normalise/empty-facts.ts'
import { insertSpans, startWorker, type TestWorker } from '../../support/app.ts'
import { startStore, type TestStore } from '../../support/store.ts'
import { waitUntil } from '../../support/wait-until.ts'
import { wholeScope } from '../../support/whole-scope.ts'
import { agentTrace, newTraceId } from './agent-trace.ts'

let store: TestStore
let worker: TestWorker

beforeAll(async () => {
  store = await startStore()
  worker = await startWorker(store.dataDir)
})

afterAll(async () => {
  await worker.stop()
  await store.stop()
})

/** The same spans as a coding CLI sends them: with a session and a turn. */
function asCli(spans: readonly SpanFacts[], session: string, turnId: string, dialect = 'codex'): SpanFacts[] {
  const identity = { ...emptyIdentity, session, sources: { session: 'conversation.id' } }
  return spans.map((span) => ({ ...span, dialect, identity, turnId }))
}

async function rowsOf(
  project: string,
  scope: { runIds?: string[]; traceIds?: string[]; sessions?: string[] },
): Promise<RunRow[]> {
  return storedRuns(store.database, {
    project,
    runIds: [],
    traceIds: [],
    sessions: [],
    dialects: ['codex', 'gemini-cli'],
    ...scope,
  })
}

function liveRuns(project: string, sessions: string[], count: number): Promise<RunRow[]> {
  return waitUntil<RunRow[]>(`${count} runs of ${sessions.join(', ')}`, async () => {
    const live = (await rowsOf(project, { sessions })).filter((row) => row.is_deleted === 0)
    return live.length === count ? { value: live } : { notYet: `${live.length} runs` }
  })
}

function derived(project: string, runId: string): Promise<RunRow> {
  return waitUntil<RunRow>(
    `run ${runId}`,
    async () => {
      const [row] = await getRun(store.database, wholeScope(project), { runId })
      return row === undefined ? { notYet: 'no row' } : { value: row }
    },
    { timeoutMs: 90_000 },
  )
}

describe('sessions of coding CLIs', () => {
  test('give one run per turn, over several traces', async () => {
    const traces = [newTraceId(), newTraceId(), newTraceId()]
    const turns = ['turn-1', 'turn-1', 'turn-2']
    for (const [index, traceId] of traces.entries()) {
      const spans = agentTrace('cli', traceId, Date.now() + index * 2_000)
      await insertSpans(store.database, asCli(spans, 'session-1', turns[index] ?? ''))
      await worker.nudge()
    }
    const runs = await liveRuns('cli', ['session-1'], 2)
    const complete = await waitUntil<RunRow[]>('both turns', async () => {
      const rows = (await rowsOf('cli', { sessions: ['session-1'] })).filter((row) => row.is_deleted === 0)
      const spans = rows.map((row) => row.span_count).toSorted((a, b) => a - b)
      return spans.join() === '4,8' ? { value: rows } : { notYet: spans.join() }
    })
    expect(complete.map((row) => row.run_id).toSorted()).toEqual(runs.map((row) => row.run_id).toSorted())
    expect(complete.flatMap((row) => row.trace_ids).toSorted()).toEqual(traces.toSorted())
  })

  test('take over a trace that was a run of its own', async () => {
    const traceId = newTraceId()
    const spans = agentTrace('joined', traceId, Date.now())
    await insertSpans(store.database, spans)
    await worker.nudge()
    await derived('joined', traceId)
    await insertSpans(store.database, asCli(spans, 'session-2', 'turn-1', 'gemini-cli'))
    await worker.nudge()
    const [run] = await liveRuns('joined', ['session-2'], 1)
    expect(run?.run_id).not.toBe(traceId)
    const own = await rowsOf('joined', { runIds: [traceId] })
    expect(own.map((row) => row.is_deleted)).toEqual([1])
  })
})

describe('a group that cannot be read', () => {
  test('holds up nobody else', async () => {
    const bad = newTraceId()
    const good = Array.from({ length: 8 }, newTraceId)
    const nowMs = Date.now()
    await store.database.command(
      `INSERT INTO spans (project, trace_id, span_id, started_at, kind, requested_tools, written_at, row_version, partition_at, received_at)
       SELECT 'poison', {traceId:String}, '00000000000000b1', now64(9), 'llm', '{not json', fromUnixTimestamp64Milli({nowMs:Int64}), {nowMs:UInt64}, now(), now64(3)`,
      { params: { traceId: bad, nowMs } },
    )
    await insertSpans(
      store.database,
      good.flatMap((traceId) => agentTrace('poison', traceId, nowMs)),
      nowMs,
    )
    await worker.nudge()
    for (const traceId of good) await derived('poison', traceId)
    expect(await rowsOf('poison', { runIds: [bad] })).toEqual([])
    const failures = /tacho_worker_poison_groups_total (\d+)/.exec(await worker.metrics())?.[1]
    expect(Number(failures)).toBeGreaterThan(0)
  })
})

describe('two shards', () => {
  test('share the groups and derive every one', async () => {
    await worker.stop()
    const shards = [
      await startWorker(store.dataDir, { TACHO_WORKER_SHARD: '0/2' }),
      await startWorker(store.dataDir, { TACHO_WORKER_SHARD: '1/2' }),
    ]
    const traces = Array.from({ length: 30 }, newTraceId)
    await insertSpans(
      store.database,
      traces.flatMap((traceId) => agentTrace('shards', traceId, Date.now())),
    )
    for (const traceId of traces) await derived('shards', traceId)
    const rows = await store.database.query({
      name: 'count',
      sql: "SELECT toUInt32(count()) AS n FROM runs WHERE project = 'shards'",
    })
    expect(rows).toEqual([{ n: 30 }])
    for (const shard of shards) await shard.stop()
    worker = await startWorker(store.dataDir)
  })
})
