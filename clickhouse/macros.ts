import { placementOf, type Placement, type Topology } from './topology.ts'

const ENGINES: Readonly<Record<string, string>> = {
  plain: 'MergeTree',
  replacing: 'ReplacingMergeTree',
  aggregating: 'AggregatingMergeTree',
  summing: 'SummingMergeTree',
}

/** Keeper path and replica name; a table that is whole everywhere has one path for all shards. */
const REPLICAS: Record<Placement['kind'], string> = {
  sharded: "'/clickhouse/tables/{uuid}/{shard}', '{replica}'",
  whole: "'/clickhouse/tables/{uuid}', '{shard}-{replica}'",
}

/** `CREATE TABLE` or `ALTER TABLE` up to the name of the table. */
const HEAD = /^\s*((?:CREATE|ALTER) TABLE (?:IF (?:NOT )?EXISTS )?)([a-z_0-9]+)\b/

/**
 * One text for every topology. `{on_cluster}` and an engine as `{plain}` or `{replacing:version, is_deleted}` are
 * filled in; any other name in braces is a mistake and throws. On a cluster each table replicates, and one that is
 * spread becomes two: `<table>_local` holds a shard's rows, `<table>` reads and writes all shards.
 */
export function renderStatement(sql: string, topology: Topology): string[] {
  if (topology.kind === 'single') return [fillMacros(sql, topology, 'whole')]
  const [, verb = '', table = ''] = HEAD.exec(sql) ?? []
  if (table === '') throw new Error(`A cluster needs CREATE TABLE or ALTER TABLE, not: ${sql.trim().slice(0, 80)}`)
  const placement = placementOf(table)
  const clustered = fillMacros(sql, topology, placement.kind)
    // The deduplication window has another name where tables replicate.
    .replace(/\bnon_replicated_deduplication_window\b/g, 'replicated_deduplication_window')
  if (placement.kind === 'whole') return [clustered]
  const local = clustered.replace(HEAD, `$1${table}_local`)
  if (verb.startsWith('CREATE')) return [local, distributed(table, placement.by, topology)]
  return /\bCOLUMN\b/.test(sql) ? [local, withoutCodecs(clustered)] : [local]
}

export function onCluster(topology: Topology): string {
  return topology.kind === 'cluster' ? `ON CLUSTER ${quoted(topology.cluster)}` : ''
}

function fillMacros(sql: string, topology: Topology, placement: Placement['kind']): string {
  return sql.replace(/\{([a-z_]+)(?::([^{}]*))?\}/g, (macro, name: string, argument: string | undefined) => {
    if (name === 'on_cluster') return onCluster(topology)
    const engine = ENGINES[name]
    if (engine === undefined) throw new Error(`Unknown macro ${macro} in a migration`)
    const given = argument?.trim() ?? ''
    if (topology.kind === 'single') return given === '' ? engine : `${engine}(${given})`
    return `Replicated${engine}(${[REPLICAS[placement], given].filter((part) => part !== '').join(', ')})`
  })
}

function distributed(table: string, by: string, topology: Topology & { kind: 'cluster' }): string {
  const engine = `Distributed(${quoted(topology.cluster)}, currentDatabase(), '${table}_local', ${by})`
  return `CREATE TABLE IF NOT EXISTS ${table} ${onCluster(topology)} AS ${table}_local ENGINE = ${engine}`
}

/** The table over all shards stores nothing, so nothing of it is compressed. */
function withoutCodecs(sql: string): string {
  return sql.replace(/\s+CODEC\((?:[^()]|\([^()]*\))*\)/g, '')
}

function quoted(text: string): string {
  return `'${text.replace(/['\\]/g, '\\$&')}'`
}
