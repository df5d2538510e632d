import type { Database } from '#clickhouse/client.ts'
import { hourOf } from '#clickhouse/sql/date-time.ts'
import { encodeRows } from '#clickhouse/tables/columns.ts'
import { runInsert } from '#clickhouse/tables/run-row.ts'
import { insertRuns, type RunInsert } from '#clickhouse/tables/runs.ts'
import { spanIoTable, type SpanIoInsert } from '#clickhouse/tables/span-io.ts'
import type { RunListFilter } from '#lib/api/runs.ts'
import { Rng } from '#lib/demo/rng.ts'
import { EndReason, RunList, type Run } from '#lib/domain/run.ts'
import { encodeQuery } from '#lib/paths.ts'
import { createProject } from '#lib/server/projects.ts'
import { getBody } from '#test/support/api.ts'
import { startStore, type TestStore } from '#test/support/store.ts'
import { makeRun } from './make-run.ts'

export const project = 'search'
export const runCount = 150
export const startMs = Date.UTC(2026, 9, 1)
export const id = (number: number) => number.toString(16).padStart(32, '0')
const words =
  'refund order late fee duplicate charge Straße größe ÄRGER 退款订单 ORD-77 a.b naïve pay payment it'.split(' ')

const rng = new Rng(11)
const some = (count: number) => Array.from({ length: count }, () => words[rng.int(0, words.length - 1)] ?? '').join(' ')
const names = (list: readonly string[]) => [...new Set(list.filter(() => rng.chance(0.4)))]

/** Runs over months, so that a list by time is read in several windows. */
export const runs: Run[] = Array.from({ length: runCount }, (_, number) => {
  const startNs = BigInt(startMs + number * 6 * 3_600_000 + rng.int(0, 3_000_000)) * 1_000_000n
  return makeRun({
    project,
    runId: id(number + 1),
    traceIds: [id(number + 1)],
    startedAt: startNs.toString(),
    endedAt: (startNs + 5_000_000_000n).toString(),
    tenant: rng.chance(0.2) ? null : `tenant_${rng.int(1, 4)}`,
    agent: null,
    agents: names(['planner', 'writer', 'get_*']).map((name) => ({ name, calls: 1, costUsd: null })),
    tools: names(['get_order', 'get_user', 'refund']).map((name) => ({ name, calls: 1, errors: 0 })),
    endReason: EndReason.options[rng.int(0, 3)] ?? 'error',
    steps: rng.int(0, 9),
    costUsd: rng.chance(0.3) ? null : (rng.int(0, 400) / 100).toFixed(12),
    inputPreview: '',
    outputPreview: some(2),
    version: 5,
  })
})
export const texts = new Map(runs.map((run) => [run.runId, [some(4), some(3)] as const]))

/** A store with these runs and what they say, with versions that were replaced, a run that was deleted and a foreign project. */
export async function startSearchedRuns(): Promise<TestStore> {
  const store = await startStore()
  process.env['TACHO_DATA_DIR'] = store.dataDir
  const db = store.database
  await createProject(db, { project, name: project, actor: 'test', now: new Date(startMs) })
  await createProject(db, { project: 'other', name: 'other', actor: 'test', now: new Date(startMs) })
  const rows = runs.map((run) => runInsert(run, hourOf(run.startedAt)))
  // Versions that were replaced since: others of everything that is filtered, sorted and counted by.
  const stale = rows
    .filter((_row, index) => index % 3 === 0)
    .map((row): RunInsert => ({
      ...row,
      tenant: 'tenant_1',
      steps: 9,
      end_reason: 'error',
      tool_names: ['refund'],
      cost_usd: '9.000000000000',
      version: 3,
      output_preview: '',
    }))
  const gone = makeRun({
    project,
    runId: id(9000),
    tenant: 'tenant_1',
    startedAt: (BigInt(startMs) * 1_000_000n).toString(),
  })
  const deleted = runInsert(gone, hourOf(gone.startedAt))
  await insertRuns(db, stale)
  await insertRuns(db, rows)
  await insertRuns(db, [deleted])
  await insertRuns(db, [{ ...deleted, version: deleted.version + 1, is_deleted: 1 }])
  await insertRuns(
    db,
    rows.slice(0, 20).map((row) => ({ ...row, project: 'other' })),
  )
  const spans = runs.map((run): SpanIoInsert => spanOf(run, texts.get(run.runId) ?? ['', '']))
  await insertSpanIo(db, spans)
  // A sender that tried again, and a foreign project with the same ids and every word.
  await insertSpanIo(db, spans.slice(0, 30))
  await insertSpanIo(
    db,
    spans.map((span) => ({ ...span, project: 'other', newInput: words.join(' ') })),
  )
  return store
}

function spanOf(run: Run, [newInput, outputText]: readonly [string, string]): SpanIoInsert {
  const startNs = BigInt(run.startedAt)
  return {
    project: run.project,
    traceId: run.runId,
    spanId: run.runId.slice(16),
    startNs,
    raw: '{}',
    truncatedBytes: 0,
    newInput,
    outputText,
    receivedAt: Number(startNs / 1_000_000n),
    writtenAt: Number(startNs / 1_000_000n),
  }
}

async function insertSpanIo(db: Database, spans: readonly SpanIoInsert[]): Promise<void> {
  await db.insert(spanIoTable.name, encodeRows(spanIoTable, spans), {
    format: 'Native',
    columns: spanIoTable.columns.map(({ name }) => name),
  })
}

/** Ids of the runs that a filter finds, sorted. */
export async function foundRuns(filter: RunListFilter & { query?: string }): Promise<string[]> {
  const list = await getBody(`/${project}/runs?${encodeQuery({ ...filter, limit: 200 })}`, RunList)
  return list.items.map(({ runId }) => runId).toSorted()
}

const asciiLower = (text: string) => text.replace(/[A-Z]/g, (letter) => letter.toLowerCase())
const tokensOf = (text: string) => new Set(asciiLower(text).split(/[^0-9a-z\u0080-\u{10ffff}]+/u))
const contentOf = (run: Run) => [...(texts.get(run.runId) ?? []), run.outputPreview]
export const runsThat = (holds: (run: Run) => boolean) =>
  runs
    .filter(holds)
    .map(({ runId }) => runId)
    .toSorted()
export const hasToken = (run: Run, token: string) => contentOf(run).some((text) => tokensOf(text).has(token))
export const hasText = (run: Run, part: string) => contentOf(run).some((text) => asciiLower(text).includes(part))
export const hasName = (run: Run, part: string) =>
  run.tools.some(({ name }) => name.includes(part)) || (run.tenant ?? '').includes(part)
