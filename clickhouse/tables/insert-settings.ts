import type { ClickHouseSettings } from '@clickhouse/client'

/** How spans, log records and their texts are inserted. */
export const recordInsertSettings: ClickHouseSettings = {
  // A batch holds each record once, and copies of other batches are removed where rows are read.
  optimize_on_insert: 0,
  // The text indexes come with the first merge: building them here would double the cost of an
  // insert, and the few small parts that are not merged yet are quickly searched without.
  exclude_materialize_skip_indexes_on_insert: 'new_input_text,output_text_text',
}
