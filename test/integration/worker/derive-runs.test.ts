import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { storedRuns } from '#clickhouse/queries/runs/stored-runs.ts'
import { getRun } from '#clickhouse/queries/runs/get-run.ts'
import { runOf } from '#clickhouse/tables/run-row.ts'
import type { Run } from '#lib/domain/run.ts'
import type { SpanFacts } from '#lib/domain/span.ts'
import { insertScores, insertSpans, spanFacts, startWorker, type TestWorker } from '../../support/app.ts'
import { startStore, type TestStore } from '../../support/store.ts'
import { waitUntil } from '../../support/wait-until.ts'
import { wholeScope } from '../../support/whole-scope.ts'
import { agentTrace, newTraceId } from './agent-trace.ts'

let store: TestStore
let worker: TestWorker
const quietTraceId = newTraceId()

beforeAll(async () => {
  store = await startStore()
  worker = await startWorker(store.dataDir)
})

afterAll(async () => {
  await worker.stop()
  await store.stop()
})

/** The run, once it has this many spans. */
function runWith(project: string, runId: string, spans: number): Promise<Run> {
  return waitUntil<Run>(`run ${runId} with ${spans} spans`, async () => {
    const [row] = await getRun(store.database, wholeScope(project), { runId })
    if (row === undefined) return { notYet: 'no row' }
    const run = runOf(row)
    return run.spanCount === spans ? { value: run } : { notYet: `${run.spanCount} spans` }
  })
}

async function liveRows(project: string, runIds: string[]) {
  const rows = await storedRuns(store.database, { project, runIds, traceIds: [], sessions: [], dialects: [] })
  return rows.filter((row) => row.is_deleted === 0)
}

describe('a trace becomes a run', () => {
  // First: it is quiet for long enough while the other tests run.
  test('that runs while no end of it is known', async () => {
    const spans = agentTrace('quiet', quietTraceId, Date.now() - 580_000).slice(1, 2)
    await insertSpans(store.database, spans)
    await worker.nudge()
    expect((await runWith('quiet', quietTraceId, 1)).endReason).toBe('running')
  })

  test('with the facts of its spans', async () => {
    const traceId = newTraceId()
    await insertSpans(store.database, agentTrace('facts', traceId, Date.now()))
    await worker.nudge()
    const run = await runWith('facts', traceId, 4)
    expect(run).toMatchObject({
      runId: traceId,
      traceIds: [traceId],
      agent: 'planner',
      tenant: 'acme',
      llmCalls: 2,
      toolCalls: 1,
      toolErrors: 0,
      tools: [{ name: 'search', calls: 1, errors: 0 }],
      endReason: 'completed',
    })
    expect(run.usage).toMatchObject({ inputTokens: 300, outputTokens: 50 })
  })

  test.each(['before', 'behind'])('with the outcome of a score that comes %s its spans', async (when) => {
    const traceId = newTraceId()
    const project = `scored-${when}`
    const spans = agentTrace(project, traceId, Date.now())
    const score = { project, traceId, spanId: '', responseId: '', session: '', name: 'outcome', value: null }
    const storeScore = () =>
      insertScores(store.database, [
        { ...score, label: 'resolved', explanation: '', source: 'human', timeNs: spans[0].endNs },
      ])
    if (when === 'before') await storeScore()
    await insertSpans(store.database, spans)
    if (when === 'behind') {
      await worker.nudge()
      expect((await runWith(project, traceId, 4)).outcome).toBeNull()
      await storeScore()
    }
    await worker.nudge()
    await waitUntil(`the outcome of ${traceId}`, async () => {
      const { outcome } = await runWith(project, traceId, 4)
      return outcome === 'resolved' ? { value: outcome } : { notYet: String(outcome) }
    })
  })

  test('the same whatever the order, the batching and the repetition of its spans', async () => {
    const at = Date.now()
    const traceId = newTraceId()
    const inProject = (project: string) => agentTrace(project, traceId, at)
    await insertSpans(store.database, inProject('whole'))
    for (const span of inProject('reversed').toReversed()) await insertSpans(store.database, [span])
    await insertSpans(store.database, inProject('twice'))
    await insertSpans(store.database, inProject('twice').slice(1, 3))
    await insertSpans(store.database, [...inProject('twice'), ...inProject('twice')])
    await worker.nudge()

    const comparable = async (project: string) => ({ ...(await runWith(project, traceId, 4)), project: '', version: 0 })
    const whole = await comparable('whole')
    expect(await comparable('reversed')).toEqual(whole)
    expect(await comparable('twice')).toEqual(whole)
  })

  test('a late span replaces the row and keeps its bucket', async () => {
    const traceId = newTraceId()
    const [root, ...rest] = agentTrace('late', traceId, Date.now())
    await insertSpans(store.database, rest)
    await worker.nudge()
    const before = await runWith('late', traceId, 3)
    // Two hours earlier than what was seen first.
    const early = { ...root, startNs: BigInt(before.startedAt) - 7_200_000_000_000n }
    await insertSpans(store.database, [early])
    await worker.nudge()
    const after = await runWith('late', traceId, 4)
    expect(after.version).toBeGreaterThan(before.version)
    const rows = await liveRows('late', [traceId])
    expect(rows).toHaveLength(1)
    expect(Date.parse(`${rows[0]?.bucket_hour.replace(' ', 'T')}Z`)).toBeGreaterThan(
      Number(BigInt(after.startedAt) / 1_000_000n),
    )
  })

  test('a start that moves by more than a day moves the row and leaves a tombstone', async () => {
    const traceId = newTraceId()
    const [root, ...rest] = agentTrace('moved', traceId, Date.now())
    await insertSpans(store.database, rest)
    await worker.nudge()
    const before = await runWith('moved', traceId, 3)
    const early = { ...root, startNs: BigInt(before.startedAt) - 3n * 86_400_000_000_000n }
    await insertSpans(store.database, [early])
    await worker.nudge()
    await runWith('moved', traceId, 4)
    const rows = await storedRuns(store.database, {
      project: 'moved',
      runIds: [traceId],
      traceIds: [],
      sessions: [],
      dialects: [],
    })
    expect(rows.map((row) => row.is_deleted).toSorted((a, b) => a - b)).toEqual([0, 1])
  })

  test('spans that are plain only are no run', async () => {
    const traceId = newTraceId()
    const plain: SpanFacts[] = [
      spanFacts({ project: 'plain', traceId, spanId: '00000000000000a1', startNs: BigInt(Date.now()) * 1_000_000n }),
    ]
    await insertSpans(store.database, [...plain, ...agentTrace('plain', newTraceId(), Date.now())])
    await worker.nudge()
    await waitUntil('the other run', async () => {
      const rows = await storedRuns(store.database, {
        project: 'plain',
        runIds: [],
        traceIds: [traceId],
        sessions: [],
        dialects: [],
      })
      return rows.length === 0 ? { value: true } : { notYet: `${rows.length} rows` }
    })
    expect(await liveRows('plain', [traceId])).toEqual([])
  })
})

describe('recovery', () => {
  test('what was written while the worker was dead is derived after its start', async () => {
    const traces = Array.from({ length: 20 }, newTraceId)
    await insertSpans(
      store.database,
      traces.slice(0, 10).flatMap((traceId) => agentTrace('killed', traceId, Date.now())),
    )
    await worker.nudge()
    await worker.kill()
    await insertSpans(
      store.database,
      traces.slice(10).flatMap((traceId) => agentTrace('killed', traceId, Date.now())),
    )
    worker = await startWorker(store.dataDir)
    for (const traceId of traces) await runWith('killed', traceId, 4)
    expect(await liveRows('killed', traces)).toHaveLength(20)
  })

  test('a run that went quiet gets another end reason', async () => {
    const ended = await waitUntil<Run>(
      'another end reason',
      async () => {
        const run = await runWith('quiet', quietTraceId, 1)
        return run.endReason === 'running' ? { notYet: run.endReason } : { value: run }
      },
      { timeoutMs: 60_000, everyMs: 500 },
    )
    expect(ended.endReason).toBe('abandoned')
  })
})
