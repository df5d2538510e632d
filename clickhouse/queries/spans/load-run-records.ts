import type { RunRef } from '#lib/domain/access/run-ref.ts'
import type { Database } from '../../client.ts'
import { loadRelated, type RelatedRecords } from './load-related.ts'

/**
 * What runs that a scope shows are assembled from. With `sessions` these are records of other runs too: only what
 * assembly gives to the runs themselves may leave.
 */
export function loadRunRecords(db: Database, runs: RunRef, sessions: readonly string[]): Promise<RelatedRecords> {
  return loadRelated(db, runs.project, { traceIds: runs.traceIds, sessions })
}
