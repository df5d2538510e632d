import type { ClickHouseSettings } from '@clickhouse/client'

/** Where the tables live. Embedded and single server are alike; a cluster replicates, and spreads the large tables. */
export type Topology = { kind: 'single' } | { kind: 'cluster'; cluster: string }

/** The name of a cluster as configuration gives it; '' is none. */
export function topologyOf(cluster: string): Topology {
  return cluster === '' ? { kind: 'single' } : { kind: 'cluster', cluster }
}

/**
 * Tables that a cluster spreads over its shards, and the hash that says where a row goes. All records of a trace
 * and all versions of a run lie on one shard, so that newer rows replace older ones there.
 */
const shardingKeys: ReadonlyMap<string, string> = new Map([
  ['spans', 'cityHash64(trace_id)'],
  ['span_io', 'cityHash64(trace_id)'],
  ['log_records', "cityHash64(if(trace_id = '', session_id, trace_id))"],
  ['scores', 'cityHash64(score_id)'],
  ['runs', 'cityHash64(run_id)'],
  ['statement_runs', 'cityHash64(run_id)'],
])

/** Small tables, of which a cluster keeps all rows on every node. */
const wholeTables: ReadonlySet<string> = new Set([
  'schema_migrations',
  'worker_state',
  'config',
  'ingest_outcomes',
  'sign_ins',
  'sign_in_guesses',
  'key_uses',
  'statements',
])

export type Placement = { kind: 'sharded'; by: string } | { kind: 'whole' }

/** How a cluster places a table. Throws for one that nobody has decided on. */
export function placementOf(table: string): Placement {
  const by = shardingKeys.get(table)
  if (by !== undefined) return { kind: 'sharded', by }
  if (wholeTables.has(table)) return { kind: 'whole' }
  throw new Error(`Nobody has said whether a cluster spreads the table ${table}: see clickhouse/topology.ts`)
}

/** Settings of every request. */
export function settingsOf(topology: Topology): ClickHouseSettings {
  if (topology.kind === 'single') return {}
  return {
    // An acknowledged insert is on its shard, and on most of that shard's replicas.
    distributed_foreground_insert: 1,
    insert_quorum: 'auto',
    // Sub-queries on spread tables see all shards.
    distributed_product_mode: 'global',
  }
}

/** A reader of `config` sees every write that was acknowledged before, whichever replica answers. */
export const consistentRead = 'select_sequential_consistency = 1'
/** What consistent reads need: one quorum insert at a time. */
export const consistentWrite: ClickHouseSettings = { insert_quorum: 'auto', insert_quorum_parallel: 0 }
