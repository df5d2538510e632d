import type { Database } from '#clickhouse/client.ts'
import { areRowsAtFault } from '#clickhouse/tables/insert-fault.ts'
import { recordInsertSettings } from '#clickhouse/tables/insert-settings.ts'
import { AppError } from '#lib/domain/errors.ts'
import type { Log } from '#lib/server/log.ts'
import type { IngestMetrics } from '../receive/metrics.ts'
import { batchBodies, type TableBody } from './encode-batch.ts'
import type { EncodedRecord } from './record-encoder.ts'

export type InsertContext = {
  db: Database
  log: Log
  metrics: IngestMetrics
  now: () => number
  /** How long a batch waits for a database that is away, milliseconds. */
  storeWaitMs: number
}

/** A record that cannot be stored, and why, in words for its sender. */
export type Refused = { record: EncodedRecord; reason: string }

/** For all inserts of an attempt: the worker looks back 60 s behind its cursor, by then they must have ended. */
const attemptTimeoutMs = 30_000

/**
 * Stores a batch; what the database refuses is found by halving, projects first, so that nobody
 * suffers from another's data. Rejects with an `unavailable` AppError when the database is away.
 */
export async function insertBatch(records: readonly EncodedRecord[], context: InsertContext): Promise<Refused[]> {
  const refused: Refused[] = []
  // A stack instead of recursion: each entry is a group that is still to be stored.
  const groups: (readonly EncodedRecord[])[] = [records]
  for (let group = groups.pop(); group !== undefined; group = groups.pop()) {
    if (await isStored(group, context)) continue
    const [only] = group
    if (group.length === 1 && only) refused.push({ record: only, reason: 'the database refused the record' })
    else groups.push(...split(group))
  }
  return refused
}

/** One attempt at a group: false when the rows are at fault; throws when the database is. */
async function isStored(records: readonly EncodedRecord[], context: InsertContext): Promise<boolean> {
  const { before, spans } = batchBodies(records, context.now())
  const signal = AbortSignal.timeout(attemptTimeoutMs)
  try {
    await allOrFirstFailure(before.map((body) => insertBody(body, signal, context)))
    if (spans) await insertBody(spans, signal, context)
    return true
  } catch (error) {
    if (!areRowsAtFault(error)) throw asUnavailable(error)
    context.log.warn({ err: error, records: records.length }, 'the database refused a batch')
    return false
  }
}

/** Fails when all have ended: nothing of a failed attempt may still be read when the next begins. */
async function allOrFirstFailure(inserts: readonly Promise<void>[]): Promise<void> {
  for (const insert of await Promise.allSettled(inserts)) if (insert.status === 'rejected') throw insert.reason
}

async function insertBody(
  { table, columns, bytes, free }: TableBody,
  signal: AbortSignal,
  { db, metrics, storeWaitMs }: InsertContext,
): Promise<void> {
  const startedAt = performance.now()
  const observe = (outcome: string): void => {
    metrics.insertSeconds.observe({ table, outcome }, (performance.now() - startedAt) / 1000)
  }
  try {
    // Duplicates are removed where rows are read, so an insert may be repeated.
    await db.insert(table, bytes, {
      format: 'Native',
      columns,
      settings: recordInsertSettings,
      waitMs: storeWaitMs,
      repeatable: true,
      signal,
    })
    free()
    observe('stored')
  } catch (error) {
    observe('failed')
    throw error
  }
}

/** Whatever else goes wrong may be well a moment later: senders are asked to come again. */
function asUnavailable(error: unknown): AppError {
  if (error instanceof AppError && error.code === 'unavailable') return error
  return new AppError('unavailable', 'The database could not store a batch', { cause: error })
}

/** By project while there are several, then in halves. */
function split(records: readonly EncodedRecord[]): (readonly EncodedRecord[])[] {
  const byProject = Map.groupBy(records, ({ project }) => project)
  if (byProject.size > 1) return [...byProject.values()]
  const middle = Math.ceil(records.length / 2)
  return [records.slice(0, middle), records.slice(middle)]
}
