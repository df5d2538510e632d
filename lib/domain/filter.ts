import { z } from 'zod'
import { EndReason } from './run.ts'

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

/**
 * Query parameters of GET /runs. List filters repeat (`tenant=a&tenant=b` is "a or b"),
 * a leading `!` negates (`tenant=!a`), the value `-` means "unknown".
 */
export const RunFilter = z.object({
  from: z.string().optional().describe('Start of the range: ISO 8601, or relative to now such as `-1h` or `-7d`'),
  to: z.string().optional().describe('End of the range, written like `from`'),
  tenant: manyStrings.describe('Who is charged'),
  feature: manyStrings.describe('Product area'),
  taskType: manyStrings.describe('Kind of task'),
  agent: manyStrings.describe('Any agent of the run'),
  agentVersion: manyStrings.describe('Version of the topmost agent'),
  environment: manyStrings.describe('Deployment environment'),
  model: manyStrings.describe('Any model of the run, as it answered'),
  tool: manyStrings.describe('Any tool that ran'),
  endReason: manyStrings.describe('Why the run ended'),
  outcome: manyStrings.describe('Result of the task as a label'),
  dialect: manyStrings.describe('Vocabulary that the run’s telemetry is written in'),
  session: manyStrings.describe('Conversation or session'),
  user: manyStrings.describe('User on whose behalf the agent ran'),
  minSteps: z.number().int().nonnegative().optional().describe('Least number of steps'),
  maxSteps: z.number().int().nonnegative().optional().describe('Largest number of steps'),
  minCostUsd: z.number().nonnegative().optional().describe('Least cost in USD'),
  minDurationMs: z.number().nonnegative().optional().describe('Least duration in milliseconds'),
  minTokens: z.number().int().nonnegative().optional().describe('Least number of tokens, input and output together'),
  hasLoop: z.boolean().optional().describe('Whether steps repeat in a loop that makes no progress'),
  hasError: z.boolean().optional().describe('Whether a model call, a tool or the run failed'),
  hasWarning: z.boolean().optional().describe('Whether something about the run is not known for certain'),
  costStatus: manyStrings.describe('How much of the cost is known: priced, partial, unpriced, none'),
  q: z.string().optional().describe('Free text over input and output previews, ids and names'),
})
export type RunFilter = z.infer<typeof RunFilter>

export const RunListQuery = RunFilter.extend({
  sort: RunSort.default('startedAt').describe('Column to sort by'),
  order: z.enum(['asc', 'desc']).default('desc').describe('Direction of the sort'),
  cursor: z.string().optional().describe('`nextCursor` of the page before'),
  limit: z.number().int().min(1).max(200).default(50).describe('Runs on a page'),
})
export type RunListQuery = z.infer<typeof RunListQuery>

export const endReasons: readonly string[] = EndReason.options
