import { createHash } from 'node:crypto'
import type { CostShare } from '#lib/domain/cost.ts'
import { unitsText } from './call-columns.ts'
import { texts, type Column } from './columns.ts'

/** A run's shares as a row has them, and their hash. */
export type CostColumns = { cost_shares: readonly CostShare[]; cost_digest: string }

/** Texts, which the database converts: '' is unknown for names, 0 for amounts (their status says so). */
const shareColumns: readonly [string, (share: CostShare) => string][] = [
  ['cost_kinds', ({ kind }) => kind],
  ['cost_agents', ({ agent }) => agent ?? ''],
  ['cost_providers', ({ provider }) => provider ?? ''],
  ['cost_models', ({ model }) => model ?? ''],
  ['cost_tools', ({ tool }) => tool ?? ''],
  ['cost_statuses', ({ status }) => status],
  ['cost_calls', ({ calls }) => String(calls)],
  ['cost_failed_calls', ({ failedCalls }) => String(failedCalls)],
  ['cost_input_uncached_tokens', ({ tokens }) => String(tokens.inputUncached)],
  ['cost_cache_read_tokens', ({ tokens }) => String(tokens.cacheRead)],
  ['cost_cache_write_5m_tokens', ({ tokens }) => String(tokens.cacheWrite5m)],
  ['cost_cache_write_1h_tokens', ({ tokens }) => String(tokens.cacheWrite1h)],
  ['cost_cache_write_other_tokens', ({ tokens }) => String(tokens.cacheWriteOther)],
  ['cost_output_tokens', ({ tokens }) => String(tokens.output)],
  ['cost_reasoning_tokens', ({ tokens }) => String(tokens.reasoning)],
  ['cost_extra_units', ({ units }) => unitsText(units)],
  ['cost_amounts', ({ costUsd }) => costUsd ?? '0'],
  ['cost_failed_amounts', ({ failedCostUsd }) => failedCostUsd ?? '0'],
  ['cost_loop_amounts', ({ loopCostUsd }) => loopCostUsd ?? '0'],
  ['cost_cache_saved_amounts', ({ cacheSavedUsd }) => cacheSavedUsd ?? '0'],
]

/** Columns of the shares for an insert of runs. */
export const costColumns: Column<CostColumns>[] = shareColumns.map(([name, of]) =>
  texts(name, ({ cost_shares }: CostColumns) => cost_shares.map(of)),
)

/** What a row of a run says of its shares. */
export function costColumnsOf(shares: readonly CostShare[]): CostColumns {
  const digest = createHash('sha256').update(JSON.stringify(shares)).digest('base64url').slice(0, 16)
  return { cost_shares: shares, cost_digest: digest }
}
