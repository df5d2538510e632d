/** Where the tables live. Embedded and single server render alike; a cluster replicates. */
export type Topology = { kind: 'embedded' } | { kind: 'single' } | { kind: 'cluster'; cluster: string }

const ENGINES: Readonly<Record<string, string>> = {
  plain: 'MergeTree',
  replacing: 'ReplacingMergeTree',
  aggregating: 'AggregatingMergeTree',
  summing: 'SummingMergeTree',
}

const REPLICA = "'/clickhouse/tables/{uuid}/{shard}', '{replica}'"

/**
 * One text, three renderings: `{on_cluster}`, and an engine as `{plain}` or `{replacing:version, is_deleted}`.
 * Any other name in braces is a mistake and throws.
 */
export function renderMacros(sql: string, topology: Topology): string {
  const rendered = sql.replace(/\{([a-z_]+)(?::([^{}]*))?\}/g, (macro, name: string, argument: string | undefined) => {
    if (name === 'on_cluster') return onCluster(topology)
    const engine = ENGINES[name]
    if (engine === undefined) throw new Error(`Unknown macro ${macro} in a migration`)
    return engineOf(engine, argument?.trim() ?? '', topology)
  })
  // The deduplication window has another name where tables replicate.
  return topology.kind === 'cluster'
    ? rendered.replace(/\bnon_replicated_deduplication_window\b/g, 'replicated_deduplication_window')
    : rendered
}

export function onCluster(topology: Topology): string {
  return topology.kind === 'cluster' ? `ON CLUSTER '${topology.cluster.replace(/['\\]/g, '\\$&')}'` : ''
}

function engineOf(engine: string, argument: string, topology: Topology): string {
  if (topology.kind !== 'cluster') return argument === '' ? engine : `${engine}(${argument})`
  return `Replicated${engine}(${argument === '' ? REPLICA : `${REPLICA}, ${argument}`})`
}
