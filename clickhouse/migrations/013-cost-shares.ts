/**
 * What a run's cost is made of: one element of each array is a share, of the calls of one agent to one model (or tool)
 * whose price is known alike. They lie in the run's own row, so that no sum of them can ever differ from the run.
 * Amounts in USD, 0 where the price is unknown (`cost_statuses` says so); `cost_digest`: hash of the shares, '' in rows
 * that were written before there were any.
 */
const costColumns = `
  ADD COLUMN IF NOT EXISTS cost_agents Array(LowCardinality(String)),
  ADD COLUMN IF NOT EXISTS cost_providers Array(LowCardinality(String)),
  ADD COLUMN IF NOT EXISTS cost_models Array(LowCardinality(String)),
  ADD COLUMN IF NOT EXISTS cost_tools Array(LowCardinality(String)),
  ADD COLUMN IF NOT EXISTS cost_statuses Array(LowCardinality(String)),
  ADD COLUMN IF NOT EXISTS cost_calls Array(UInt32) CODEC(ZSTD(1)),
  ADD COLUMN IF NOT EXISTS cost_failed_calls Array(UInt32) CODEC(ZSTD(1)),
  ADD COLUMN IF NOT EXISTS cost_input_uncached_tokens Array(UInt64) CODEC(ZSTD(1)),
  ADD COLUMN IF NOT EXISTS cost_cache_read_tokens Array(UInt64) CODEC(ZSTD(1)),
  ADD COLUMN IF NOT EXISTS cost_cache_write_5m_tokens Array(UInt64) CODEC(ZSTD(1)),
  ADD COLUMN IF NOT EXISTS cost_cache_write_1h_tokens Array(UInt64) CODEC(ZSTD(1)),
  ADD COLUMN IF NOT EXISTS cost_cache_write_other_tokens Array(UInt64) CODEC(ZSTD(1)),
  ADD COLUMN IF NOT EXISTS cost_output_tokens Array(UInt64) CODEC(ZSTD(1)),
  ADD COLUMN IF NOT EXISTS cost_reasoning_tokens Array(UInt64) CODEC(ZSTD(1)),
  ADD COLUMN IF NOT EXISTS cost_amounts Array(Decimal(38, 12)) CODEC(ZSTD(1)),
  ADD COLUMN IF NOT EXISTS cost_failed_amounts Array(Decimal(38, 12)) CODEC(ZSTD(1)),
  ADD COLUMN IF NOT EXISTS cost_loop_amounts Array(Decimal(38, 12)) CODEC(ZSTD(1)),
  ADD COLUMN IF NOT EXISTS cost_cache_saved_amounts Array(Decimal(38, 12)) CODEC(ZSTD(1)),
  ADD COLUMN IF NOT EXISTS cost_digest String CODEC(ZSTD(1))`

export const costSharesMigration = {
  id: '013-cost-shares',
  statements: [`ALTER TABLE runs {on_cluster}${costColumns}`],
}
