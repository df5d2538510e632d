import type { RunFilter } from '#lib/domain/filter.ts'
import type { NumberFieldName } from '#lib/domain/query/query-fields.ts'
import { allOf, noFragment, type Fragment } from './fragment.ts'
import { listCondition, ListField, sameShare } from './list-filter.ts'
import { isOneOfRunKeys, type RunKeys } from './run-keys.ts'
import { startedBefore, startedFrom } from './run-period.ts'
import { freeText, type FoundTerm } from './text-search.ts'

/** A run filter whose time range is resolved: nanoseconds since the epoch, `toNs` exclusive. */
export type ResolvedRunFilter = Omit<RunFilter, 'from' | 'to'> & {
  fromNs?: string
  toNs?: string
  /** Exactly this session; unlike `session` no character of it has a meaning. */
  sessionIs?: string
  /** What is known of the terms of `q`, in their order. */
  foundTerms?: (FoundTerm | null)[]
  /** Only these runs: the hour and the id of each. */
  keys?: RunKeys
  /** Ids of all their traces and runs, for a text to be looked for in nothing else. */
  among?: string[]
}

const tokens = 'ifNull(input_tokens, 0) + ifNull(output_tokens, 0)'
const usd = (name: NumberFieldName) => `toDecimal128({${name}:String}, 12)`
const nanos = (name: NumberFieldName) => `{${name}:Float64} * 1e6`
const count = (name: NumberFieldName) => `{${name}:UInt64}`

/** Bounds of numbers: a new one is a row here. An unknown number is within none. */
const numberConditions: Record<NumberFieldName, string> = {
  minSteps: `steps >= ${count('minSteps')}`,
  maxSteps: `steps <= ${count('maxSteps')}`,
  minToolCalls: `tool_calls >= ${count('minToolCalls')}`,
  maxToolCalls: `tool_calls <= ${count('maxToolCalls')}`,
  minLlmCalls: `llm_calls >= ${count('minLlmCalls')}`,
  maxLlmCalls: `llm_calls <= ${count('maxLlmCalls')}`,
  minErrors: `tool_errors + failed_llm_calls >= ${count('minErrors')}`,
  maxErrors: `tool_errors + failed_llm_calls <= ${count('maxErrors')}`,
  minCostUsd: `cost_usd >= ${usd('minCostUsd')}`,
  maxCostUsd: `cost_usd <= ${usd('maxCostUsd')}`,
  aboveCostUsd: `cost_usd > ${usd('aboveCostUsd')}`,
  belowCostUsd: `cost_usd < ${usd('belowCostUsd')}`,
  minDurationMs: `duration_ns >= ${nanos('minDurationMs')}`,
  maxDurationMs: `duration_ns <= ${nanos('maxDurationMs')}`,
  aboveDurationMs: `duration_ns > ${nanos('aboveDurationMs')}`,
  belowDurationMs: `duration_ns < ${nanos('belowDurationMs')}`,
  minTokens: `${tokens} >= ${count('minTokens')}`,
  maxTokens: `${tokens} <= ${count('maxTokens')}`,
  minLoops: `loop_count >= ${count('minLoops')}`,
  maxLoops: `loop_count <= ${count('maxLoops')}`,
  minRevisits: `revisits >= ${count('minRevisits')}`,
  maxRevisits: `revisits <= ${count('maxRevisits')}`,
  minSpans: `span_count >= ${count('minSpans')}`,
  maxSpans: `span_count <= ${count('maxSpans')}`,
}

/** Conditions of the flags; facets count the same. */
export const flagConditions = {
  hasError: "end_reason = 'error' OR error_message != '' OR tool_errors > 0 OR failed_llm_calls > 0",
  hasLoop: 'loop_count > 0',
  hasWarning: 'notEmpty(warning_codes)',
}

const costFlagConditions = {
  hasLoopCost: 'arrayExists(amount -> amount != 0, shares.loop_amount)',
  hasFailedCost: 'arrayExists(amount -> amount != 0, shares.failed_amount)',
  hasCacheSaving: 'arrayExists(amount -> amount != 0, shares.cache_saved_amount)',
}

/**
 * Compiles a filter to one condition over the columns of `runs`. Values are parameters, columns come from
 * the tables of this folder.
 */
export function runFilters(filter: ResolvedRunFilter): Fragment {
  return allOf([otherFilters(filter), ...listConditions(filter)])
}

/** The list filters alone. */
export function listFilters(filter: ResolvedRunFilter): Fragment {
  return allOf(listConditions(filter))
}

function listConditions(filter: ResolvedRunFilter): Fragment[] {
  return [...ListField.options.map((field) => listCondition(field, filter[field] ?? [])), sameShare(filter)]
}

/** All but the list filters. */
export function otherFilters(filter: ResolvedRunFilter): Fragment {
  return allOf([
    timeRange(filter),
    ...numberNames.map((name) => bound(numberConditions[name], name, numberValue(name, filter[name]))),
    either(flagConditions.hasLoop, filter.hasLoop),
    either(flagConditions.hasError, filter.hasError),
    either(flagConditions.hasWarning, filter.hasWarning),
    either(costFlagConditions.hasLoopCost, filter.hasLoopCost),
    either(costFlagConditions.hasFailedCost, filter.hasFailedCost),
    either(costFlagConditions.hasCacheSaving, filter.hasCacheSaving),
    bound('session_id = {sessionIs:String}', 'sessionIs', filter.sessionIs),
    filter.keys === undefined ? noFragment : { sql: isOneOfRunKeys, params: filter.keys },
    freeText(filter.q, { fromNs: filter.fromNs, found: filter.foundTerms, among: filter.among }),
  ])
}

/** Runs that began within the range. */
export function timeRange({ fromNs, toNs }: Pick<ResolvedRunFilter, 'fromNs' | 'toNs'>): Fragment {
  return allOf([
    fromNs === undefined ? noFragment : { sql: startedFrom, params: { fromNs } },
    toNs === undefined ? noFragment : { sql: startedBefore, params: { toNs } },
  ])
}

const isNumberName = (name: string): name is NumberFieldName => Object.hasOwn(numberConditions, name)
const numberNames = Object.keys(numberConditions).filter(isNumberName)

/** Money goes over as exact decimal text. */
function numberValue(name: NumberFieldName, value: number | undefined): unknown {
  return name.endsWith('CostUsd') ? value?.toFixed(12) : value
}

function bound(sql: string, name: string, value: unknown): Fragment {
  return value === undefined ? noFragment : { sql, params: { [name]: value } }
}

function either(sql: string, wanted: boolean | undefined): Fragment {
  if (wanted === undefined) return noFragment
  return { sql: wanted ? sql : `NOT (${sql})`, params: {} }
}
