import type { Database } from '#clickhouse/client.ts'
import { logHours, logsOfHour, rawOfSpans, spanHours, spansOfHour } from '#clickhouse/queries/changes/stored-raw.ts'
import type { Attribute } from '#lib/attribution/attribute-by-rules.ts'
import { mappingVersion } from '#lib/normalise/index.ts'
import { ProjectAttribution } from '#lib/server/attribution-rules.ts'
import { encodeBatch } from '../write/encode-batch.ts'
import type { StoredRecord } from '../write/stored-record.ts'
import { remapLog, remapSpan } from './remap.ts'

export type ReprocessInput = {
  db: Database
  /** Milliseconds since the epoch; `toMs` exclusive. */
  fromMs: number
  toMs: number
  /** '' is all projects. */
  project: string
  /** Also records that the present mapping has made already. */
  everything: boolean
  /** After each hour of a project. */
  onHour: (progress: HourProgress) => void
  signal: AbortSignal
}

export type HourProgress = {
  signal: 'spans' | 'logs'
  project: string
  hourMs: number
  rewritten: number
  failed: number
}

const chunkSize = 1_000

/**
 * Maps stored records anew and writes newer rows; the worker follows. Records that the present
 * mapping made are passed over, so a run that was broken off goes on where it was.
 */
export async function reprocess(input: ReprocessInput): Promise<{ rewritten: number; failed: number }> {
  const { db, fromMs, toMs, project, signal, onHour } = input
  const range = { fromMs, toMs, project }
  const total = { rewritten: 0, failed: 0 }
  const jobs = [
    { signal: 'spans' as const, hours: await spanHours(db, range), run: spansHour },
    { signal: 'logs' as const, hours: await logHours(db, range), run: logsHour },
  ]
  const attribution = new ProjectAttribution(db)
  for (const job of jobs) {
    for (const { project: owner, hour_ms: hourMs } of job.hours) {
      if (signal.aborted) return total
      const hour = { project: owner, hourMs, attribute: await attribution.of(owner) }
      const count = await job.run(input, hour)
      total.rewritten += count.rewritten
      total.failed += count.failed
      onHour({ signal: job.signal, project: owner, hourMs, ...count })
    }
  }
  return total
}

type Count = { rewritten: number; failed: number }

/** An hour of a project, by the rules that the project has now. */
type Hour = { project: string; hourMs: number; attribute: Attribute | null }

async function spansHour(
  { db, everything, signal }: ReprocessInput,
  { project, hourMs, attribute }: Hour,
): Promise<Count> {
  const count: Count = { rewritten: 0, failed: 0 }
  for await (const rows of spansOfHour(db, { project, hourMs, below: below(everything) })) {
    for (const chunk of chunksOf(rows)) {
      if (signal.aborted) return count
      const raws = await rawOfSpans(db, {
        project,
        hourMs,
        traceIds: [...new Set(chunk.map(({ trace_id }) => trace_id))],
        spanIds: [...new Set(chunk.map(({ span_id }) => span_id))],
      })
      const rawOf = new Map(raws.map((raw) => [`${raw.trace_id} ${raw.span_id}`, raw]))
      const records = chunk.flatMap((span) => {
        const raw = rawOf.get(`${span.trace_id} ${span.span_id}`)
        return raw === undefined ? [] : (remapSpan({ ...span, ...raw, project }, attribute) ?? [])
      })
      await store(db, records, chunk.length, count)
    }
  }
  return count
}

async function logsHour(
  { db, everything, signal }: ReprocessInput,
  { project, hourMs, attribute }: Hour,
): Promise<Count> {
  const count: Count = { rewritten: 0, failed: 0 }
  for await (const rows of logsOfHour(db, { project, hourMs, below: below(everything) })) {
    for (const chunk of chunksOf(rows)) {
      if (signal.aborted) return count
      const records = chunk.flatMap((log) => remapLog({ ...log, project }, attribute) ?? [])
      await store(db, records, chunk.length, count)
    }
  }
  return count
}

/** The narrow rows go last: they are what the worker and the next reprocessing look at. */
async function store(db: Database, records: readonly StoredRecord[], tried: number, count: Count): Promise<void> {
  const { before, spans, misfits } = encodeBatch(records, Date.now())
  for (const { table, columns, bytes } of spans === null ? before : [...before, spans]) {
    await db.insert(table, bytes, { format: 'Native', columns, repeatable: true, waitMs: 30_000 })
  }
  const rewritten = records.length - misfits.length
  count.rewritten += rewritten
  count.failed += tried - rewritten
}

function below(everything: boolean): number {
  return everything ? mappingVersion + 1 : mappingVersion
}

function* chunksOf<Item>(items: readonly Item[]): Generator<Item[]> {
  for (let start = 0; start < items.length; start += chunkSize) yield items.slice(start, start + chunkSize)
}
