import {
  createMultiParser,
  createParser,
  parseAsBoolean,
  parseAsFloat,
  parseAsInteger,
  parseAsString,
  parseAsStringLiteral,
  type inferParserType,
} from 'nuqs/server'
import type { RunListFilter } from '#lib/api/runs.ts'
import { RunSort } from '#lib/domain/filter.ts'

/** `tenant=a&tenant=b`, as the API takes it; absent is null, not an empty list. */
const parseAsValues = createMultiParser<string[]>({
  parse: (values) => (values.length === 0 ? null : [...values]),
  serialize: (values) => values,
  eq: (a, b) => a.length === b.length && a.every((value, index) => value === b[index]),
})

/** Without the one character that a document cannot carry: the browser would read another text than the server wrote. */
const parseAsQuery = createParser({ parse: (text) => text.replaceAll('\0', ''), serialize: (text) => text })

/** Filters of runs in the URL: the API's own parameters. */
export const runFilterParams = {
  from: parseAsString,
  to: parseAsString,
  tenant: parseAsValues,
  feature: parseAsValues,
  taskType: parseAsValues,
  agent: parseAsValues,
  topAgent: parseAsValues,
  agentVersion: parseAsValues,
  environment: parseAsValues,
  model: parseAsValues,
  tool: parseAsValues,
  endReason: parseAsValues,
  outcome: parseAsValues,
  dialect: parseAsValues,
  session: parseAsValues,
  user: parseAsValues,
  warning: parseAsValues,
  tag: parseAsValues,
  costStatus: parseAsValues,
  chargedAgent: parseAsValues,
  chargedProvider: parseAsValues,
  chargedModel: parseAsValues,
  chargedTool: parseAsValues,
  minSteps: parseAsInteger,
  maxSteps: parseAsInteger,
  minToolCalls: parseAsInteger,
  maxToolCalls: parseAsInteger,
  minLlmCalls: parseAsInteger,
  maxLlmCalls: parseAsInteger,
  minErrors: parseAsInteger,
  maxErrors: parseAsInteger,
  minCostUsd: parseAsFloat,
  maxCostUsd: parseAsFloat,
  aboveCostUsd: parseAsFloat,
  belowCostUsd: parseAsFloat,
  minDurationMs: parseAsFloat,
  maxDurationMs: parseAsFloat,
  aboveDurationMs: parseAsFloat,
  belowDurationMs: parseAsFloat,
  minTokens: parseAsInteger,
  maxTokens: parseAsInteger,
  minLoops: parseAsInteger,
  maxLoops: parseAsInteger,
  minRevisits: parseAsInteger,
  maxRevisits: parseAsInteger,
  minSpans: parseAsInteger,
  maxSpans: parseAsInteger,
  hasLoop: parseAsBoolean,
  hasError: parseAsBoolean,
  hasWarning: parseAsBoolean,
  hasLoopCost: parseAsBoolean,
  hasFailedCost: parseAsBoolean,
  hasCacheSaving: parseAsBoolean,
  q: parseAsQuery,
}

/** The list's state in the URL: filters and sort, and what is selected and open. Defaults are left out. */
export const runListParams = {
  ...runFilterParams,
  sort: parseAsStringLiteral(RunSort.options),
  order: parseAsStringLiteral(['asc', 'desc']),
  selected: parseAsString,
  /** The selected run is open beside the list. */
  peek: parseAsBoolean,
  /** The view that the list follows; filters and sort stand for themselves. */
  view: parseAsString,
}

export type RunListParams = inferParserType<typeof runListParams>

/** What the list asks the API for: the URL without what is absent, and without what only the page knows. */
export function filterOf(params: RunListParams): RunListFilter {
  const { selected: _selected, peek: _peek, view: _view, ...state } = params
  return Object.fromEntries(Object.entries(state).filter(([, value]) => value !== null))
}

/** Takes the whole list state out of the URL. */
export const noRunListParams = Object.fromEntries(Object.keys(runListParams).map((name) => [name, null]))
