import { z } from 'zod'

/** Columns that the runs list sorts by. */
export const RunSort = z.enum([
  'startedAt',
  'durationNs',
  'steps',
  'llmCalls',
  'toolCalls',
  'toolErrors',
  'failedLlmCalls',
  'inputTokens',
  'outputTokens',
  'totalTokens',
  'costUsd',
  'revisits',
  'spanCount',
])
export type RunSort = z.infer<typeof RunSort>

const manyStrings = z.array(z.string()).optional()
const count = z.number().int().nonnegative().optional()
const amount = z.number().nonnegative().optional()

/**
 * What narrows a list of runs. List filters repeat (`tenant=a&tenant=b` is "a or b"), a leading `!` negates
 * (`tenant=!a`), the value `-` means "unknown", `*` stands for any characters; a backslash takes these literally.
 */
export const RunFilter = z.object({
  from: z.string().optional().describe('Start of the range: ISO 8601, or relative to now such as `-1h` or `-7d`'),
  to: z.string().optional().describe('End of the range, written like `from`'),
  tenant: manyStrings.describe('Who is charged'),
  feature: manyStrings.describe('Product area'),
  taskType: manyStrings.describe('Kind of task'),
  agent: manyStrings.describe('Any agent of the run'),
  topAgent: manyStrings.describe('Topmost agent'),
  agentVersion: manyStrings.describe('Version of the topmost agent'),
  environment: manyStrings.describe('Deployment environment'),
  model: manyStrings.describe('Any model of the run, as it answered'),
  tool: manyStrings.describe('Any tool that ran'),
  endReason: manyStrings.describe('Why the run ended'),
  outcome: manyStrings.describe('Result of the task as a label'),
  dialect: manyStrings.describe('Vocabulary that the run’s telemetry is written in'),
  session: manyStrings.describe('Conversation or session'),
  user: manyStrings.describe('User on whose behalf the agent ran'),
  warning: manyStrings.describe('Code of any warning about the run'),
  tag: manyStrings.describe('Any tag of the run'),
  costStatus: manyStrings.describe('How much of the cost is known: priced, partial, unpriced, none'),
  chargedAgent: manyStrings.describe(
    'Agent of a part of the cost; with other `charged…` filters, of one and the same part',
  ),
  chargedProvider: manyStrings.describe('Provider that a part of the cost is owed to'),
  chargedModel: manyStrings.describe('Model that a part of the cost is for, answered or failed'),
  chargedTool: manyStrings.describe('Tool that a part of the cost is for'),
  minSteps: count.describe('Least number of steps'),
  maxSteps: count.describe('Largest number of steps'),
  minToolCalls: count.describe('Least number of tool calls that ran'),
  maxToolCalls: count.describe('Largest number of tool calls that ran'),
  minLlmCalls: count.describe('Least number of answered model calls'),
  maxLlmCalls: count.describe('Largest number of answered model calls'),
  minErrors: count.describe('Least number of failed calls, of tools and models together'),
  maxErrors: count.describe('Largest number of failed calls'),
  minCostUsd: amount.describe('Least cost in USD'),
  maxCostUsd: amount.describe('Largest cost in USD'),
  aboveCostUsd: amount.describe('Cost in USD is more than this'),
  belowCostUsd: amount.describe('Cost in USD is less than this'),
  minDurationMs: amount.describe('Least duration in milliseconds'),
  maxDurationMs: amount.describe('Largest duration in milliseconds'),
  aboveDurationMs: amount.describe('Duration in milliseconds is more than this'),
  belowDurationMs: amount.describe('Duration in milliseconds is less than this'),
  minTokens: count.describe('Least number of tokens, input and output together'),
  maxTokens: count.describe('Largest number of tokens, input and output together'),
  minLoops: count.describe('Least number of loops that make no progress'),
  maxLoops: count.describe('Largest number of loops that make no progress'),
  minRevisits: count.describe('Least number of actions equal to an earlier one'),
  maxRevisits: count.describe('Largest number of actions equal to an earlier one'),
  minSpans: count.describe('Least number of spans'),
  maxSpans: count.describe('Largest number of spans'),
  hasLoop: z.boolean().optional().describe('Whether steps repeat in a loop that makes no progress'),
  hasError: z.boolean().optional().describe('Whether a model call, a tool or the run failed'),
  hasWarning: z.boolean().optional().describe('Whether something about the run is not known for certain'),
  hasLoopCost: z.boolean().optional().describe('Whether rounds of a loop beyond its first cost something'),
  hasFailedCost: z.boolean().optional().describe('Whether failed calls cost something'),
  hasCacheSaving: z.boolean().optional().describe('Whether a cache of the provider made the run cheaper or dearer'),
  q: z
    .string()
    .max(1000)
    .optional()
    .describe(
      'Text of the run: every word must occur in its messages, tool calls or names, or the whole is an id. "Quotation marks" hold words together, `-word` excludes, `word*` is any word that begins so',
    ),
})
export type RunFilter = z.infer<typeof RunFilter>

/** Query parameters of everything that lists or sums runs: the filter, and the same as text. */
export const RunFilterQuery = RunFilter.extend({
  query: z
    .string()
    .max(2000)
    .optional()
    .describe(
      'Filters as text, e.g. `agent:support -tool:refund steps:>20 cost:>0.5 tool:get_* has:loop "duplicate charge"`; together with single parameters, but not for the same field',
    ),
})
export type RunFilterQuery = z.infer<typeof RunFilterQuery>

export const RunListQuery = RunFilterQuery.extend({
  sort: RunSort.default('startedAt').describe('Column to sort by'),
  order: z.enum(['asc', 'desc']).default('desc').describe('Direction of the sort'),
  cursor: z.string().optional().describe('`nextCursor` of the page before'),
  limit: z.number().int().min(1).max(200).default(50).describe('Runs on a page'),
})
export type RunListQuery = z.infer<typeof RunListQuery>
