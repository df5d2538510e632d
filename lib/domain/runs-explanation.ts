import { z } from 'zod'
import { ChargedTokens, CostStatus } from './cost.ts'
import { RunFilterQuery } from './filter.ts'
import { Run } from './run.ts'

const Count = z.number().int().nonnegative()
/** Exact decimal in USD with 12 digits; null where nothing is known. */
const KnownUsd = z.string().nullable()

export const RunsExplanationQuery = RunFilterQuery.extend({
  limit: z.number().int().min(1).max(100).default(20).describe('Runs in the answer, the dearest first'),
})
export type RunsExplanationQuery = z.infer<typeof RunsExplanationQuery>

/** What calls to one model, or of one tool, cost together. */
export const RunsCostPart = z.object({
  kind: z.enum(['model', 'tool', 'others']).describe('`others` are models and tools beyond those that are told apart.'),
  name: z.string().nullable().describe('Null where the emitter named none, and of `others`.'),
  calls: Count,
  unpricedCalls: Count,
  partialCalls: Count,
  tokens: ChargedTokens,
  costUsd: KnownUsd,
})
export type RunsCostPart = z.infer<typeof RunsCostPart>

/** Answer of GET /costs/explanation: what a sum over runs is made of. Parts, statuses, and runs with their rest each add up to it exactly. */
export const RunsExplanation = z.object({
  costUsd: KnownUsd,
  runs: Count,
  tokens: ChargedTokens,
  statuses: z
    .array(z.object({ status: CostStatus, runs: Count, costUsd: KnownUsd }))
    .describe('How much of the cost of runs is known.'),
  parts: z.array(RunsCostPart).describe('The dearest first.'),
  items: z.array(Run).describe('The dearest first.'),
  rest: z.object({ runs: Count, costUsd: KnownUsd }).nullable().describe('Runs that are not in `items`.'),
  capped: z
    .boolean()
    .describe('A search found more runs than are summed: these are the newest of them, at most 10,000.'),
})
export type RunsExplanation = z.infer<typeof RunsExplanation>
