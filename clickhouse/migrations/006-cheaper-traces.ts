/**
 * The worker asks for hundreds of traces at a time: at 1 in 100,000 instead of 1 in 100 the filter still leaves out
 * the parts and granules that hold none of them; older parts are indexed in the background. Merging twenty parts
 * at a time writes every row a fourth less often than merging ten.
 */
export const cheaperTracesMigration = {
  id: '006-cheaper-traces',
  statements: [
    'ALTER TABLE spans {on_cluster} ADD INDEX IF NOT EXISTS trace_id_filter trace_id TYPE bloom_filter(0.00001) GRANULARITY 1',
    'ALTER TABLE spans {on_cluster} MATERIALIZE INDEX IF EXISTS trace_id_filter SETTINGS mutations_sync = 0',
    'ALTER TABLE spans {on_cluster} DROP INDEX IF EXISTS trace_id_bloom SETTINGS mutations_sync = 0',
    ...['spans', 'span_io', 'log_records'].map(
      (table) => `ALTER TABLE ${table} {on_cluster} MODIFY SETTING merge_selector_base = 20`,
    ),
  ],
}
