import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import type { Database } from '#clickhouse/client.ts'
import { encodeRows, type InsertTable } from '#clickhouse/tables/columns.ts'
import { logRecordsTable } from '#clickhouse/tables/log-records.ts'
import { scoresTable } from '#clickhouse/tables/scores.ts'
import { spanIoTable } from '#clickhouse/tables/span-io.ts'
import { spansTable } from '#clickhouse/tables/spans.ts'
import type { LogRecord, SpanRecord } from '#lib/domain/otlp.ts'
import type { LogFacts, ScoreFacts, SpanFacts } from '#lib/domain/span.ts'
import { emptyFacts } from '#lib/normalise/empty-facts.ts'
import { waitUntil } from './wait-until.ts'

export type SpanSpec = Partial<SpanFacts> & Pick<SpanFacts, 'project' | 'traceId' | 'spanId'>

/** A span with nothing but what the test names. */
export function spanFacts(spec: SpanSpec): SpanFacts {
  const startNs = spec.startNs ?? 0n
  return {
    ...emptyFacts('otel-genai'),
    parentSpanId: '',
    parentIsRemote: false,
    startNs,
    endNs: startNs + 1_000_000n,
    name: spec.spanId,
    otelKind: 1,
    scopeName: 'test',
    scopeVersion: '1',
    serviceName: 'test-service',
    turnId: '',
    links: [],
    attributes: {},
    mappingVersion: 1,
    rawBytes: 100,
    ...spec,
  }
}

/** Stores spans as one write of ingest does. */
export async function insertSpans(db: Database, facts: readonly SpanFacts[], writtenAt = Date.now()): Promise<void> {
  await insertRows(
    db,
    spansTable,
    facts.map((each) => ({ facts: each, receivedAt: writtenAt, writtenAt })),
  )
}

export async function insertLogs(
  db: Database,
  logs: readonly { facts: LogFacts; record: LogRecord }[],
  writtenAt = Date.now(),
): Promise<void> {
  const text = { truncatedBytes: 0, newInput: '', outputText: '' }
  const rows = logs.map(({ facts, record }) => ({
    facts,
    raw: JSON.stringify(record),
    ...text,
    receivedAt: writtenAt,
    writtenAt,
  }))
  await insertRows(db, logRecordsTable, rows)
}

export async function insertScores(db: Database, scores: readonly ScoreFacts[], writtenAt = Date.now()): Promise<void> {
  await insertRows(
    db,
    scoresTable,
    scores.map((facts) => ({ facts, receivedAt: writtenAt, writtenAt })),
  )
}

/** Stores what `span_io` holds of one span. */
export async function insertPayload(
  db: Database,
  facts: SpanFacts,
  record: SpanRecord,
  writtenAt = Date.now(),
): Promise<void> {
  const { project, traceId, spanId, startNs } = facts
  const text = { truncatedBytes: 0, newInput: '', outputText: '' }
  await insertRows(db, spanIoTable, [
    { project, traceId, spanId, startNs, raw: JSON.stringify(record), ...text, receivedAt: writtenAt, writtenAt },
  ])
}

async function insertRows<Source>(db: Database, table: InsertTable<Source>, rows: readonly Source[]): Promise<void> {
  await db.insert(table.name, encodeRows(table, rows), {
    format: 'Native',
    columns: table.columns.map(({ name }) => name),
  })
}

export type TestWorker = {
  port: number
  nudge: () => Promise<void>
  metrics: () => Promise<string>
  /** Ends it without any chance to clean up. */
  kill: () => Promise<void>
  stop: () => Promise<number | null>
}

/** The worker as users start it, on a port of its own. */
export async function startWorker(dataDir: string, env: Record<string, string> = {}): Promise<TestWorker> {
  const child = spawn(process.execPath, [join(import.meta.dirname, '../../ingest/worker.ts')], {
    env: { ...process.env, TACHO_DATA_DIR: dataDir, TACHO_WORKER_PORT: '0', TACHO_SUPERVISED: '1', ...env },
    stdio: ['pipe', 'pipe', 'pipe'],
  })
  const port = await portOf(child)
  const url = `http://127.0.0.1:${port}`
  return {
    port,
    nudge: async () => void (await fetch(`${url}/nudge`, { method: 'POST' })),
    metrics: async () => (await fetch(`${url}/metrics`)).text(),
    kill: async () => void (await end(child, 'SIGKILL')),
    stop: () => end(child, 'SIGTERM'),
  }
}

/** The port from the line in which the worker says that it is ready. */
function portOf(child: ChildProcess): Promise<number> {
  let printed = ''
  child.stderr?.on('data', (chunk: Buffer) => (printed += chunk.toString()))
  child.stdout?.on('data', (chunk: Buffer) => (printed += chunk.toString()))
  return waitUntil<number>('the worker', async () => {
    const port = /"port":(\d+)/.exec(printed)?.[1]
    return port === undefined ? { notYet: printed } : { value: Number(port) }
  })
}

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<number | null> {
  if (child.exitCode === null && child.signalCode === null) {
    const exited = once(child, 'exit')
    child.kill(signal)
    await exited
  }
  return child.exitCode
}
