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
  /** ISO 8601, or relative to now: `-1h`, `-7d`. */
  from: z.string().optional(),
  to: z.string().optional(),
  tenant: manyStrings,
  feature: manyStrings,
  taskType: manyStrings,
  agent: manyStrings,
  agentVersion: manyStrings,
  environment: manyStrings,
  model: manyStrings,
  tool: manyStrings,
  /** EndReason values, each may be negated with `!`. */
  endReason: manyStrings,
  outcome: manyStrings,
  dialect: manyStrings,
  session: manyStrings,
  user: manyStrings,
  minSteps: z.number().int().nonnegative().optional(),
  maxSteps: z.number().int().nonnegative().optional(),
  minCostUsd: z.number().nonnegative().optional(),
  minDurationMs: z.number().nonnegative().optional(),
  minTokens: z.number().int().nonnegative().optional(),
  hasLoop: z.boolean().optional(),
  hasError: z.boolean().optional(),
  hasWarning: z.boolean().optional(),
  costStatus: manyStrings,
  /** Free text over input and output previews, ids and names. */
  q: z.string().optional(),
})
export type RunFilter = z.infer<typeof RunFilter>

export const RunListQuery = RunFilter.extend({
  sort: RunSort.default('startedAt'),
  order: z.enum(['asc', 'desc']).default('desc'),
  cursor: z.string().optional(),
  limit: z.number().int().min(1).max(200).default(50),
})
export type RunListQuery = z.infer<typeof RunListQuery>

export const endReasons: readonly string[] = EndReason.options
