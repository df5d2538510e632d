import { z } from 'zod'
import { ChargedTokens } from './cost.ts'
import { RunFilterQuery } from './filter.ts'
import { SpanKind } from './span.ts'

/** What costs can be told apart by. */
export const CostDimension = z.enum([
  'tenant',
  'feature',
  'taskType',
  'agent',
  'agentVersion',
  'model',
  'provider',
  'tool',
  'environment',
  'user',
  'tag',
])
export type CostDimension = z.infer<typeof CostDimension>

const Count = z.number().int().nonnegative()
/** Exact decimal in USD with 12 digits. */
const Usd = z.string()
/** Null where no call of it has a known price. */
const KnownUsd = Usd.nullable()
/** Nanoseconds since the epoch as decimal string. */
const Nanos = z.string()

/** Sums over shares of runs' costs: those of groups that share nothing add up to those of the whole, to the last digit. */
export const CostSums = z.object({
  costUsd: KnownUsd,
  calls: Count.describe('Answered calls of models, and executed ones of tools that have a price.'),
  failedCalls: Count,
  tokens: ChargedTokens,
  unpricedCalls: Count.describe('Calls without a known price: they are in no amount.'),
  unpricedTokens: Count.describe('Input and output of the calls without a known price.'),
  partialCalls: Count.describe('Calls of which only a part has a known price: that part is in the amounts.'),
  partialTokens: Count,
  loopCostUsd: Usd.describe('Of `costUsd`: rounds of loops beyond their first.'),
  failedCostUsd: Usd.describe('Of `costUsd`: calls that failed.'),
  badEndCostUsd: Usd.describe('Of `costUsd`: runs that ended in error, abandoned or out of budget or steps.'),
  cacheSavedUsd: Usd.describe('What reading from caches saved, less what writing to them cost more.'),
})
export type CostSums = z.infer<typeof CostSums>

/** What belongs to runs as a whole: a run of two models is counted with both, and once in the total. */
export const CostOfRuns = z.object({
  runs: Count,
  pricedRuns: Count.describe('Runs with a known cost, in full or in part.'),
  successfulRuns: Count.describe('Runs that ended `completed`.'),
  steps: Count,
  perRunUsd: KnownUsd.describe('Cost by priced run.'),
  perSuccessUsd: KnownUsd.describe('All cost by successful run.'),
  perStepUsd: KnownUsd.describe('All cost by step.'),
  percentiles: z
    .object({ p50Usd: Usd, p95Usd: Usd, p99Usd: Usd })
    .nullable()
    .describe('Of the cost of priced runs. Null without any, and for parts of runs.'),
})
export type CostOfRuns = z.infer<typeof CostOfRuns>

export const CostFigures = CostSums.extend({ ofRuns: CostOfRuns })
export type CostFigures = z.infer<typeof CostFigures>

/** Groups beyond the limit in one. What belongs to runs is not told of parts of runs. */
export const CostRest = CostSums.extend({ groups: Count, ofRuns: CostOfRuns.nullable() })
export type CostRest = z.infer<typeof CostRest>

const Key = z.string().nullable().describe('As stored; null is unknown.')

const InnerGroup = CostFigures.extend({ key: Key })

export const CostGroup = CostFigures.extend({
  key: Key,
  previousCostUsd: KnownUsd.describe('In the period before; null where there is none or it is unknown.'),
  /** By the second dimension. */
  groups: z.array(InnerGroup),
  rest: CostRest.nullable(),
})
export type CostGroup = z.infer<typeof CostGroup>

export const CostReportQuery = RunFilterQuery.extend({
  by: z.array(CostDimension).max(2).optional().describe('One or two dimensions, the outer one first'),
  limit: z.number().int().min(1).max(500).default(50).describe('Groups, the dearest first; the others are in `rest`'),
  within: z.number().int().min(1).max(100).default(10).describe('Groups within each group'),
})
export type CostReportQuery = z.infer<typeof CostReportQuery>

/** Answer of GET /costs. */
export const CostReport = z.object({
  by: z.array(CostDimension),
  total: CostFigures,
  /** As long as the period asked for, right before it; null where that has no begin. */
  previous: z.object({ fromNs: Nanos, toNs: Nanos, total: CostFigures }).nullable(),
  groups: z.array(CostGroup),
  rest: CostRest.nullable(),
  overlaps: z
    .boolean()
    .describe('By tag: a run with two tags is in both rows, so that rows add up to more than the total.'),
  capped: z
    .boolean()
    .describe('A search found more runs than are summed: these are the newest of them, at most 10,000.'),
})
export type CostReport = z.infer<typeof CostReport>

export const CostSeriesQuery = RunFilterQuery.extend({
  by: CostDimension.optional().describe('What each slice of time is told apart by'),
  interval: z.enum(['auto', 'hour', 'day']).default('auto').describe('Length of a slice; by itself hours up to a week'),
  timeZone: z.string().max(60).default('UTC').describe('Where days and hours begin, e.g. `Europe/Berlin`'),
  limit: z.number().int().min(1).max(20).default(7).describe('Groups, the dearest first; the others are one'),
})
export type CostSeriesQuery = z.infer<typeof CostSeriesQuery>

/** Answer of GET /costs/series: slices without a gap, the empty ones included. */
export const CostSeries = z.object({
  interval: z.enum(['hour', 'day']),
  timeZone: z.string(),
  /** What was asked for; the first slice may begin before it, and the last end after it. */
  fromNs: Nanos,
  toNs: Nanos,
  /** Begin of each slice, and the end of the last. */
  startsNs: z.array(Nanos),
  endNs: Nanos,
  totalsUsd: z.array(KnownUsd),
  runs: z.array(Count),
  /** Amounts by slice; null is nothing known there. */
  groups: z.array(z.object({ key: Key, costUsd: z.array(KnownUsd) })),
  restUsd: z.array(KnownUsd).nullable(),
  overlaps: z.boolean(),
  capped: z.boolean(),
})
export type CostSeries = z.infer<typeof CostSeries>

export const UntaggedField = z.enum(['tenant', 'feature', 'taskType'])
export type UntaggedField = z.infer<typeof UntaggedField>

const Untagged = z.object({ field: UntaggedField, runs: Count, costUsd: KnownUsd })

/** Answer of GET /costs/untagged: cost of runs that do not say whom or what they were for. */
export const UntaggedCosts = z.object({
  fields: z.array(Untagged),
  /** By the vocabulary that they were written in and their topmost agent. */
  emitters: z.array(
    z.object({ dialect: z.string(), agent: Key, runs: Count, costUsd: KnownUsd, fields: z.array(Untagged) }),
  ),
  capped: z.boolean(),
})
export type UntaggedCosts = z.infer<typeof UntaggedCosts>

export const CacheCostQuery = RunFilterQuery.extend({
  hitPercent: z.number().int().min(1).max(99).default(80).describe('Share of the input that could come from the cache'),
})
export type CacheCostQuery = z.infer<typeof CacheCostQuery>

/** Answer of GET /costs/cache: what caching saved, and what it could still save. */
export const CacheCosts = z.object({
  hitPercent: z.number(),
  savedUsd: Usd,
  /** Of models that would cost less; an estimate. */
  toSaveUsd: Usd,
  models: z.array(
    z.object({
      provider: Key,
      model: Key,
      calls: Count,
      tokens: ChargedTokens,
      costUsd: KnownUsd,
      savedUsd: Usd,
      supposedUsd: KnownUsd.describe(
        'Cost if `hitPercent` of the input were read from the cache; null where the price list has no such price.',
      ),
      toSaveUsd: Usd.nullable(),
    }),
  ),
  capped: z.boolean(),
})
export type CacheCosts = z.infer<typeof CacheCosts>

export const WhatIfQuery = RunFilterQuery.extend({
  forTaskType: z.array(z.string().max(200)).max(200).optional().describe('Only calls of these task types change'),
  forKind: z.array(SpanKind).max(20).optional().describe('Only spans of these kinds change'),
  forModel: z.array(z.string().max(200)).max(200).optional().describe('Only calls of these models change'),
  newModel: z.string().min(1).max(200).optional().describe('They go to this model'),
  newProvider: z.string().max(100).default('').describe('Whose model that is'),
  cacheHitPercent: z.number().int().min(0).max(100).optional().describe('So much of their input is read from a cache'),
  batch: z.boolean().default(false).describe('They go through the batch API'),
})
export type WhatIfQuery = z.infer<typeof WhatIfQuery>
