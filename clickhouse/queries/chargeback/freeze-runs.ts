import type { Database } from '../../client.ts'
import { startedWithin } from '../../sql/run-period.ts'
import { consistentWrite } from '../../topology.ts'
import { statementChanges } from './statement-changes.ts'

type Freezing = {
  project: string
  /** Made for this attempt: what is written counts once the ledger names it. */
  closingId: string
  fromNs: string
  toNs: string
}

/** A million runs take seconds, on a busy machine some more. */
const silentMs = 120_000

/** What is kept of a run as it was billed, in the order of the insert. */
const columns = [
  'run_id',
  'is_gone',
  'started_at',
  'tenant',
  'cost_usd',
  'span_count',
  'price_version',
  'rules_version',
  'mapping_version',
  'run_version',
]
/** Without names of their own: one called `project` would hide the column, and a condition on it would always hold. */
const head = `
INSERT INTO statement_runs (project, closing_id, ${columns.join(', ')})
SELECT
  {project:String},
  {closingId:String},`

/** Keeps every run that began in the period as it is now, within the database. */
export async function freezeRuns(db: Database, params: Freezing): Promise<void> {
  const sql = `${head}
  run_id,
  0 AS is_gone,
  started_at,
  tenant,
  cost_usd,
  span_count,
  price_version,
  rules_version,
  mapping_version,
  version AS run_version
FROM runs FINAL
WHERE project = {project:String}
  AND ${startedWithin}`
  // Not repeated: an attempt that may have been written is given up for another one.
  await db.command(sql, { params, settings: consistentWrite, silentMs })
}

/** Keeps the runs that are otherwise than they were billed with `closingIds`, the newest last. */
export async function freezeChanges(
  db: Database,
  { closingIds, ...params }: Freezing & { closingIds: readonly string[] },
): Promise<void> {
  const sql = `${head}
  run_id,
  NOT is_there AS is_gone,
  if(is_there, now_started_at, was_started_at) AS started_at,
  if(is_there, now_tenant, was_tenant) AS tenant,
  if(is_there, now_cost, NULL) AS cost_usd,
  now_span_count AS span_count,
  now_price_version AS price_version,
  now_rules_version AS rules_version,
  now_mapping_version AS mapping_version,
  now_run_version AS run_version
FROM (${statementChanges({ condition: 'project = {project:String}', now: 'runs' })})`
  await db.command(sql, { params: { ...params, closingIds }, settings: consistentWrite, silentMs })
}
