import { z } from 'zod'
import type { RunSort } from '#lib/domain/filter.ts'

/**
 * Sort keys of the runs list as Decimal(38,12), so that one cursor type fits all of them.
 * Unknown values sort last in both directions.
 */
const sortColumns: Record<RunSort, string> = {
  startedAt: 'toUnixTimestamp64Nano(started_at)',
  durationNs: 'duration_ns',
  steps: 'steps',
  llmCalls: 'llm_calls',
  toolCalls: 'tool_calls',
  toolErrors: 'tool_errors',
  failedLlmCalls: 'failed_llm_calls',
  inputTokens: 'input_tokens',
  outputTokens: 'output_tokens',
  totalTokens:
    'if(input_tokens IS NULL AND output_tokens IS NULL, NULL, ifNull(input_tokens, 0) + ifNull(output_tokens, 0))',
  costUsd: 'cost_usd',
  revisits: 'revisits',
  spanCount: 'span_count',
}

export const SortOrder = z.enum(['asc', 'desc'])
export type SortOrder = z.infer<typeof SortOrder>

/** The place after which a page begins: the sort key and id of the row before. */
export const PageCursor = z.object({ value: z.string(), id: z.string() })
export type PageCursor = z.infer<typeof PageCursor>

/** Beyond every real value (nanoseconds of the year 2262 are 9.2e18). */
const afterEverything = '10000000000000000000'

export function runSortKey(sort: RunSort, order: SortOrder): string {
  const unknown = order === 'desc' ? '-1' : afterEverything
  return `ifNull(toDecimal128(${sortColumns[sort]}, 12), toDecimal128('${unknown}', 12))`
}
