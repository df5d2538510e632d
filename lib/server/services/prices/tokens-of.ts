import type { ShareSums } from '#clickhouse/queries/prices/seen-shares.ts'
import type { ChargedTokens } from '#lib/domain/cost.ts'

type TokenSums = Omit<ShareSums, 'status' | 'failed_calls'>

export function tokensOf(row: TokenSums): ChargedTokens {
  return {
    inputUncached: row.input_uncached,
    cacheRead: row.cache_read,
    cacheWrite5m: row.cache_write_5m,
    cacheWrite1h: row.cache_write_1h,
    cacheWriteOther: row.cache_write_other,
    output: row.output,
    reasoning: row.reasoning,
  }
}
