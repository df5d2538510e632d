import { createHash } from 'node:crypto'
import type { CostShare } from '#lib/domain/cost.ts'
import { unitsText } from './call-columns.ts'
import { texts, type Column } from './columns.ts'

/** A run's shares as a row has them, and their hash. */
export type CostColumns = { cost_shares: readonly CostShare[]; cost_digest: string }

/** Texts, which the database converts: '' is unknown for names, 0 for amounts (their status says so). */
const shareColumns: readonly [name: string, of: (share: CostShare) => string, ofNothing: string][] = [
  ['kind', ({ kind }) => kind, ''],
  ['agent', ({ agent }) => agent ?? '', ''],
  ['provider', ({ provider }) => provider ?? '', ''],
  ['model', ({ model }) => model ?? '', ''],
  ['tool', ({ tool }) => tool ?? '', ''],
  ['status', ({ status }) => status, 'none'],
  ['calls', ({ calls }) => String(calls), '0'],
  ['failed_calls', ({ failedCalls }) => String(failedCalls), '0'],
  ['input_uncached_tokens', ({ tokens }) => String(tokens.inputUncached), '0'],
  ['cache_read_tokens', ({ tokens }) => String(tokens.cacheRead), '0'],
  ['cache_write_5m_tokens', ({ tokens }) => String(tokens.cacheWrite5m), '0'],
  ['cache_write_1h_tokens', ({ tokens }) => String(tokens.cacheWrite1h), '0'],
  ['cache_write_other_tokens', ({ tokens }) => String(tokens.cacheWriteOther), '0'],
  ['output_tokens', ({ tokens }) => String(tokens.output), '0'],
  ['reasoning_tokens', ({ tokens }) => String(tokens.reasoning), '0'],
  ['extra_units', ({ units }) => unitsText(units), ''],
  ['amount', ({ costUsd }) => costUsd ?? '0', '0'],
  ['failed_amount', ({ failedCostUsd }) => failedCostUsd ?? '0', '0'],
  ['loop_amount', ({ loopCostUsd }) => loopCostUsd ?? '0', '0'],
  ['cache_saved_amount', ({ cacheSavedUsd }) => cacheSavedUsd ?? '0', '0'],
]

/** Columns of the shares for an insert of runs. A run of which nothing was to be priced has one of nothing. */
export const costColumns: Column<CostColumns>[] = shareColumns.map(([name, of, ofNothing]) =>
  texts(`shares.${name}`, ({ cost_shares }: CostColumns) =>
    cost_shares.length === 0 ? [ofNothing] : cost_shares.map(of),
  ),
)

/** What a row of a run says of its shares. */
export function costColumnsOf(shares: readonly CostShare[]): CostColumns {
  const digest = createHash('sha256').update(JSON.stringify(shares)).digest('base64url').slice(0, 16)
  return { cost_shares: shares, cost_digest: digest }
}
