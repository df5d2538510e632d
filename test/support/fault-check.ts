import { isDeepStrictEqual } from 'node:util'
import { z } from 'zod'
import type { Database } from '#clickhouse/client.ts'
import { defineSystemQuery } from '#clickhouse/define-system-query.ts'
import { storedRuns } from '#clickhouse/queries/runs/stored-runs.ts'
import { runOf } from '#clickhouse/tables/run-row.ts'
import type { Run } from '#lib/domain/run.ts'
import { hashOf, spanKey, type FaultLedger } from './fault-ledger.ts'
import type { TraceTruth } from './fault-traffic.ts'
import { encodeTraces, send } from './otlp.ts'
import { waitUntil } from './wait-until.ts'

export type FaultFigures = {
  acknowledged: number
  runs: number
  /** Acknowledged spans that are not stored, or not with the content that was sent. */
  lost: number
  /** Runs that count a span, a call or a token more often than it was sent. */
  twice: number
  /** Runs that differ from those of the same spans sent once, in order, to a system at peace. */
  unlikeQuiet: number
}

type Options = {
  db: Database
  ledger: FaultLedger
  /** Where the spans went while things failed. */
  project: string
  /** An empty project for the quiet ingest of the same spans. */
  quiet: { project: string; key: string; otlpUrl: string }
}

const tracesAtOnce = 500
const drainTimeoutMs = 180_000

/** Compares what is stored with the sender's own books, and its runs with a quiet ingest's. */
export async function checkLedger({ db, ledger, project, quiet }: Options): Promise<FaultFigures> {
  // An exporter drops what is refused for good: its run would never be whole.
  const [refusal] = ledger.refusals
  if (refusal !== undefined) throw new Error(`${ledger.refusals.length} requests were refused for good: ${refusal}`)
  const figures: FaultFigures = {
    acknowledged: ledger.acknowledgedSpans,
    runs: ledger.traces.size,
    lost: await countLost(db, ledger, project),
    twice: 0,
    unlikeQuiet: 0,
  }
  await sendQuietly([...ledger.traces.values()], quiet)
  for (const traces of inChunks([...ledger.traces.values()])) {
    const disturbed = await settledRuns(db, project, traces)
    const calm = await settledRuns(db, quiet.project, traces)
    for (const truth of traces) {
      const run = disturbed.get(truth.traceId)
      if (run === undefined || countsMore(run, truth)) figures.twice += 1
      if (!isDeepStrictEqual(comparable(run), comparable(calm.get(truth.traceId)))) figures.unlikeQuiet += 1
    }
  }
  return figures
}

/** Newest copy of each span, as every reader takes it. */
const storedSpans = defineSystemQuery({
  name: 'test-stored-spans',
  params: z.object({ project: z.string(), traceIds: z.array(z.string()) }),
  row: z.object({ trace_id: z.string(), span_id: z.string(), raw: z.string() }),
  limits: { maxSeconds: 60 },
  sql: `
SELECT trace_id, span_id, raw
FROM span_io
WHERE project = {project:String}
  AND trace_id IN {traceIds:Array(String)}
  AND (trace_id, span_id) IN (SELECT trace_id, span_id FROM spans WHERE project = {project:String} AND trace_id IN {traceIds:Array(String)})
ORDER BY row_version DESC
LIMIT 1 BY trace_id, span_id`,
})

async function countLost(db: Database, ledger: FaultLedger, project: string): Promise<number> {
  const stored = new Map<string, string>()
  for (const traces of inChunks([...ledger.traces.keys()])) {
    const rows = await storedSpans(db, { project, traceIds: traces }, { waitMs: 30_000 })
    for (const { trace_id, span_id, raw } of rows)
      stored.set(spanKey({ traceId: trace_id, spanId: span_id }), hashOf(JSON.parse(raw)))
  }
  let lost = 0
  for (const [key, hash] of ledger.hashes()) if (stored.get(key) !== hash) lost += 1
  return lost
}

async function sendQuietly(traces: readonly TraceTruth[], { otlpUrl, key }: Options['quiet']): Promise<void> {
  for (const chunk of inChunks(traces, 60)) {
    const body = encodeTraces(
      chunk.flatMap(({ spans }) => spans),
      'protobuf',
    )
    await waitUntil('the quiet ingest', async () => {
      const { status } = await send(`${otlpUrl}/v1/traces`, body, { headers: { authorization: `Bearer ${key}` } })
      return status === 200 ? { value: status } : { notYet: `status ${status}` }
    })
  }
}

/** The runs of the traces, once each has all of its spans. */
function settledRuns(db: Database, project: string, traces: readonly TraceTruth[]): Promise<Map<string, Run>> {
  const params = { project, runIds: traces.map(({ traceId }) => traceId), traceIds: [], sessions: [], dialects: [] }
  return waitUntil<Map<string, Run>>(
    `the runs of ${project}`,
    async () => {
      const rows = await storedRuns(db, params, { waitMs: 30_000 })
      const runs = new Map(rows.filter((row) => row.is_deleted === 0).map((row) => [row.run_id, runOf(row)]))
      const open = traces.filter(({ traceId, spans }) => (runs.get(traceId)?.spanCount ?? 0) < spans.length)
      return open.length === 0
        ? { value: runs }
        : { notYet: `${open.length} of ${traces.length} lack spans, the first is ${open[0]?.traceId}` }
    },
    { timeoutMs: drainTimeoutMs, everyMs: 250 },
  )
}

function countsMore(run: Run, truth: TraceTruth): boolean {
  return !isDeepStrictEqual(
    [run.spanCount, run.llmCalls, run.toolCalls, run.usage.inputTokens, run.usage.outputTokens],
    [truth.spans.length, truth.llmCalls, truth.toolCalls, truth.inputTokens, truth.outputTokens],
  )
}

function comparable(run: Run | undefined): Run | undefined {
  return run === undefined ? undefined : { ...run, project: '', version: 0 }
}

function inChunks<T>(items: readonly T[], size = tracesAtOnce): T[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, chunk) =>
    items.slice(chunk * size, (chunk + 1) * size),
  )
}
