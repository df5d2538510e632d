import { z } from 'zod'
import type { RunFilter } from '#lib/domain/filter.ts'
import { allOf, noFragment, type Fragment } from './fragment.ts'
import { parseValueList, type ValueList } from './value-list.ts'

/** A run filter whose time range is resolved: nanoseconds since the epoch, `toNs` exclusive. */
export type ResolvedRunFilter = Omit<RunFilter, 'from' | 'to'> & {
  fromNs?: string
  toNs?: string
  /** Exactly this session; unlike `session` no character of it has a meaning. */
  sessionIs?: string
}

export const ListField = z.enum([
  'tenant',
  'feature',
  'taskType',
  'agent',
  'agentVersion',
  'environment',
  'model',
  'tool',
  'endReason',
  'outcome',
  'dialect',
  'session',
  'user',
  'costStatus',
])
export type ListField = z.infer<typeof ListField>

/** Where a list filter looks. `text` columns hold '' for unknown, `array` columns hold nothing. */
export const listFilterColumns: Record<ListField, { column: string; shape: 'text' | 'array' }> = {
  tenant: { column: 'tenant', shape: 'text' },
  feature: { column: 'feature', shape: 'text' },
  taskType: { column: 'task_type', shape: 'text' },
  agent: { column: 'agent_names', shape: 'array' },
  agentVersion: { column: 'agent_version', shape: 'text' },
  environment: { column: 'environment', shape: 'text' },
  model: { column: 'model_names', shape: 'array' },
  tool: { column: 'tool_names', shape: 'array' },
  endReason: { column: 'end_reason', shape: 'text' },
  outcome: { column: 'outcome', shape: 'text' },
  dialect: { column: 'dialects', shape: 'array' },
  session: { column: 'session_id', shape: 'text' },
  user: { column: 'user_id', shape: 'text' },
  costStatus: { column: 'cost_status', shape: 'text' },
}

/** Compiles a filter to one condition over the columns of `runs`. Values are parameters, columns come from the table above. */
export function runFilters(filter: ResolvedRunFilter): Fragment {
  return allOf([
    timeRange(filter),
    ...ListField.options.map((field) => listCondition(field, filter[field] ?? [])),
    bound('steps >= {minSteps:UInt64}', 'minSteps', filter.minSteps),
    bound('steps <= {maxSteps:UInt64}', 'maxSteps', filter.maxSteps),
    bound('cost_usd >= toDecimal128({minCostUsd:String}, 12)', 'minCostUsd', filter.minCostUsd?.toFixed(12)),
    bound('duration_ns >= {minDurationMs:Float64} * 1e6', 'minDurationMs', filter.minDurationMs),
    bound('ifNull(input_tokens, 0) + ifNull(output_tokens, 0) >= {minTokens:UInt64}', 'minTokens', filter.minTokens),
    either('loop_count > 0', filter.hasLoop),
    either("end_reason = 'error' OR error_message != '' OR tool_errors > 0 OR failed_llm_calls > 0", filter.hasError),
    either('notEmpty(warning_codes)', filter.hasWarning),
    bound('session_id = {sessionIs:String}', 'sessionIs', filter.sessionIs),
    freeText(filter.q),
  ])
}

/**
 * `bucket` is within a day of `started_at` (the worker keeps it so): it prunes by the key, with 25 hours (90,000 s)
 * to spare, and within what its 32 bits can say, or it would wrap around. `started_at` is exact.
 */
function timeRange({ fromNs, toNs }: ResolvedRunFilter): Fragment {
  return allOf([
    fromNs === undefined
      ? noFragment
      : {
          sql: "bucket >= toDateTime(greatest(intDiv({fromNs:Int64}, 1000000000) - 90000, 0), 'UTC') AND started_at >= fromUnixTimestamp64Nano({fromNs:Int64}, 'UTC')",
          params: { fromNs },
        },
    toNs === undefined
      ? noFragment
      : {
          sql: "bucket <= toDateTime(least(intDiv({toNs:Int64}, 1000000000) + 90000, 4294967295), 'UTC') AND started_at < fromUnixTimestamp64Nano({toNs:Int64}, 'UTC')",
          params: { toNs },
        },
  ])
}

function listCondition(field: ListField, values: readonly string[]): Fragment {
  const list = parseValueList(values)
  const { column, shape } = listFilterColumns[field]
  const conditions = shape === 'text' ? textConditions(field, column, list) : arrayConditions(field, column, list)
  if (conditions.length === 0) return noFragment
  const params: Record<string, unknown> = {}
  if (list.wanted.length > 0) params[`${field}Wanted`] = list.wanted
  if (list.unwanted.length > 0) params[`${field}Unwanted`] = list.unwanted
  return { sql: conditions.map((condition) => `(${condition})`).join(' AND '), params }
}

function textConditions(field: ListField, column: string, list: ValueList): string[] {
  const wanted = list.wanted.length > 0 ? [`${column} IN {${field}Wanted:Array(String)}`] : []
  const unknown = list.wantsUnknown ? [`${column} = ''`] : []
  return [
    [...wanted, ...unknown].join(' OR '),
    list.unwanted.length > 0 ? `${column} NOT IN {${field}Unwanted:Array(String)}` : '',
    list.refusesUnknown ? `${column} != ''` : '',
  ].filter((condition) => condition !== '')
}

function arrayConditions(field: ListField, column: string, list: ValueList): string[] {
  const wanted = list.wanted.length > 0 ? [`hasAny(${column}, {${field}Wanted:Array(String)})`] : []
  const unknown = list.wantsUnknown ? [`empty(${column})`] : []
  return [
    [...wanted, ...unknown].join(' OR '),
    list.unwanted.length > 0 ? `NOT hasAny(${column}, {${field}Unwanted:Array(String)})` : '',
    list.refusesUnknown ? `notEmpty(${column})` : '',
  ].filter((condition) => condition !== '')
}

function bound(sql: string, name: string, value: unknown): Fragment {
  return value === undefined ? noFragment : { sql, params: { [name]: value } }
}

function either(sql: string, wanted: boolean | undefined): Fragment {
  if (wanted === undefined) return noFragment
  return { sql: wanted ? sql : `NOT (${sql})`, params: {} }
}

/** Every word must occur in a preview or a name, or the whole text is an id. */
function freeText(text: string | undefined): Fragment {
  const trimmed = text?.trim() ?? ''
  if (trimmed === '') return noFragment
  const haystack =
    "concatWithSeparator('\\n', input_preview, output_preview, error_message, agent, feature, task_type, tenant, user_id, session_id, outcome, arrayStringConcat(tool_names, '\\n'), arrayStringConcat(model_names, '\\n'))"
  return {
    sql: `run_id = lower({qId:String}) OR has(trace_ids, lower({qId:String})) OR arrayAll(word -> positionCaseInsensitiveUTF8(${haystack}, word) > 0, {qWords:Array(String)})`,
    params: { qId: trimmed, qWords: trimmed.split(/\s+/u).slice(0, 16) },
  }
}
