import { z } from 'zod'
import type { RunSort } from '#lib/domain/filter.ts'
import type { SessionSort } from '#lib/domain/session.ts'

export const SortOrder = z.enum(['asc', 'desc'])
export type SortOrder = z.infer<typeof SortOrder>

/** The place after which a page begins: the sort key as decimal text and the id of the row before. */
export const PageCursor = z.object({ value: z.string(), id: z.string() })
export type PageCursor = z.infer<typeof PageCursor>

type SortColumn = { type: 'time' | 'integer' | 'usd'; column: string }

const integer = (column: string): SortColumn => ({ type: 'integer', column: `toInt64(${column})` })

const sortColumns: Record<RunSort, SortColumn> = {
  startedAt: { type: 'time', column: 'started_at' },
  durationNs: integer('duration_ns'),
  steps: integer('steps'),
  llmCalls: integer('llm_calls'),
  toolCalls: integer('tool_calls'),
  toolErrors: integer('tool_errors'),
  failedLlmCalls: integer('failed_llm_calls'),
  inputTokens: integer('input_tokens'),
  outputTokens: integer('output_tokens'),
  totalTokens: integer(
    'if(input_tokens IS NULL AND output_tokens IS NULL, NULL, ifNull(input_tokens, 0) + ifNull(output_tokens, 0))',
  ),
  costUsd: { type: 'usd', column: 'cost_usd' },
  revisits: integer('revisits'),
  spanCount: integer('span_count'),
}

/** How one sort compares: in the column's own type, which is several times quicker than a common one. */
export type SortKey = {
  key: string
  /** The key as decimal text. */
  text: string
  /** `{afterValue:String}` in the key's type. */
  after: string
}

/** Unknown values sort last in both directions. */
export function runSortKey(sort: RunSort, order: SortOrder): SortKey {
  return sortKey(sortColumns[sort], order)
}

const sessionSortColumns: Record<SessionSort, SortColumn> = {
  endedAt: { type: 'time', column: 'max(ended_at)' },
  startedAt: { type: 'time', column: 'min(started_at)' },
  runs: integer('count()'),
  badRuns: integer("countIf(end_reason IN ('error', 'abandoned', 'budget', 'max_steps'))"),
  steps: integer('sum(steps)'),
  inputTokens: integer('sumOrNull(input_tokens)'),
  outputTokens: integer('sumOrNull(output_tokens)'),
  costUsd: { type: 'usd', column: 'sumOrNull(cost_usd)' },
  durationNs: integer('sum(duration_ns)'),
}

/** The same over all runs of a session. */
export function sessionSortKey(sort: SessionSort, order: SortOrder): SortKey {
  return sortKey(sessionSortColumns[sort], order)
}

function sortKey({ type, column }: SortColumn, order: SortOrder): SortKey {
  switch (type) {
    case 'time':
      return {
        key: column,
        text: `toString(toUnixTimestamp64Nano(${column}))`,
        after: "fromUnixTimestamp64Nano(toInt64OrZero({afterValue:String}), 'UTC')",
      }
    case 'integer': {
      const key = `ifNull(${column}, ${order === 'desc' ? '-1' : '9223372036854775807'})`
      return { key, text: `toString(${key})`, after: 'toInt64OrZero({afterValue:String})' }
    }
    case 'usd': {
      const key = `ifNull(${column}, toDecimal128('${order === 'desc' ? '-1' : '100000000000000000000'}', 12))`
      return { key, text: `toString(${key})`, after: 'toDecimal128OrZero({afterValue:String}, 12)' }
    }
  }
}
