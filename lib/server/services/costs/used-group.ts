import type { ModelUsageRow } from '#clickhouse/queries/costs/model-usage.ts'
import { ExtraUnits } from '#lib/domain/usage.ts'
import type { UsedGroup } from '#lib/pricing/suppose.ts'
import { knownCost } from './figures-of.ts'

/** What was used of a model, as the calculator takes it. */
export function usedGroup(row: ModelUsageRow): UsedGroup {
  const cacheWrite = row.cache_write_5m + row.cache_write_1h + row.cache_write_other
  return {
    taskType: row.task_type === '' ? null : row.task_type,
    kind: row.kind === '' ? null : row.kind,
    provider: row.provider === '' ? null : row.provider,
    model: row.model === '' ? null : row.model,
    calls: row.calls,
    costUsd: knownCost(row),
    units: ExtraUnits.parse(row.extra_units),
    usage: {
      inputTokens: row.input_uncached + row.cache_read + cacheWrite,
      inputUncachedTokens: row.input_uncached,
      cacheReadTokens: row.cache_read,
      cacheWriteTokens: cacheWrite,
      cacheWrite5mTokens: row.cache_write_5m,
      cacheWrite1hTokens: row.cache_write_1h,
      cacheWriteOtherTokens: row.cache_write_other,
      outputTokens: row.output,
      reasoningTokens: row.reasoning,
    },
  }
}
